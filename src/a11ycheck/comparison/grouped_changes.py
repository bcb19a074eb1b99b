"""Group changes that are the same on many pages: what the theme made is reported once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from a11ycheck.comparison.spoken_units import Unit
from a11ycheck.comparison.tree_changes import Change, ChangeKind
from a11ycheck.model import SourceLocation

__all__ = ["GroupedChange", "PageChange", "group_changes", "identity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """A change on a page, and the source line that made the thing, where it is known."""

    page: str
    change: Change
    source: SourceLocation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedChange:
    """A change with all pages that have it; `count` is the number of places on these pages.

    `is_pattern` is true where the places have different names, and the change is the same: such as all
    headings of a level.
    """

    change: Change
    pages: tuple[str, ...]
    count: int
    source: SourceLocation | None = None
    is_pattern: bool = False

    @property
    def is_of_theme(self) -> bool:
        """Return whether the change is on several pages."""
        return len(self.pages) > 1


def group_changes(
    changes: Sequence[PageChange], units: Mapping[str, Sequence[Unit]]
) -> tuple[GroupedChange, ...]:
    """Return changes with their pages: those of several pages first, then by page.

    `units` are those of each page before, so that a change of all that are alike can be recognised.
    """
    exact: dict[object, list[PageChange]] = defaultdict(list)
    for item in changes:
        exact[identity(item.change)].append(item)
    several = [group for group in exact.values() if _is_same(group, units)]
    single = [item for group in exact.values() if not _is_same(group, units) for item in group]
    patterns: dict[object, list[PageChange]] = defaultdict(list)
    for item in single:
        patterns[_pattern(item.change)].append(item)
    rest: list[PageChange] = []
    alike: list[list[PageChange]] = []
    for group in patterns.values():
        if len(_pages(group)) > 1 and _covers_all(group, units):
            alike.append(group)
        else:
            rest += group
    joined = _joined(several, alike)
    found = [_grouped(group, is_pattern=is_pattern) for group, is_pattern in joined]
    found.sort(key=lambda item: (not item.change.is_loss, -len(item.pages)))
    order = {id(item): place for place, item in enumerate(changes)}
    rest.sort(key=lambda item: order[id(item)])
    return (*found, *(_grouped([item]) for item in rest))


def _joined(
    several: Sequence[list[PageChange]], alike: Sequence[list[PageChange]]
) -> list[tuple[list[PageChange], bool]]:
    """Return groups; those with one name that are part of a pattern belong to it."""
    by_pattern = {_pattern(group[0].change): [*group] for group in alike}
    found: list[tuple[list[PageChange], bool]] = []
    for group in several:
        pattern = by_pattern.get(_pattern(group[0].change))
        if pattern is None:
            found.append((group, False))
        else:
            pattern += group
    return [*found, *((group, True) for group in by_pattern.values())]


def _grouped(group: Sequence[PageChange], *, is_pattern: bool = False) -> GroupedChange:
    first = group[0]
    pages = _pages(group)
    return GroupedChange(
        change=first.change,
        pages=pages,
        count=len(group),
        source=first.source if len(pages) == 1 else _common_source(group),
        is_pattern=is_pattern,
    )


def _common_source(group: Sequence[PageChange]) -> SourceLocation | None:
    sources = {item.source for item in group}
    return sources.pop() if len(sources) == 1 else None


def _pages(group: Sequence[PageChange]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.page for item in group))


def _signature(unit: Unit | None) -> object:
    if unit is None:
        return None
    return (unit.role, unit.name, unit.level, tuple(sorted(unit.states.items())), unit.language)


def identity(change: Change) -> object:
    """Return what makes two changes the same, on whatever page."""
    return change.kind, _signature(change.before), _signature(change.after)


def _pattern(change: Change) -> object:
    """Return what changes of different things have in common."""
    before, after = change.before, change.after
    kind = change.kind
    levels = tuple(unit.level for unit in (before, after) if unit is not None)
    roles = tuple(unit.role for unit in (before, after) if unit is not None)
    if kind is ChangeKind.NAME and after is not None and after.name:
        return kind, roles, before and before.in_main, _affix(before, after)
    states = tuple(
        tuple(sorted(unit.states.items())) if kind is ChangeKind.STATE else ()
        for unit in (before, after)
        if unit is not None
    )
    languages = (
        (before.language, after.language)
        if kind is ChangeKind.LANGUAGE and before and after
        else ()
    )
    return kind, roles, levels, states, languages


def _affix(before: Unit | None, after: Unit) -> tuple[str, str]:
    """Return what was put before and after a name, or removed there."""
    old, new = before.name if before else "", after.name
    short, long = sorted((old, new), key=len)
    start, _, end = long.partition(short) if short and short in long else (old, "", new)
    return start, end


def _is_same(group: Sequence[PageChange], units: Mapping[str, Sequence[Unit]]) -> bool:
    """Return whether equal changes on several pages are one.

    Things without names that have gone from several sources, such as a table of each, are alike by chance.
    """
    if len(_pages(group)) == 1:
        return False
    has_name = any(unit.name for unit in (group[0].change.before, group[0].change.after) if unit)
    sources = {item.source for item in group}
    is_of_pages = None not in sources and len(sources) == len(group)
    return has_name or not is_of_pages or _covers_all(group, units)


def _covers_all(group: Sequence[PageChange], units: Mapping[str, Sequence[Unit]]) -> bool:
    """Return whether a change concerns nearly all things of its kind on all pages."""
    first, kind = group[0].change.before, group[0].change.kind
    if first is None:
        return kind is not ChangeKind.ADDED
    # Content that went on several pages, or was moved there, is theirs.
    if first.in_main and kind in (ChangeKind.REMOVED, ChangeKind.MOVED):
        return False
    alike = sum(
        unit.role == first.role and unit.level == first.level
        for of_page in units.values()
        for unit in of_page
    )
    return len(group) >= 0.8 * alike
