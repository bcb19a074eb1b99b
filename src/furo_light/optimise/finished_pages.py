"""The pages that an earlier run has optimised: the next one leaves out those that are unchanged.

A page is known by the hash of its bytes. Its record counts only as long as the program, the settings
and all stylesheets of the site are the same. Pages with images are never recorded: their variants have
to be surveyed and kept.
"""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from a11ycheck import __version__
from a11ycheck.web.regular_files import read_regular
from furo_light.optimise.site_files import SiteFolder, put, walk_files
from furo_light.settings import Settings

__all__ = ["FinishedPages"]

_SCHEMA: Final = f"furo_light-pages/1 {__version__}"
_READ: Final = frozenset({".css"})
"""Suffixes of the files beside a page that decide what its optimised form is."""


class _Page(msgspec.Struct):
    """The hash of a finished page, and the files that a phone loads for it, by path in the site."""

    sha256: str
    loads: list[str]


class _Record(msgspec.Struct):
    inputs: str
    pages: dict[str, _Page]


class FinishedPages:
    """The finished pages of a site: those of an earlier run, and those of this one."""

    def __init__(self, site: SiteFolder, settings: Settings, folder: Path | None) -> None:
        """Read the record in a folder; None remembers nothing."""
        self._site = site
        name = sha256(str(site.root).encode()).hexdigest()[:32]
        self._file = folder / f"{name}.pages.json" if folder else None
        self._settings = settings
        self._known: dict[str, _Page] = {}
        self._pages: dict[str, _Page] = {}
        if self._file:
            with suppress(OSError, msgspec.MsgspecError):
                record = msgspec.json.decode(self._file.read_bytes(), type=_Record)
                self._known = record.pages if record.inputs == self._inputs() else {}

    def loads(self, path: Path, data: bytes) -> frozenset[Path] | None:
        """Return the files that are loaded for a finished page; None if the page is not finished."""
        known = self._known.get(self._site.name(path))
        if known is None or known.sha256 != sha256(data).hexdigest():
            return None
        self._pages[self._site.name(path)] = known
        return frozenset(self._site.root / name for name in known.loads)

    def add(self, path: Path, data: bytes, loads: Iterable[Path]) -> None:
        """Record a page that was optimised."""
        if self._file and b"<img" not in data.lower():
            names = sorted(self._site.name(file) for file in loads)
            self._pages[self._site.name(path)] = _Page(sha256(data).hexdigest(), names)

    def write(self) -> None:
        """Write the record; without it the next run does the work again."""
        if self._file:
            with suppress(OSError):
                put(self._file, msgspec.json.encode(_Record(self._inputs(), self._pages)))

    def _inputs(self) -> str:
        """Return the hash of all that is read for a page beside itself."""
        found = sha256(f"{_SCHEMA}\n{self._site.base}\n{self._settings!r}".encode())
        for path in walk_files(self._site.root):
            if path.suffix.lower() in _READ:
                found.update(f"\n{self._site.name(path)} ".encode())
                # A file that cannot be read is reported where it is used.
                with suppress(OSError):
                    found.update(sha256(read_regular(path)).digest())
        return found.hexdigest()
