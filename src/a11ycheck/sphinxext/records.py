"""JSON records beside Sphinx's doctrees: one file for each document and kind of record.

Documents are read and written by several processes, and an incremental build touches only some of them.
The result for a document is therefore a file of its own, which lives as long as the document's doctree;
the main process joins the records when the build is finished.

Types with thousands of instances are structs that the garbage collector does not track (`gc=False`). Python
searches all objects of a build for cycles after a number of tracked ones was allocated: tracked records
would make every build slower, although no record is part of a cycle.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import msgspec

from a11ycheck import __version__
from a11ycheck.web.atomic_files import write_file

__all__ = ["FactRecord", "delete_records", "read_record", "read_records", "write_record"]

_FOLDER = "a11ycheck"
# Records of another version of the package, or of another revision of their content, are not read.
_VERSION = f"{__version__}-6"

_Folder = str | os.PathLike[str]
Record = TypeVar("Record")


class FactRecord(msgspec.Struct, kw_only=True, gc=False):
    """A fact of the source: the line that it is about, and as JSON what the rules of its kind judge.

    `message` is the domain and msgid of translated text. `translation` is the file and line of its entry in
    the catalogue, which is looked up when the record is read.
    """

    kind: str
    file: str
    line: int
    precision: str
    snippet: str
    facts: msgspec.Raw
    message: tuple[str, str] | None = None
    translation: tuple[str, int] | None = None


def _path(doctreedir: _Folder, kind: str, docname: str) -> Path:
    return Path(doctreedir) / _FOLDER / f"{kind}-{_VERSION}" / _file_name(docname)


def _file_name(docname: str) -> str:
    return f"{quote(docname, safe='')}.json"


def write_record(doctreedir: _Folder, kind: str, docname: str, content: object) -> None:
    """Write a document's record of a kind."""
    # A build that a power failure interrupts is run again: waiting for the disk would only slow all others.
    write_file(_path(doctreedir, kind, docname), msgspec.json.encode(content), durable=False)


def read_record(
    doctreedir: _Folder, kind: str, docname: str, content: type[Record]
) -> Record | None:
    """Return a document's record of a type, None if there is none or it is damaged."""
    try:
        return msgspec.json.decode(_path(doctreedir, kind, docname).read_bytes(), type=content)
    except (OSError, msgspec.MsgspecError):
        return None


def read_records(doctreedir: _Folder, kind: str, content: type[Record]) -> Iterator[Record]:
    """Yield all records of a kind, in the order of their file names."""
    for path in sorted(_path(doctreedir, kind, "").parent.glob("*.json")):
        yield msgspec.json.decode(path.read_bytes(), type=content)


def delete_records(doctreedir: _Folder, docname: str) -> None:
    """Delete the records of a document, of every kind and version."""
    folder = Path(doctreedir) / _FOLDER
    for kind in folder.iterdir() if folder.is_dir() else ():
        (kind / _file_name(docname)).unlink(missing_ok=True)
