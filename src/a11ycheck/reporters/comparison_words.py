"""The sentences of a comparison, for people."""

from typing import Final

from a11ycheck.comparison import ChangeKind, Comparison, GroupedChange, Unit
from a11ycheck.model import TreeNode
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import translate
from a11ycheck.reporters.spoken_text import spoken_part
from a11ycheck.speech.announcements import parts_of

__all__ = ["change_text", "findings_text", "headline", "pages_text"]

_MOST_NAME: Final = 80


def change_text(item: GroupedChange) -> str:
    """Return what changed: the thing, and how it is announced before and after."""
    change = item.change
    before, after = _spoken(change.before), _spoken(change.after)
    if change.kind is ChangeKind.MOVED:
        words = translate("moved: {thing}", thing=before)
    elif change.kind is ChangeKind.FOCUS_ORDER:
        words = translate("Tab order: {before} before, {after} now", before=before, after=after)
    elif change.kind is ChangeKind.FOCUS:
        is_lost = change.before is not None and change.before.has_focus
        lost = translate("Tab no longer stops at: {thing}", thing=after)
        words = lost if is_lost else translate("Tab stops at: {thing}", thing=after)
    elif change.kind is ChangeKind.HEADERS:
        words = translate(
            "{thing}: {before} header cells before, {after} now",
            thing=after,
            before=_headers(change.before),
            after=_headers(change.after),
        )
    elif change.kind is ChangeKind.LANGUAGE:
        words = translate(
            '{thing}: language "{before}" before, "{after}" now',
            thing=after,
            before=change.before.language if change.before else "",
            after=change.after.language if change.after else "",
        )
    elif change.before is None:
        words = translate("added: {thing}", thing=after)
    elif change.after is None:
        words = translate("removed: {thing}", thing=before)
    else:
        words = f"{before} → {after}"
    if change.others:
        words = translate(
            "{change} (and what follows it: {others})",
            change=words,
            others=text.count(change.others, "item"),
        )
    if item.is_pattern:
        words = translate(
            "{change} (and others like it: {places})",
            change=words,
            places=text.count(item.count, "place"),
        )
    return words


def _headers(unit: Unit | None) -> int:
    return unit.headers if unit else 0


def _spoken(unit: Unit | None) -> str:
    """Return how a unit is announced; a text in quotation marks."""
    if unit is None:
        return ""
    name = text.clip(unit.name, _MOST_NAME)
    node = TreeNode(
        depth=0,
        role=unit.role,
        name=name,
        level=unit.level,
        states=unit.states,
        description=text.clip(unit.description, _MOST_NAME) if unit.description else "",
    )
    parts = parts_of(node)
    if parts == (name,):
        return translate('text "{name}"', name=name)
    if not parts:
        return translate(_SILENT.get(unit.role, "nothing"))
    return translate(", ").join(map(spoken_part, parts))


_SILENT: Final = {"presentation": "silent image"}


def pages_text(pages: tuple[str, ...], limit: int = 3) -> str:
    """Return the pages of a change: the first, and how many more there are."""
    return text.listing(pages, limit, "page")


def headline(comparison: Comparison) -> str:
    """Return the result in one sentence."""
    if comparison.is_empty:
        return translate("No difference on {pages}.", pages=text.count(comparison.compared, "page"))
    compared = text.count(comparison.compared, "page")
    if not comparison.changes:
        return translate(
            "{compared} compared: no change for assistive technology.", compared=compared
        )
    return translate(
        "{compared} compared: {changes} on {pages}, of which {losses}.",
        compared=compared,
        changes=text.count(len(comparison.changes), "change"),
        pages=text.count(len(comparison.changed_pages), "page"),
        losses=text.count(len(comparison.losses), "loss", "losses"),
    )


def findings_text(rule: str, title: str, pages: tuple[str, ...]) -> str:
    """Return a finding and its pages."""
    return (
        f"{rule}: {translate(title)} ({pages_text(pages)})"
        if pages
        else f"{rule}: {translate(title)}"
    )
