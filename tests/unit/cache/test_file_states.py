"""Files are hashed and read again only if they have changed, or may have."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from a11ycheck.cache import CacheDatabase, StoredReadings, read_hashes, write_hashes
from a11ycheck.web.regular_files import ContentHashes, FileVersion

DAY = 86_400
NOW = 1_800_000_000.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Callable[..., CacheDatabase]]:
    """Return a function that opens the database, as each run does."""
    opened: list[CacheDatabase] = []

    def database(day: float = 0) -> CacheDatabase:
        opened.append(CacheDatabase(tmp_path / "cache", now=lambda: NOW + day * DAY))
        return opened[-1]

    yield database
    for item in opened:
        item.close()


@pytest.fixture
def known(tmp_path: Path, database: Callable[..., CacheDatabase]) -> tuple[Path, FileVersion]:
    """A file whose hash, which is not the true one, an earlier run stored."""
    file = tmp_path / "page.html"
    file.write_text("A")
    status = file.stat()
    version = FileVersion.of(status)
    hashes = ContentHashes({(str(file), version): "ab" * 32})
    hashes.of(file, version)
    write_hashes(database(), hashes)
    return file, version


def test_an_unchanged_file_is_not_read(
    known: tuple[Path, FileVersion], database: Callable[..., CacheDatabase]
) -> None:
    file, version = known

    assert read_hashes(database()).of(file, version) == "ab" * 32


def test_a_file_of_equal_size_and_date_that_was_written_again_is_read(
    known: tuple[Path, FileVersion], database: Callable[..., CacheDatabase]
) -> None:
    file, version = known
    file.write_text("B")
    os.utime(file, ns=(version.mtime_ns, version.mtime_ns))
    changed = FileVersion.of(file.stat())

    assert (changed.size, changed.mtime_ns) == (version.size, version.mtime_ns)
    assert read_hashes(database()).of(file, changed) != "ab" * 32


def test_the_hash_of_a_file_that_has_just_changed_is_not_stored(
    tmp_path: Path, database: Callable[..., CacheDatabase]
) -> None:
    file = tmp_path / "new.html"
    file.write_text("A")
    version = FileVersion.of(file.stat())
    hashes = ContentHashes()
    # As of a file that changes in this very moment.
    hashes.add(file, version._replace(ctime_ns=2**62), "ab" * 32)
    write_hashes(database(), hashes)

    assert read_hashes(database()).of(file, version) != "ab" * 32


def test_readings_are_found_by_name(database: Callable[..., CacheDatabase]) -> None:
    first = StoredReadings(database())
    first.put("markup of A", b"errors")
    first.write()
    first.write()

    again = StoredReadings(database())
    assert again.get("markup of A") == b"errors"
    assert again.get("markup of B") is None
