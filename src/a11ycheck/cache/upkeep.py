"""Keep the cache small, describe it, and clear it."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.cache.chunks import DIGEST_BYTES
from a11ycheck.cache.database import (
    DATABASE_NAME,
    DAY_SECONDS,
    CacheDatabase,
    lock_folder,
    remove_database,
)
from a11ycheck.cache.entry_rows import JUDGEMENTS

__all__ = ["CacheInfo", "cache_info", "clear_cache", "evict"]

_MAX_AGE_SECONDS = 30 * DAY_SECONDS
_FEWEST_AT_ONCE = 16
# Entries of version 0.1 before the database.
_OLD_ENTRY = re.compile(r"[0-9a-f]{32}\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheInfo:
    """What a cache holds: pages, the settings that they were measured with, and bytes on disk."""

    pages: int
    settings: int
    bytes: int


def evict(database: CacheDatabase, kept: frozenset[bytes], stale: Iterable[bytes]) -> None:
    """Delete old entries, then the oldest until the database is as small as it may be; none of `kept`.

    `stale` are the names of entries whose time of the last use is to be updated.
    """
    now = int(database.now())
    names = list(stale)

    def touch(connection: sqlite3.Connection) -> None:
        connection.executemany(
            "UPDATE entries SET used = ? WHERE name = ?", [(now, name) for name in names]
        )

    if names:
        database.write(touch)
    before = now - _MAX_AGE_SECONDS
    rows = database.select("SELECT name FROM entries WHERE used < ?", (before,))
    if old := [name for (name,) in rows if name not in kept]:
        _delete(database, old, before)
    while _size(database) > database.max_bytes:
        rows = database.select("SELECT name FROM entries ORDER BY used, rowid")
        oldest = [name for (name,) in rows if name not in kept]
        # At the last, what no entry refers to is deleted.
        _delete(database, oldest[: max(_FEWEST_AT_ONCE, len(oldest) // 8)], before)
        if not oldest:
            break


def _delete(database: CacheDatabase, names: list[bytes], before: int) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.executemany("DELETE FROM entries WHERE name = ?", [(name,) for name in names])
        connection.execute("DELETE FROM files WHERE used < ?", (before,))
        connection.execute("DELETE FROM readings WHERE used < ?", (before,))
        used: set[bytes] = set()
        for (chunks,) in connection.execute("SELECT chunks FROM entries"):
            starts = range(0, len(chunks), DIGEST_BYTES)
            used.update(chunks[start : start + DIGEST_BYTES] for start in starts)
        unused = [
            (digest,)
            for (digest,) in connection.execute("SELECT digest FROM chunks")
            if digest not in used
        ]
        connection.executemany("DELETE FROM chunks WHERE digest = ?", unused)

    database.write(write)
    database.shrink()


def _size(database: CacheDatabase) -> int:
    """Return the bytes of the database that are in use."""
    names = ("page_count", "freelist_count", "page_size")
    found = [row[0] for name in names for row in database.select(f"PRAGMA {name}")]
    if len(found) < len(names):
        return 0
    pages, free, size = found
    return int((pages - free) * size)


def cache_info(folder: Path) -> CacheInfo:
    """Return what the cache in a folder holds, without changing it."""
    path = folder / DATABASE_NAME
    pages = settings = 0
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            query = "SELECT COUNT(*), COUNT(DISTINCT setting) FROM entries WHERE setting != ?"
            pages, settings = connection.execute(query, (JUDGEMENTS,)).fetchone()
        finally:
            connection.close()
    size = sum(item.stat().st_size for item in folder.glob(f"{DATABASE_NAME}*"))
    return CacheInfo(pages=pages, settings=settings, bytes=size)


def clear_cache(folder: Path) -> int:
    """Remove everything that is cached in a folder, and return how many bytes it had.

    A run that uses the cache goes on with the removed files. OSError if a file cannot be removed.
    """
    if not folder.is_dir():
        return 0
    entries = [path for path in folder.iterdir() if _OLD_ENTRY.fullmatch(path.name)]
    freed = cache_info(folder).bytes + sum(path.stat().st_size for path in entries)
    with lock_folder(folder):
        remove_database(folder)
    for path in entries:
        path.unlink(missing_ok=True)
    return freed
