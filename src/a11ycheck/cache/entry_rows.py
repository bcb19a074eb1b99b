"""Rows of the database: entries, and the chunks that they share."""

import sqlite3
from collections.abc import Sequence
from typing import Final, NamedTuple

from a11ycheck.cache.chunks import DIGEST_BYTES

__all__ = ["COMPRESSION", "JUDGEMENTS", "EntryRow", "split_digests", "write_entry"]

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


def split_digests(chunks: bytes, counts: Sequence[int]) -> list[bytes]:
    """Return the joined digests of each list of an entry; `counts` are the numbers of their chunks."""
    lists, start = [], 0
    for count in counts:
        lists.append(chunks[start : start + count * DIGEST_BYTES])
        start += count * DIGEST_BYTES
    return lists
