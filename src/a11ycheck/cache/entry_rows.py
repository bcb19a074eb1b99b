"""Rows of the database: entries, and the chunks that they share."""

import sqlite3
from typing import Final, NamedTuple

__all__ = ["COMPRESSION", "JUDGEMENTS", "EntryRow", "write_entry"]

JUDGEMENTS: Final = b""
"""The setting of entries that are judgements."""
COMPRESSION: Final = 6
"""zlib's level for what is stored."""


class EntryRow(NamedTuple):
    """A row of the table `entries`, in the order of its columns."""

    name: bytes
    setting: bytes
    used: int
    chunks: bytes
    body: bytes


def write_entry(connection: sqlite3.Connection, row: EntryRow) -> None:
    """Store an entry, whose chunks are stored already."""
    connection.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", row)
