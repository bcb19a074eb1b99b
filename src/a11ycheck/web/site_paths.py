"""From the path of a request to a file, as static hosts resolve it, and never outside the site's folder."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from a11ycheck.web.media_types import HTML_SUFFIXES, INDEX_NAMES

__all__ = ["Found", "NotFound", "Redirect", "ServedFolder", "url_path"]

# A backslash is part of a name where it does not separate folders, as on Linux and macOS.
_FORBIDDEN = re.compile(f"[\0{re.escape(os.sep)}{re.escape(os.altsep or '/')}]")
_PUBLIC_HIDDEN_FOLDER = ".well-known"  # RFC 8615


@dataclass(frozen=True, slots=True)
class Found:
    """The file that answers a request, its symbolic links resolved."""

    file: Path


@dataclass(frozen=True, slots=True)
class Redirect:
    """The quoted path to which a request is redirected: the URL of a folder ends with a slash."""

    location: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """No file answers; `file` is the site's own error page (404.html), if it has one."""

    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFolder:
    """A (resolved) folder that is served below `base`, a path with a slash at both ends."""

    root: Path
    base: str = "/"

    def find(self, target: str) -> Found | Redirect | NotFound:
        """Return what answers the target of a request: its quoted path and query."""
        path, mark, query = target.partition("?")
        names = _names(path)
        base = self.base.strip("/").split("/") if self.base != "/" else []
        if names is None or names[: len(base)] != base:
            return self._not_found()
        if names == base and not path.endswith("/"):
            return Redirect(url_path(self.base) + mark + query)
        plain = self.root.joinpath(*names[len(base) :])
        inside = self._inside(plain)
        if path.endswith("/"):
            index = self._index(inside) if inside is not None and inside.is_dir() else None
            return index or self._not_found()
        beside = [plain.with_name(plain.name + end) for end in HTML_SUFFIXES]
        if inside is None or not inside.is_dir():
            return next(self._files([plain, *beside]), None) or self._not_found()
        # A folder without an index may hold the data of the page that has its name.
        page = None if self._index(inside) else next(self._files(beside), None)
        return page or Redirect(f"{url_path('/'.join(['', *names]))}/{mark}{query}")

    def _index(self, folder: Path) -> Found | None:
        return next(self._files([folder / name for name in INDEX_NAMES]), None)

    def _files(self, candidates: list[Path]) -> Iterator[Found]:
        for candidate in candidates:
            file = self._inside(candidate)
            if file is not None and file.is_file():
                yield Found(file)

    def _inside(self, path: Path) -> Path | None:
        """Return the resolved path, or None where it does not exist or is outside the folder."""
        try:
            if not self._has_links(path):
                return path
            real = path.resolve(strict=True)
        except (OSError, ValueError, RuntimeError):  # RuntimeError: a loop of symbolic links
            return None
        return real if real.is_relative_to(self.root) else None

    def _has_links(self, path: Path) -> bool:
        """Return whether a path below the folder contains symbolic links; OSError if it does not exist.

        The folder itself is resolved, and `Path.resolve` would check each of its parents for each request.
        """
        step = os.fspath(self.root)
        for name in path.relative_to(self.root).parts:
            step = f"{step}/{name}"
            if stat.S_ISLNK(os.lstat(step).st_mode):
                return True
        return False

    def _not_found(self) -> NotFound:
        found = next(self._files([self.root / "404.html"]), None)
        return NotFound(found.file if found else None)


def url_path(path: str) -> str:
    """Return a path quoted for a URL; names that are not UTF-8 keep their bytes."""
    return quote(os.fsencode(path), safe="/~:@!$&'()*+,;=")


def _names(path: str) -> list[str] | None:
    """Return the segments of a request's path, or None where one is unsafe."""
    if not path.startswith("/"):
        return None
    pieces = path[1:].removesuffix("/").split("/")
    names = [os.fsdecode(unquote_to_bytes(piece)) for piece in pieces]
    if names == [""]:
        return [] if path == "/" else None
    for name in names:
        # Empty, hidden, `..`, or with a separator (`..%2f`).
        is_hidden = name.startswith(".") and name != _PUBLIC_HIDDEN_FOLDER
        if not name or is_hidden or _FORBIDDEN.search(name):
            return None
    return names
