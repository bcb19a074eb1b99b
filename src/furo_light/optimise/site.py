"""Addresses in pages, and the files of the folder that answer them."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

__all__ = ["Site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A folder of built pages (resolved), made for the sub-path `base` ("/" or "/docs/")."""

    root: Path
    base: str = "/"

    def file(self, page: Path, address: str) -> Path | None:
        """Return the file that an address on a page means, there or not; None where it leads elsewhere."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        path = unquote(parts.path)
        if parts.scheme or parts.netloc or not path or "\0" in path:
            return None
        if path.startswith("/"):
            if not path.startswith(self.base):
                return None
            target = self.root / path.removeprefix(self.base)
        else:
            target = page.parent / path
        # Without links: a name that leads out of the folder is nobody's to read.
        found = Path(os.path.normpath(target))
        inside = found.is_relative_to(self.root) and found.resolve().is_relative_to(self.root)
        return found if inside else None

    def address(self, page: Path, file: Path, *, like: str) -> str:
        """Return the address of a file from a page, beginning at the root where the address `like` does."""
        if like.strip().startswith("/"):
            return quote(self.base + self.name(file))
        return quote(PurePosixPath(os.path.relpath(file, page.parent)).as_posix())

    def name(self, file: Path) -> str:
        """Return the path of a file in the folder, with slashes."""
        return file.relative_to(self.root).as_posix()
