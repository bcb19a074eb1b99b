"""One announcement: the role, the name and the states of a node, in the order in which they are spoken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from a11ycheck.model import Element, Message, MessageTemplate, TreeNode
from a11ycheck.speech.role_words import ROLE_WORDS

__all__ = ["CONTROLS", "Announcement", "Counted", "Part", "parts_of", "spoken_states"]

HEADING = MessageTemplate("heading", "heading level {level}")
UNLABELLED = Message("unlabelled", "unlabelled")
BLANK = Message("blank", "blank")
CONTROLS: Final = frozenset(
    """
    button checkbox combobox link listbox menuitem menuitemcheckbox menuitemradio option
    radio searchbox slider spinbutton switch tab textbox treeitem
    """.split()  # noqa: SIM905 - shorter
)
_NAMED: Final = CONTROLS | {"image", "iframe", "video", "audio"}
_STATES: Final[Mapping[tuple[str, str], Message]] = {
    ("checked", "true"): Message("checked", "checked"),
    ("checked", "false"): Message("not-checked", "not checked"),
    ("checked", "mixed"): Message("half-checked", "half checked"),
    ("pressed", "true"): Message("pressed", "pressed"),
    ("pressed", "false"): Message("not-pressed", "not pressed"),
    ("pressed", "mixed"): Message("half-pressed", "half pressed"),
    ("expanded", "true"): Message("expanded", "expanded"),
    ("expanded", "false"): Message("collapsed", "collapsed"),
    ("selected", "true"): Message("selected", "selected"),
    ("required", "true"): Message("required", "required"),
    ("readonly", "true"): Message("read-only", "read only"),
    ("disabled", "true"): Message("unavailable", "unavailable"),
    ("invalid", "true"): Message("invalid", "invalid entry"),
    ("invalid", "grammar"): Message("invalid-grammar", "grammar error"),
    ("invalid", "spelling"): Message("invalid-spelling", "spelling error"),
    ("multiline", "true"): Message("multi-line", "multi-line"),
    ("sort", "ascending"): Message("sorted-ascending", "sorted ascending"),
    ("sort", "descending"): Message("sorted-descending", "sorted descending"),
    ("type", "password"): Message("protected", "protected"),
    ("busy", "true"): Message("busy", "busy"),
    ("haspopup", "menu"): Message("has-menu", "opens a menu"),
    ("haspopup", "dialog"): Message("has-dialog", "opens a dialog"),
    ("haspopup", "listbox"): Message("has-list", "opens a list"),
    ("current", "page"): Message("current-page", "current page"),
    ("current", "step"): Message("current-step", "current step"),
    ("current", "location"): Message("current-location", "current location"),
    ("current", "date"): Message("current-date", "current date"),
    ("current", "time"): Message("current-time", "current time"),
    ("current", "true"): Message("current", "current"),
}
_CHECKABLE: Final = frozenset({"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number of things that a container has: `noun` is "item", "column" or "row"."""

    number: int
    noun: str

    def __str__(self) -> str:
        """Return the number with its noun in English."""
        return f"{self.number} {self.noun}{'' if self.number == 1 else 's'}"


# A text of the page is not translated; all else is.
Part = str | Message | Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is announced at once. `number` is that of the node in its tree, `element` what it is about.

    `role` is that of the node, "language" where the language of the voice changes. `name` is the page's own
    words in it. `level` is that of a heading.
    """

    number: int
    role: str
    parts: tuple[Part, ...]
    name: str = ""
    level: int = 0
    language: str = ""
    url: str = ""
    states: Mapping[str, str]
    element: Element | None = None

    @property
    def text(self) -> str:
        """Return the announcement in English."""
        return ", ".join(map(str, self.parts))

    @property
    def words(self) -> int:
        """Return the number of words, those of roles and states included."""
        return len(self.text.split())


def parts_of(
    node: TreeNode, *, name: str | None = None, counts: tuple[Counted, ...] = ()
) -> tuple[Part, ...]:
    """Return what is announced of a node: role, name, counts, states, value, description.

    `name` replaces the node's own.
    """
    own = node.name if name is None else name
    parts: list[Part] = []
    if described := node.states.get("roledescription"):
        parts.append(described)
    elif node.role == "heading":
        parts.append(HEADING.format(level=node.level))
    elif word := ROLE_WORDS.get(node.role):
        parts.append(word)
    text = " ".join(own.split())
    if text:
        parts.append(text)
    elif node.role in _NAMED:
        parts.append(UNLABELLED)
    parts += counts
    parts += spoken_states(node)
    if (value := " ".join(node.value.split())) and value != text and node.role != "link":
        parts.append(value)
    if (described := " ".join(node.description.split())) and described != text:
        parts.append(described)
    return tuple(parts)


def spoken_states(node: TreeNode) -> Iterator[Message]:
    """Yield the states of a node that are announced."""
    for name, value in node.states.items():
        if name == "checked" and node.role not in _CHECKABLE:
            continue
        if name == "expanded" and node.role == "combobox" and value == "false":
            continue  # as every closed list of choices
        if name == "haspopup" and node.role == "combobox":
            continue
        if found := _STATES.get((name, value)):
            yield found
