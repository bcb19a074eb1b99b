"""The source maps beside the folders that are served: what they know, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from a11ycheck.collect import Collection
from a11ycheck.locate import SourceMap, lacks_map, map_path, read_map
from a11ycheck.model import EvidenceKind, Notice, NotTested, Report
from a11ycheck.runner.plan import Selection

__all__ = ["Maps", "map_sources", "read_maps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maps:
    """The source maps by the folder of their site, and what is to be said of others.

    A map brings what the authors wrote. Where it is no use the rules on the source have judged nothing:
    it is `not_tested`, as is a page that could not be seen. Where no such rule was asked for, that is a
    notice.
    """

    by_folder: Mapping[Path, SourceMap]
    not_tested: tuple[NotTested, ...]
    notices: tuple[Notice, ...]
    is_judged: bool

    def completed(self, report: Report) -> Report:
        """Return the report of an audit, with the maps that have turned out to be older than pages."""
        late = tuple(
            NotTested(page=map_path(folder).name, reason=_outdated(found.stale))
            for folder, found in self.by_folder.items()
            if found.stale
        )
        if not self.is_judged:
            told = (Notice(page="", message=item.reason) for item in late)
            return replace(report, notices=(*told, *report.notices))
        not_tested = (*report.not_tested, *late)
        return replace(report, planned=report.planned + len(late), not_tested=not_tested)


def read_maps(collection: Collection, selection: Selection) -> Maps:
    """Read the source maps that lie beside the served folders; a site without one lacks nothing."""
    is_judged = any(rule.evidence is EvidenceKind.SOURCE for rule in selection.rules)
    maps, not_tested, notices = {}, [], []
    for folder in (server.root for server in collection.servers):
        found, wrong = read_map(folder)
        if found is not None:
            maps[folder] = found
        if wrong and is_judged:
            not_tested.append(NotTested(page=map_path(folder).name, reason=wrong))
        elif said := wrong or _advice(folder, found):
            notices.append(Notice(page="", message=said))
    return Maps(
        by_folder=maps,
        not_tested=tuple(not_tested),
        notices=tuple(notices),
        is_judged=is_judged,
    )


def _advice(folder: Path, found: SourceMap | None) -> str:
    if found is None:
        return lacks_map(folder)
    if found.files and not found.sources(folder):
        return f"The sources of {folder} are not there: no suppression in them counts."
    return ""


def map_sources(maps: Mapping[Path, SourceMap]) -> Iterator[tuple[str, Path]]:
    """Yield the sources of the pages: their name in reports, and where they are."""
    for root, found in maps.items():
        yield from found.sources(root).items()


def _outdated(stale: set[str]) -> str:
    count, first = len(stale), min(stale)
    what = first if count == 1 else f"{first} and {count - 1} more pages"
    return (
        f"The source map is older than {what}: no source lines there, and no rule judges the source."
        " Build the site anew."
    )
