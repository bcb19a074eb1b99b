"""The source maps beside the folders that are served: what they know, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from a11ycheck.collect import Collection
from a11ycheck.locate import SourceMap, read_map
from a11ycheck.model import Notice

__all__ = ["map_sources", "read_maps", "stale_notices"]


def read_maps(collection: Collection) -> tuple[dict[Path, SourceMap], list[Notice]]:
    """Return the source maps that lie beside the served folders, and what is wrong with others."""
    maps, notices = {}, []
    for server in collection.servers:
        found, wrong = read_map(server.root)
        if found is not None:
            maps[server.root] = found
            if found.files and not found.sources(server.root):
                wrong = (
                    f"The sources of {server.root} are not there: no suppression in them counts."
                )
        if wrong:
            notices.append(Notice(page="", message=wrong))
    return maps, notices


def map_sources(maps: Mapping[Path, SourceMap]) -> Iterator[tuple[str, Path]]:
    """Yield the sources of the pages: their name in reports, and where they are."""
    for root, found in maps.items():
        yield from found.sources(root).items()


def stale_notices(maps: Mapping[Path, SourceMap]) -> Iterator[Notice]:
    """Yield a notice for each map that is older than pages of its site."""
    for found in maps.values():
        if found.stale:
            count, first = len(found.stale), min(found.stale)
            what = first if count == 1 else f"{first} and {count - 1} more pages"
            text = (
                f"The source map is older than {what}: no source lines there. Build the site anew."
            )
            yield Notice(page="", message=text)
