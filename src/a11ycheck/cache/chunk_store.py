"""The chunks of the database: read one by one when they are needed, checked before.

The data of a chunk end with a checksum of digest and data, so that a run finds what is damaged before it
uses an entry, without decompressing anything.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from a11ycheck.cache.chunks import DIGEST_BYTES
from a11ycheck.cache.database import CacheDatabase
from a11ycheck.cache.entry_rows import COMPRESSION

__all__ = ["ChunkStore", "write_chunks"]

_CHECKSUM_BYTES: Final = 4
# SQLite allows 999 variables in a statement.
_AT_ONCE: Final = 500


class ChunkStore:
    """Chunks by their digests; `unsaved` are those that the database does not have yet."""

    def __init__(self, database: CacheDatabase) -> None:
        """Take the database."""
        self.unsaved: dict[bytes, bytes] = {}
        self._database = database
        self._sound: set[bytes] = set()

    def demand(self, digests: bytes) -> None:
        """KeyError if a chunk of these joined digests is missing or damaged."""
        starts = range(0, len(digests), DIGEST_BYTES)
        names = {digests[start : start + DIGEST_BYTES] for start in starts} - self._sound
        new = [name for name in names if name not in self.unsaved]
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT digest, data FROM chunks WHERE digest IN ({marks})"  # noqa: S608 - marks
            rows = self._database.select(query, tuple(some))
            self._sound.update(digest for digest, data in rows if _is_sound(digest, data))
        if missing := [name for name in new if name not in self._sound]:
            raise KeyError(missing[0])

    def read(self, digest: bytes) -> bytes | None:
        """Return the data of a chunk, None if it is not stored."""
        if (data := self.unsaved.get(digest)) is not None:
            return data
        rows = self._database.select("SELECT data FROM chunks WHERE digest = ?", (digest,))
        return zlib.decompress(rows[0][0][:-_CHECKSUM_BYTES]) if rows else None


def write_chunks(connection: sqlite3.Connection, chunks: Mapping[bytes, bytes]) -> None:
    """Store the chunks that are not stored yet."""
    known = set(_stored(connection, list(chunks)))
    rows = [
        (digest, _packed(digest, data)) for digest, data in chunks.items() if digest not in known
    ]
    connection.executemany("INSERT INTO chunks VALUES (?, ?)", rows)


def _stored(connection: sqlite3.Connection, names: list[bytes]) -> Iterable[bytes]:
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        query = f"SELECT digest FROM chunks WHERE digest IN ({marks})"  # noqa: S608 - marks
        yield from (digest for (digest,) in connection.execute(query, some))


def _packed(digest: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, COMPRESSION)
    return packed + _checksum(digest, packed)


def _is_sound(digest: bytes, data: object) -> bool:
    if not isinstance(data, bytes):
        return False
    return data[-_CHECKSUM_BYTES:] == _checksum(digest, data[:-_CHECKSUM_BYTES])


def _checksum(digest: bytes, packed: bytes) -> bytes:
    return zlib.crc32(packed, zlib.crc32(digest)).to_bytes(_CHECKSUM_BYTES)
