"""Compare two states of a site: pages, what is announced on them, bytes, first paint, findings."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from a11ycheck.comparison.focus_order import find_focus_change
from a11ycheck.comparison.grouped_changes import (
    GroupedChange,
    PageChange,
    group_changes,
    identity,
)
from a11ycheck.comparison.language_parts import split_by_language
from a11ycheck.comparison.lost_tables import without_cells_of_lost_tables
from a11ycheck.comparison.site_state import FindingState, PageState, SiteState, TreeState
from a11ycheck.comparison.spoken_units import Unit, units_of
from a11ycheck.comparison.tree_changes import Change, find_changes
from a11ycheck.model import SourceLocation
from a11ycheck.speech.role_words import LANDMARKS
from a11ycheck.speech.subtrees import container_of

__all__ = ["Comparison", "WeightChange", "compare_sites"]

# What moves less is noise of a build, such as a date.
_LEAST_BYTES: Final = 200
_LEAST_SHARE: Final = 0.01
_LEAST_SECONDS: Final = 0.05
_CONTAINERS: Final = frozenset({"document", "article", "group", "figure", "list", *LANDMARKS})


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightChange:
    """The bytes and the seconds to the first paint of a page, before and after."""

    page: str
    wire_bytes: tuple[int, int]
    first_paint: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The differences of two states of a site."""

    compared: int
    added_pages: tuple[str, ...] = ()
    removed_pages: tuple[str, ...] = ()
    changes: tuple[GroupedChange, ...] = ()
    weights: tuple[WeightChange, ...] = ()
    new_findings: tuple[FindingState, ...] = ()
    fixed_findings: tuple[FindingState, ...] = ()
    not_tested: tuple[str, ...] = ()

    @property
    def losses(self) -> tuple[GroupedChange, ...]:
        """Return the changes by which assistive technology has less than before."""
        return tuple(item for item in self.changes if item.change.is_loss)

    @property
    def changed_pages(self) -> tuple[str, ...]:
        """Return the pages on which something is announced differently, each once."""
        pages = (page for item in self.changes for page in item.pages)
        return tuple(dict.fromkeys(pages))

    @property
    def is_empty(self) -> bool:
        """Return whether there is no difference."""
        return not (
            self.added_pages
            or self.removed_pages
            or self.changes
            or self.weights
            or self.new_findings
            or self.fixed_findings
        )


def compare_sites(before: SiteState, after: SiteState) -> Comparison:
    """Return what is different in `after`. Links to pages that came or went belong to these pages."""
    common = [page for page in before.pages if page in after.pages]
    lost = {*before.not_tested, *after.not_tested}
    added = tuple(page for page in after.pages if page not in before.pages and page not in lost)
    removed = tuple(page for page in before.pages if page not in after.pages and page not in lost)
    ends = tuple(f"/{page}" for page in (*added, *removed))
    changes: list[PageChange] = []
    units: dict[str, Sequence[Unit]] = {}
    for page in common:
        old, new = before.pages[page], after.pages[page]
        units[page] = units_of(old.trees[0].nodes) if old.trees else ()
        changes += _page_changes(old, new, ends)
    return Comparison(
        compared=len(common),
        added_pages=added,
        removed_pages=removed,
        changes=group_changes(changes, units),
        weights=tuple(_weights(before, after, common)),
        new_findings=_findings(after.findings, before.findings, set(common)),
        fixed_findings=_findings(before.findings, after.findings, set(common)),
        not_tested=tuple(dict.fromkeys((*before.not_tested, *after.not_tested))),
    )


def _page_changes(old: PageState, new: PageState, ends: tuple[str, ...]) -> Iterator[PageChange]:
    """Yield the changes of a page in all its trees; each once, though several variants show it."""
    known: Counter[object] = Counter()
    for tree in new.trees:
        same = old.tree_in(tree.variants)
        if same is None or same.nodes == tree.nodes:
            continue
        found: Counter[object] = Counter()
        for change in _tree_changes(same, tree, ends):
            key = identity(change)
            found[key] += 1
            if found[key] > known[key]:
                yield PageChange(page=new.page, change=change, source=_source(change, same, tree))
        known |= found


def _tree_changes(old: TreeState, new: TreeState, ends: tuple[str, ...]) -> list[Change]:
    before, after = units_of(old.nodes), units_of(new.nodes)
    first, second = _without_links(before, ends), _without_links(after, ends)
    changes = find_changes(split_by_language(first, second), split_by_language(second, first))
    return [
        *without_cells_of_lost_tables(changes, first),
        *find_focus_change(old.nodes, new.nodes, before, after),
    ]


def _without_links(units: Sequence[Unit], ends: tuple[str, ...]) -> list[Unit]:
    """Return units without the links to pages that only one of the sites has."""
    return [unit for unit in units if not (ends and unit.url and _path(unit.url).endswith(ends))]


def _path(url: str) -> str:
    path = url.partition("#")[0].partition("?")[0]
    return f"{path}index.html" if path.endswith("/") else path


def _source(change: Change, old: TreeState, new: TreeState) -> SourceLocation | None:
    """Return the location of the change; that of a container only if there is no other."""
    found = [
        (_is_of_container(unit, tree), tree.sources[unit.number])
        for unit, tree in ((change.after, new), (change.before, old))
        if unit is not None and unit.number in tree.sources
    ]
    return min(found, key=lambda item: item[0])[1] if found else None


def _is_of_container(unit: Unit, tree: TreeState) -> bool:
    """Return whether a text has the location of a container, since its own element has no role."""
    node = tree.nodes[unit.number]
    around = tree.nodes[container_of(tree.nodes, unit.number)]
    return node.role == "text" and node.element is None and around.role in _CONTAINERS


def _weights(before: SiteState, after: SiteState, pages: Sequence[str]) -> Iterator[WeightChange]:
    for page in pages:
        old, new = before.pages[page], after.pages[page]
        difference = abs(new.wire_bytes - old.wire_bytes)
        is_heavier = difference >= max(_LEAST_BYTES, _LEAST_SHARE * old.wire_bytes)
        is_slower = abs((new.first_paint or 0) - (old.first_paint or 0)) >= _LEAST_SECONDS
        if is_heavier or is_slower:
            yield WeightChange(
                page=page,
                wire_bytes=(old.wire_bytes, new.wire_bytes),
                first_paint=(old.first_paint, new.first_paint),
            )


def _findings(
    these: Mapping[str, FindingState], those: Mapping[str, FindingState], pages: set[str]
) -> tuple[FindingState, ...]:
    """Return the findings on pages of both sites that only `these` have."""
    return tuple(
        finding
        for name, finding in these.items()
        if name not in those and (not finding.pages or not pages.isdisjoint(finding.pages))
    )
