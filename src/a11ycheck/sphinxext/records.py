"""JSON records beside Sphinx's doctrees: one file for each document and kind of record.

Documents are read and written by several processes, and an incremental build touches only some of them.
The result for a document is therefore a file of its own, which lives as long as the document's doctree;
the main process joins the records when the build is finished.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from a11ycheck import __version__
from a11ycheck.web.atomic_files import write_file

__all__ = [
    "delete_records",
    "read_record",
    "read_records",
    "write_record",
]

_FOLDER = "a11ycheck"
# Records of another version of the package, or of another revision of their content, are not read.
_VERSION = f"{__version__}-3"

_Folder = str | os.PathLike[str]


def _path(doctreedir: _Folder, kind: str, docname: str) -> Path:
    return Path(doctreedir) / _FOLDER / f"{kind}-{_VERSION}" / _file_name(docname)


def _file_name(docname: str) -> str:
    return f"{quote(docname, safe='')}.json"


def write_record(doctreedir: _Folder, kind: str, docname: str, content: dict[str, Any]) -> None:
    """Write a document's record of a kind."""
    # A build that a power failure interrupts is run again: waiting for the disk would only slow all others.
    write_file(_path(doctreedir, kind, docname), msgspec.json.encode(content), durable=False)


def read_record(doctreedir: _Folder, kind: str, docname: str) -> dict[str, Any] | None:
    """Return a document's record, None if there is none or it is damaged."""
    try:
        content = msgspec.json.decode(_path(doctreedir, kind, docname).read_bytes())
    except (OSError, ValueError, msgspec.DecodeError):
        return None
    return content if isinstance(content, dict) else None


def read_records(doctreedir: _Folder, kind: str) -> Iterator[dict[str, Any]]:
    """Yield all records of a kind, in the order of their file names."""
    for path in sorted(_path(doctreedir, kind, "").parent.glob("*.json")):
        yield msgspec.json.decode(path.read_bytes())


def delete_records(doctreedir: _Folder, docname: str) -> None:
    """Delete the records of a document, of every kind and version."""
    folder = Path(doctreedir) / _FOLDER
    for kind in folder.iterdir() if folder.is_dir() else ():
        (kind / _file_name(docname)).unlink(missing_ok=True)
