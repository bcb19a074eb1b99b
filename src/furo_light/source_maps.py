"""Keep the source maps beside a site correct while its finished pages are rewritten.

A source map of a11ycheck is a JSON file beside the folder of a site, `SITE.sourcemap.json`. A folder of the
site that is a build of its own, such as a language, has `SITE.sourcemap.FOLDER.json`. This module needs
`schema`, and in `pages`, by path, the SHA-256 of each page (`sha256`) and its start tags (`marks`, each
beginning with a byte offset). An entry whose offsets were moved gets `"moved": true`: nothing but the map
knows them.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

from a11ycheck.errors import UserError
from a11ycheck.web.atomic_files import write_file

__all__ = ["SourceMaps"]

_SCHEMA: Final = "a11ycheck-sourcemap/1"


class _Entry(msgspec.Struct):
    """The page of a map, as far as it is needed here."""

    sha256: str
    marks: list[tuple[int, int, int, str]]


class SourceMaps:
    """The maps of a site and of its folders; one that cannot be read is left for the audit to report."""

    def __init__(self, site: Path) -> None:
        """Read the maps of a site (resolved); each entry stays encoded until its page is rewritten."""
        self._maps: list[tuple[Path, str, dict[str, Any], dict[str, msgspec.Raw]]] = []
        self._changed: set[Path] = set()
        parts = (
            sorted(path.name for path in site.iterdir() if path.is_dir()) if site.is_dir() else []
        )
        places = [(f"{site.name}.sourcemap.json", site, "")]
        places += [(f"{site.parent.name}.sourcemap.{site.name}.json", site.parent, "")]
        places += [(f"{site.name}.sourcemap.{part}.json", site, f"{part}/") for part in parts]
        for name, folder, prefix in places:
            path = folder.parent / name
            try:
                content = msgspec.json.decode(path.read_bytes(), type=dict[str, msgspec.Raw])
                known = msgspec.json.decode(content["schema"]) == _SCHEMA
                pages = msgspec.json.decode(content["pages"], type=dict[str, msgspec.Raw])
            except (OSError, KeyError, msgspec.MsgspecError, RecursionError):
                continue
            if known:
                self._maps.append((path, prefix, content, pages))

    def move(
        self, page: str, before: bytes, after: bytes, place: Callable[[int], int | None]
    ) -> None:
        """Note that a page, by its path in the site, was rewritten, and where each of its bytes went.

        `place` returns the new offset of an old one, None for a byte that is gone. Entries for other bytes
        than `before`, or of which a tag is gone, stay as they are: the audit reports them as stale.
        """
        digest = sha256(before).hexdigest()
        for path, prefix, _, pages in self._maps:
            name = page.removeprefix(prefix)
            if name not in pages or not page.startswith(prefix):
                continue
            try:
                known = msgspec.json.decode(pages[name], type=_Entry)
                entry = msgspec.json.decode(pages[name])
            except (msgspec.MsgspecError, RecursionError):
                continue
            if known.sha256 != digest:
                continue
            offsets = [place(mark[0]) for mark in known.marks]
            if None in offsets:
                continue  # all that is numbered by the tags would be wrong
            marks = zip(offsets, known.marks, strict=True)
            changed = {
                "sha256": sha256(after).hexdigest(),
                "marks": [[offset, *mark[1:]] for offset, mark in marks],
                "moved": True,
            }
            # In the order of a build, which may write the entry again.
            pages[name] = msgspec.Raw(msgspec.json.encode(changed | {**entry, **changed}))
            self._changed.add(path)

    def write(self) -> None:
        """Write the maps that changed. UserError where one cannot be written."""
        for path, _, content, pages in self._maps:
            if path not in self._changed:
                continue
            try:
                write_file(path, msgspec.json.encode({**content, "pages": pages}))
            except OSError as error:
                message = f"The source map {path} cannot be written: {error.strerror or error}."
                hint = (
                    "Fix its permissions and build again; until then findings have no source lines."
                )
                raise UserError(message, hint) from None
        self._changed.clear()
