"""The words that screen readers speak for roles."""

from collections.abc import Mapping
from typing import Final

from a11ycheck.model import Message

__all__ = ["LANDMARKS", "ROLE_WORDS"]


def _words(**words: str) -> Mapping[str, Message]:
    return {role: Message(f"role-{role}", text) for role, text in words.items()}


LANDMARKS: Final = _words(
    banner="banner landmark",
    complementary="complementary landmark",
    contentinfo="content information landmark",
    form="form landmark",
    main="main landmark",
    navigation="navigation landmark",
    region="region",
    search="search landmark",
)
_OTHERS: Final = _words(
    alert="alert",
    alertdialog="alert dialog",
    application="application",
    article="article",
    audio="audio",
    blockquote="block quote",
    button="button",
    checkbox="check box",
    combobox="combo box",
    dialog="dialog",
    document="page",
    feed="feed",
    figure="figure",
    grid="table",
    group="grouping",
    iframe="frame",
    image="image",
    link="link",
    list="list",
    listbox="list box",
    log="log",
    math="math",
    menu="menu",
    menubar="menu bar",
    menuitem="menu item",
    menuitemcheckbox="check menu item",
    menuitemradio="radio menu item",
    meter="meter",
    note="note",
    object="embedded object",
    option="option",
    progressbar="progress bar",
    radio="radio button",
    radiogroup="radio button group",
    scrollbar="scroll bar",
    searchbox="search edit",
    separator="separator",
    slider="slider",
    spinbutton="spin button",
    status="status",
    switch="switch",
    tab="tab",
    table="table",
    tablist="tab list",
    tabpanel="tab panel",
    textbox="edit",
    timer="timer",
    toolbar="tool bar",
    tooltip="tooltip",
    tree="tree view",
    treegrid="tree table",
    treeitem="tree item",
    video="video",
)
ROLE_WORDS: Final = {**LANDMARKS, **_OTHERS}
