"""The database of the cache: one SQLite file, which several runs may use at the same time.

Nothing that goes wrong with it stops a run. A database that cannot be used is reported once, and the run
measures every page; one that is damaged is replaced by an empty one.
"""

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from a11ycheck.signals import deferred_signals
from a11ycheck.system import lock_file
from a11ycheck.web.atomic_files import make_ignored_folder

__all__ = [
    "DATABASE_NAME",
    "DAY_SECONDS",
    "CacheDatabase",
    "lock_folder",
    "remove_database",
]

log = logging.getLogger(__name__)

T = TypeVar("T")

DATABASE_NAME: Final = "evidence.sqlite3"
DAY_SECONDS: Final = 86_400
DEFAULT_MIB: Final = 256
_LOCK_NAME = "evidence.lock"
_BUSY_SECONDS = 10.0
_VERSION = 2
# `used` is a time in seconds, updated at most once a day. `chunks` are digests of 16 bytes, joined.
# The data of a chunk end with a checksum.
_TABLES = """
CREATE TABLE entries (
  name BLOB PRIMARY KEY, setting BLOB NOT NULL, used INTEGER NOT NULL,
  chunks BLOB NOT NULL, body BLOB NOT NULL
);
CREATE TABLE chunks (digest BLOB PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE files (
  path BLOB PRIMARY KEY, inode INTEGER NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
  ctime_ns INTEGER NOT NULL, hash BLOB NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE readings (name BLOB PRIMARY KEY, data BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
"""


class CacheDatabase(AbstractContextManager["CacheDatabase"]):
    """The connection of one run, made when it is first needed; for the thread that creates it.

    After `close`, each use has a connection of its own, which ends with it: evidence that is unpacked
    late leaves nothing open.

    `now` returns the time in seconds since the epoch.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int = DEFAULT_MIB << 20,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Take the folder, which need not exist, and the size above which old entries are deleted."""
        self.folder = folder
        self.max_bytes = max_bytes
        self.now = now
        self._connection: sqlite3.Connection | None = None
        self._is_usable = True
        self._is_closed = False

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self.close()

    @property
    def path(self) -> Path:
        """Return the path of the database."""
        return self.folder / DATABASE_NAME

    @property
    def exists(self) -> bool:
        """Return whether there is a file to open."""
        return os.path.isfile(self.path)  # noqa: PTH113 - Path's raises where the folder may not be entered

    def select(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Return the rows of a query, none if there is no usable database."""
        if self._connection is None and not self.exists:
            return []
        return self._run(lambda connection: connection.execute(query, values).fetchall()) or []

    def write(self, operation: Callable[[sqlite3.Connection], None]) -> bool:
        """Write in one transaction, in a new database if the present one is damaged.

        Returns whether that was possible.
        """

        def transaction(connection: sqlite3.Connection) -> bool:
            with deferred_signals(), _transaction(connection):
                operation(connection)
            return True

        return bool(self._run(transaction) or (self._is_usable and self._run(transaction)))

    def shrink(self) -> None:
        """Give back the space of what was deleted."""
        # `execute` would free one page only.
        script = "PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);"
        self._run(lambda connection: connection.executescript(script))

    def close(self) -> None:
        """End the connection of the run."""
        self._is_closed = True
        self._disconnect()

    def _disconnect(self) -> None:
        """End the connection; the next use makes another one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _run(self, operation: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return the result of an operation, None if there is no usable database."""
        if not self._is_usable:
            return None
        try:
            if self._connection is None:
                self._connection = _open(self.folder)
            return operation(self._connection)
        except (OSError, sqlite3.OperationalError) as error:
            self._give_up(error)
        except sqlite3.DatabaseError as error:
            self._discard(error)
        finally:
            if self._is_closed:
                self._disconnect()
        return None

    def _discard(self, error: Exception) -> None:
        """Remove a damaged database; the next use makes an empty one."""
        log.debug("The cache %s is damaged; a new one is started.", self.path, exc_info=error)
        self._disconnect()
        try:
            with lock_folder(self.folder):
                remove_database(self.folder)
        except OSError as reason:
            self._give_up(reason)

    def _give_up(self, error: Exception) -> None:
        """Report an error once: the database is locked for too long, the disk full or read-only."""
        self._is_usable = False
        self._disconnect()
        reason = getattr(error, "strerror", None) or str(error)
        text = (
            "Results could not be cached in %s, so the next run tests all pages again: %s. "
            "Name another folder with --cache-dir."
        )
        log.warning(text, self.folder, reason)


def _open(folder: Path) -> sqlite3.Connection:
    """Return a connection to the database of a folder, which is created if it does not exist."""
    make_ignored_folder(folder)
    with lock_folder(folder):  # two runs could both create it
        try:
            return _connect(folder / DATABASE_NAME)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            log.debug("The cache in %s is damaged; a new one is started.", folder, exc_info=error)
            remove_database(folder)
            return _connect(folder / DATABASE_NAME)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Create the tables if there are none; DatabaseError if they are of another version."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (0, _VERSION):
        raise sqlite3.DatabaseError(version)
    if version == 0:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":  # on some network file systems
        message = "its file system does not support shared databases"
        raise sqlite3.OperationalError(message)
    # A power failure may lose the last entries, and damages nothing.
    connection.execute("PRAGMA synchronous = NORMAL")
    if version == 0:
        connection.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {_VERSION};COMMIT;")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # it may have been rolled back already
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Let no other process open or remove the database of a folder in the block."""
    descriptor = os.open(
        folder / _LOCK_NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666
    )
    try:
        lock_file(descriptor)
        yield
    finally:
        os.close(descriptor)


def remove_database(folder: Path) -> None:
    """Remove the files of the database; runs that have it open go on with the removed files."""
    for suffix in ("-wal", "-shm", ""):
        (folder / f"{DATABASE_NAME}{suffix}").unlink(missing_ok=True)
