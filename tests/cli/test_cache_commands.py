"""`a11ycheck cache` shows and clears the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck.cache import CacheDatabase, EvidenceCache
from a11ycheck.cli import main
from a11ycheck.model import Page, PageEvidence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache with two pages, one of them measured with two settings."""
    database = CacheDatabase(tmp_path / "cache")
    for key, name in (("one", "a.html"), ("one", "b.html"), ("two", "a.html")):
        page = Page(path=name, url="")
        EvidenceCache(database, key).put(page, PageEvidence(page=name), {}, browser="")
    database.close()
    return database.folder


def test_info_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cache", "info", "--cache-dir", str(folder)]) == 0

    rows = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert rows == {
        "folder": str(folder),
        "size": "0.1 MiB, at most about 256 MiB",
        "results": "3",
        "settings": "2",
    }


def test_info_of_nothing_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cache", "info", "--cache-dir", str(tmp_path / "none")]) == 0

    assert "size      empty" in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


def test_clear_leaves_what_others_put_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "lighten").mkdir()
    (folder / ("0f" * 16 + ".json")).write_text("an entry of an older version")

    assert main(["cache", "clear", "--cache-dir", str(folder)]) == 0

    assert "Freed 0.1 MiB" in capsys.readouterr().out
    assert {path.name for path in folder.iterdir()} == {".gitignore", "evidence.lock", "lighten"}


def test_clear_of_nothing(tmp_path: Path) -> None:
    assert main(["cache", "clear", "--cache-dir", str(tmp_path / "none")]) == 0
