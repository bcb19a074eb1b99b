"""Rows of the database: entries, and the chunks that they share."""

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from a11ycheck.cache.database import CacheDatabase
from a11ycheck.cache.packing import DIGEST_BYTES

__all__ = ["COMPRESSION", "JUDGEMENTS", "EntryRow", "read_chunk", "split_digests", "write_entry"]

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


def write_entry(
    connection: sqlite3.Connection, row: EntryRow, chunks: Mapping[bytes, bytes]
) -> None:
    """Store an entry, and those of its chunks that are not stored yet."""
    for digest, data in chunks.items():
        known = connection.execute("SELECT 1 FROM chunks WHERE digest = ?", (digest,))
        if known.fetchone() is None:
            values = (digest, zlib.compress(data, COMPRESSION))
            connection.execute("INSERT INTO chunks VALUES (?, ?)", values)
    connection.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", row)


def read_chunk(database: CacheDatabase, digest: bytes) -> bytes | None:
    """Return the data of a chunk, None if it is not stored."""
    rows = database.select("SELECT data FROM chunks WHERE digest = ?", (digest,))
    return zlib.decompress(rows[0][0]) if rows else None


def split_digests(chunks: bytes, counts: Sequence[int]) -> list[bytes]:
    """Return the joined digests of each list of an entry; `counts` are the numbers of their chunks."""
    lists, start = [], 0
    for count in counts:
        lists.append(chunks[start : start + count * DIGEST_BYTES])
        start += count * DIGEST_BYTES
    return lists
