"""Keep source maps true where a later step moves the bytes of finished pages, and says where to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from a11ycheck.locate.sourcemap import MAP_SCHEMA, map_path

__all__ = ["MovedPage", "moved_maps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """A page before and after a change, and where each byte of it went (None: nowhere)."""

    before: bytes
    after: bytes
    moved: Callable[[int], int | None]


def moved_maps(site: Path, pages: Mapping[str, MovedPage]) -> Iterator[tuple[Path, str]]:
    """Yield each map of a site (resolved) that knows pages which were changed, as it must be written now.

    `pages` have their paths in the site. Those that a map does not cover stay as they are in it: the audit
    tells them as changed.
    """
    for path, folder in _maps(site):
        try:
            found = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        except (OSError, msgspec.MsgspecError):
            continue  # there is none, or the audit says what is wrong with it
        if found.get("schema") == MAP_SCHEMA:
            inside = {
                name.removeprefix(folder): page
                for name, page in pages.items()
                if name.startswith(folder)
            }
            if _move(found["pages"], inside):
                yield path, msgspec.json.encode(found).decode()


def _maps(site: Path) -> list[tuple[Path, str]]:
    """Return where maps of a site and of its parts may lie, each with the folder of its pages."""
    parts = sorted(path.name for path in site.iterdir() if path.is_dir())
    inner = [(map_path(site, part), f"{part}/") for part in parts]
    return [(map_path(site), ""), (map_path(site.parent, site.name), ""), *inner]


def _move(entries: dict[str, Any], pages: Mapping[str, MovedPage]) -> bool:
    """Move the marks of pages that the entries cover, and tell whether there were any."""
    found = False
    for name, page in pages.items():
        entry = entries.get(name)
        if entry is None or entry["sha256"] != sha256(page.before).hexdigest():
            continue
        offsets = [page.moved(mark[0]) for mark in entry["marks"]]
        if None in offsets:
            continue  # tags have gone, and all that is numbered by them would be wrong
        marks = zip(offsets, entry["marks"], strict=True)
        entry["marks"] = [[offset, *mark[1:]] for offset, mark in marks]
        entry["sha256"] = sha256(page.after).hexdigest()
        entry["lightened"] = True
        found = True
    return found
