"""Remember the hashes of files, and what was read in files with these hashes, from run to run."""

import os
import sqlite3
import zlib
from hashlib import blake2b

from a11ycheck.cache.database import DAY_SECONDS, CacheDatabase
from a11ycheck.web.regular_files import ContentHashes, FileVersion

__all__ = ["StoredReadings", "read_hashes", "write_hashes"]

_COLUMNS = "path, inode, size, mtime_ns, ctime_ns, hash"


def read_hashes(database: CacheDatabase) -> ContentHashes:
    """Return the hashes of the files that earlier runs read, each for one version of the file."""
    query = f"SELECT {_COLUMNS} FROM files"  # noqa: S608 - constants
    rows = database.select(query)
    return ContentHashes(
        {
            (os.fsdecode(path), FileVersion(*version)): digest.hex()
            for path, *version, digest in rows
        }
    )


def write_hashes(database: CacheDatabase, hashes: ContentHashes) -> None:
    """Store the hashes that a run used, if they are new or were stored more than a day ago."""
    now = int(database.now())
    query = f"SELECT {_COLUMNS} FROM files WHERE used >= ?"  # noqa: S608 - constants
    recent = set(database.select(query, (now - DAY_SECONDS,)))
    rows = [
        (os.fsencode(path), *version, bytes.fromhex(digest))
        for (path, version), digest in hashes.used.items()
    ]
    changed = [(*row, now) for row in rows if row not in recent]

    def write(connection: sqlite3.Connection) -> None:
        connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", changed)

    if changed:
        database.write(write)


class StoredReadings:
    """What was read in the content of files, as bytes, by a text that names content and reader."""

    def __init__(self, database: CacheDatabase) -> None:
        """Take the database."""
        self._database = database
        self._new: dict[bytes, bytes] = {}

    def get(self, text: str) -> bytes | None:
        """Return what was read, None if it is not known."""
        name = _name(text)
        query = "SELECT data FROM readings WHERE name = ?"
        rows = self._database.select(query, (name,))
        try:
            return zlib.decompress(rows[0][0]) if rows else None
        except (zlib.error, TypeError):
            return None

    def put(self, text: str, data: bytes) -> None:
        """Remember what was read, until `write` stores it."""
        self._new[_name(text)] = zlib.compress(data)

    def write(self) -> None:
        """Store what is new."""
        now = int(self._database.now())
        rows = [(name, data, now) for name, data in self._new.items()]

        def write(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", rows)

        if rows:
            self._database.write(write)
        self._new = {}


def _name(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()
