"""What changed on one page for assistive technology."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from a11ycheck.comparison.spoken_units import Unit

__all__ = ["Change", "ChangeKind", "find_changes"]

_ALIKE: Final = 0.6
_MOST_PAIRS: Final = 40_000
_HEADERS: Final = ("columnheader", "rowheader")
# What structures its content, and can go without it.
_STRUCTURES: Final = frozenset({"list", "table", "grid", "treegrid", "blockquote", "figure"})
_READ: Final = ("text", "cell", "gridcell", "listitem")


class ChangeKind(StrEnum):
    """What of an announcement is different."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    ROLE = "role"
    NAME = "name"
    LEVEL = "level"
    STATE = "state"
    LANGUAGE = "language"
    DESCRIPTION = "description"
    HEADERS = "headers"
    FOCUS = "focus"
    FOCUS_ORDER = "focus-order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: `before` is None for what was added, `after` for what was removed.

    `others` counts the units right after it that were added or removed with it; `is_structure_only` is
    true where all of these only structured a content that is still there.
    """

    kind: ChangeKind
    before: Unit | None = None
    after: Unit | None = None
    others: int = 0
    is_structure_only: bool = False

    @property
    def unit(self) -> Unit:
        """Return the unit that the change is about."""
        unit = self.after or self.before
        if unit is None:
            message = "a change is about something"
            raise ValueError(message)
        return unit

    @property
    def is_loss(self) -> bool:
        """Return whether assistive technology has less, though the content is still there."""
        old, new = self.before, self.after
        if old is None:
            return False
        if new is None:
            return old.is_landmark or self.is_structure_only
        losses = {
            ChangeKind.ROLE: self.kind is ChangeKind.ROLE and _means_less(old, new),
            ChangeKind.NAME: bool(old.name and not new.name),
            ChangeKind.HEADERS: bool(old.headers and not new.headers),
            ChangeKind.FOCUS: old.has_focus,
            ChangeKind.LANGUAGE: bool(old.own_language and not new.own_language),
        }
        return losses.get(self.kind, False)


def _means_less(old: Unit, new: Unit) -> bool:
    """Return whether a role that people navigate by, or operate, has gone."""
    is_other_kind = (
        (old.role == "heading" and new.role != "heading")
        or (old.is_landmark and not new.is_landmark)
        or (old.is_control and not new.is_control)
        or (old.role in _HEADERS and new.role not in _HEADERS)
    )
    return is_other_kind or new.role == "presentation"


def find_changes(before: Sequence[Unit], after: Sequence[Unit]) -> list[Change]:
    """Return the changes of a page, in its order."""
    old, new = [unit.key for unit in before], [unit.key for unit in after]
    removed: list[int] = []
    added: list[int] = []
    paired: list[tuple[int, int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = _pairs(before[i1:i2], after[j1:j2])
        paired += [(i1 + i, j1 + j) for i, j in pairs]
        removed += [i for i in range(i1, i2) if i - i1 not in {i for i, _ in pairs}]
        added += [j for j in range(j1, j2) if j - j1 not in {j for _, j in pairs}]
    moved = _moves(before, after, removed, added)
    found = [(j, change) for i, j in paired for change in _differences(before[i], after[j])]
    found += [
        (j, Change(kind=ChangeKind.MOVED, before=before[i], after=after[j])) for i, j in moved
    ]
    left = {i for i, _ in moved}
    found += _runs(before, [i for i in removed if i not in left], ChangeKind.REMOVED)
    come = {j for _, j in moved}
    found += _runs(after, [j for j in added if j not in come], ChangeKind.ADDED)
    return [change for _, change in sorted(_joined(found), key=lambda item: item[0])]


def _pairs(before: Sequence[Unit], after: Sequence[Unit]) -> list[tuple[int, int]]:
    """Pair units of a replaced part that are the same thing, in order: the best likeness first."""
    if len(before) * len(after) > _MOST_PAIRS:
        return []
    found = sorted(
        (
            (-likeness, abs(i - j), i, j)
            for i, old in enumerate(before)
            for j, new in enumerate(after)
            if (likeness := _likeness(old, new)) >= _ALIKE
        ),
    )
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in found:
        if all((i < k) == (j < m) and i != k and j != m for k, m in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def _likeness(old: Unit, new: Unit) -> float:
    """Return how much two units seem to be the same thing, from 0 to 1."""
    if old.name and old.name == new.name:
        return 1.0 if old.role == new.role else 0.9
    if (old.role == "image" and new.role == "presentation") or (
        old.role == "presentation" and new.role == "image"
    ):
        return 0.8 if old.selector == new.selector else 0.7
    if old.role != new.role:
        return 0.0
    if old.selector and old.selector == new.selector:
        return 0.8
    if not (old.name and new.name):
        return 0.7
    likeness = SequenceMatcher(None, old.name, new.name, autojunk=False).quick_ratio()
    return likeness if likeness >= _ALIKE else 0.65 if old.role not in _READ else 0.0


def _differences(old: Unit, new: Unit) -> Iterator[Change]:
    """Yield what is different between two states of one thing."""

    def change(kind: ChangeKind) -> Change:
        return Change(kind=kind, before=old, after=new)

    if old.role != new.role:
        yield change(ChangeKind.ROLE)
        return
    if old.name != new.name:
        yield change(ChangeKind.NAME)
    if old.level != new.level:
        yield change(ChangeKind.LEVEL)
    if old.states != new.states:
        yield change(ChangeKind.STATE)
    # A part that has the page's language before and after changes with the page.
    if old.language != new.language and (old.own_language or new.own_language):
        yield change(ChangeKind.LANGUAGE)
    if old.description != new.description:
        yield change(ChangeKind.DESCRIPTION)
    if old.headers != new.headers:
        yield change(ChangeKind.HEADERS)
    # A control that is disabled is no stop of Tab: its state says so.
    if old.has_focus != new.has_focus and old.states.get("disabled") == new.states.get("disabled"):
        yield change(ChangeKind.FOCUS)


def _moves(
    before: Sequence[Unit], after: Sequence[Unit], removed: Sequence[int], added: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the units that are announced elsewhere now."""
    places: Mapping[object, list[int]] = defaultdict(list)
    for j in added:
        places[after[j].key].append(j)
    return [(i, places[before[i].key].pop(0)) for i in removed if places.get(before[i].key)]


def _runs(
    units: Sequence[Unit], numbers: Sequence[int], kind: ChangeKind
) -> Iterator[tuple[int, Change]]:
    """Yield one change for each run of neighbours; a landmark begins a run of its own."""
    run: list[int] = []
    for number in (*numbers, None):
        is_next = run and number == run[-1] + 1 and not units[number].is_landmark
        if run and not is_next:
            first = units[run[0]]
            is_added = kind is ChangeKind.ADDED
            yield (
                run[0],
                Change(
                    kind=kind,
                    before=None if is_added else first,
                    after=first if is_added else None,
                    others=len(run) - 1,
                    is_structure_only=all(units[n].role in _STRUCTURES for n in run),
                ),
            )
            run = []
        if number is not None:
            run.append(number)


def _joined(found: Sequence[tuple[int, Change]]) -> Iterator[tuple[int, Change]]:
    """Join neighbours that moved together, or that changed from one language to another."""
    runs: dict[object, tuple[int, Change]] = {}
    for place, change in sorted(found, key=lambda item: item[0]):
        key = _run_key(change)
        if key is None:
            yield place, change
            continue
        run = runs.get(key)
        if run is not None and run[0] + run[1].others + 1 == place:
            runs[key] = run[0], replace(run[1], others=run[1].others + 1)
            continue
        if run is not None:
            yield run
        runs[key] = place, change
    yield from runs.values()


def _run_key(change: Change) -> object:
    """Return what neighbours have in common that are one change, None if each is one."""
    match change:
        case Change(kind=ChangeKind.MOVED):
            return change.kind
        case Change(kind=ChangeKind.LANGUAGE, before=Unit() as old, after=Unit() as new):
            return change.kind, old.language, new.language
        case _:
            return None
