"""From the path of a request to a file, as static hosts do it, and never out of the site's folder."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from a11ycheck.web.media_types import HTML_SUFFIXES, INDEX_NAMES

__all__ = ["Found", "Missing", "Moved", "Site", "url_path"]

_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\]")
_PUBLIC_HIDDEN_FOLDER = ".well-known"  # RFC 8615


@dataclass(frozen=True, slots=True)
class Found:
    """The file that answers a request, its links resolved."""

    file: Path


@dataclass(frozen=True, slots=True)
class Moved:
    """The path, quoted, to which a request is sent: a folder needs its slash at the end."""

    location: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing answers; `file` is the site's own page for that (404.html), if it has one."""

    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A folder (resolved) that is served below `base`, a path with a slash at both ends."""

    root: Path
    base: str = "/"

    def find(self, target: str) -> Found | Moved | Missing:
        """Return what answers a request's target (path and query, quoted)."""
        path, mark, query = target.partition("?")
        names = _names(path)
        base = self.base.strip("/").split("/") if self.base != "/" else []
        if (
            names is None
            or names[: len(base)] != base
            or (names == base and not path.endswith("/"))
        ):
            at_base = names is not None and names == base
            return Moved(url_path(self.base) + mark + query) if at_base else self._missing()
        file = self._inside(self.root.joinpath(*names[len(base) :]))
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                return Moved(f"{url_path('/'.join(['', *names]))}/{mark}{query}")
            candidates = [file / name for name in INDEX_NAMES]
        elif path.endswith("/"):
            return self._missing()
        else:
            plain = self.root.joinpath(*names[len(base) :])
            candidates = [plain, *(plain.with_name(plain.name + end) for end in HTML_SUFFIXES)]
        return next(self._files(candidates), None) or self._missing()

    def _files(self, candidates: list[Path]) -> Iterator[Found]:
        for candidate in candidates:
            file = self._inside(candidate)
            if file is not None and file.is_file():
                yield Found(file)

    def _inside(self, path: Path) -> Path | None:
        """Return the path with its links resolved, or None where it leads out or nowhere."""
        try:
            real = path.resolve(strict=True)
        except (OSError, ValueError, RuntimeError):  # RuntimeError: a loop of links
            return None
        return real if real.is_relative_to(self.root) else None

    def _missing(self) -> Missing:
        found = next(self._files([self.root / "404.html"]), None)
        return Missing(found.file if found else None)


def url_path(path: str) -> str:
    """Return a path as it stands in a URL; names that are not UTF-8 keep their bytes."""
    return quote(os.fsencode(path), safe="/~:@!$&'()*+,;=")


def _names(path: str) -> list[str] | None:
    """Return the names along a request's path, or None where a name could lead astray."""
    if not path.startswith("/"):
        return None
    pieces = path[1:].removesuffix("/").split("/")
    names = [os.fsdecode(unquote_to_bytes(piece)) for piece in pieces]
    if names == [""]:
        return [] if path == "/" else None
    return None if any(map(_leads_astray, names)) else names


def _leads_astray(name: str) -> bool:
    """Tell whether a name climbs, is hidden, or hides a separator (`..%2f`)."""
    hidden = name.startswith(".") and name != _PUBLIC_HIDDEN_FOLDER
    return not name or hidden or _UNFIT.search(name) is not None
