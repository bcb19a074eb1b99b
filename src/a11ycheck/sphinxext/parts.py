"""Small files in Sphinx's doctree folder, one for each document: what several processes hand to the last.

Documents are read and written by several processes, and incremental builds touch only some of them. So
each document's part of a result is a file of its own, which lives as long as the document's doctree.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from a11ycheck import __version__
from a11ycheck.files import write_whole

__all__ = ["drop_parts", "parts", "publish", "read_part", "write_atomically", "write_part"]

_FOLDER = "a11ycheck"
_FORM = f"{__version__}-3"
"""The version of this package, and how often what parts hold has changed in it: others are no parts."""


def _path(doctreedir: str | os.PathLike[str], kind: str, docname: str) -> Path:
    return Path(doctreedir) / _FOLDER / f"{kind}-{_FORM}" / f"{quote(docname, safe='')}.json"


def write_part(
    doctreedir: str | os.PathLike[str], kind: str, docname: str, content: dict[str, Any]
) -> None:
    """Keep a document's part of a kind of result."""
    write_atomically(_path(doctreedir, kind, docname), msgspec.json.encode(content))


def read_part(doctreedir: str | os.PathLike[str], kind: str, docname: str) -> dict[str, Any] | None:
    """Return a document's part, None where there is none that can be read."""
    try:
        content = msgspec.json.decode(_path(doctreedir, kind, docname).read_bytes())
    except (OSError, ValueError, msgspec.DecodeError):
        return None
    return content if isinstance(content, dict) else None


def parts(doctreedir: str | os.PathLike[str], kind: str) -> Iterator[dict[str, Any]]:
    """Yield all parts of a kind, in the order of their file names."""
    for path in sorted(_path(doctreedir, kind, "x").parent.glob("*.json")):
        yield msgspec.json.decode(path.read_bytes())


def drop_parts(doctreedir: str | os.PathLike[str], docname: str) -> None:
    """Forget every part of a document."""
    for path in (Path(doctreedir) / _FOLDER).glob(f"*/{quote(docname, safe='')}.json"):
        path.unlink(missing_ok=True)


def publish(path: Path, text: str) -> None:
    """Write a file of the site whole, and let servers read it."""
    write_atomically(path, text.encode(), mode=0o644)


def write_atomically(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file by way of a scratch file beside it, so that nobody reads half of it."""
    # A build that the power cuts off is run again: to wait for the disk would only slow all others.
    try:
        write_whole(path, data, mode=mode, lasting=False)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data, mode=mode, lasting=False)
