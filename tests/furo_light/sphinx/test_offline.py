"""Offline reading of Sphinx projects: any theme, the choice of pages, and nothing where nobody asks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent / "roots" / "test-offline"
OURS = ("sw.js", "offline.html", "offline-pages.json", "all-pages.html", "all-pages.epub")


@pytest.fixture(scope="module")
def built(build: Callable[..., Path]) -> Path:
    """The folder of the project, built with a theme that knows nothing of this."""
    return build(ROOT)


def read(file: Path) -> str:
    return file.read_text("utf-8")


def test_the_pack_holds_the_pages_that_were_chosen_and_what_they_load(built: Path) -> None:
    entries = json.loads(read(built / "offline-pages.json"))
    paths = [entry[0] for entry in entries]
    assert paths[:3] == ["index.html", "guide/boil.html", "guide/save.html"]
    assert "_static/alabaster.css" in paths
    assert "for-authors.html" not in paths


def test_no_page_asks_for_the_worker_before_the_reader_does(built: Path) -> None:
    pages = [path for path in built.rglob("*.html") if path.name != "offline.html"]
    with_block = [path for path in pages if 'id="offline-copies"' in read(path)]
    assert len(pages) > len(with_block) > 0
    assert [path for path in pages if "serviceWorker" in read(path)] == with_block
    assert "هەڵگیراو:" in read(built / "sw.js")


@pytest.mark.parametrize(("page", "root"), [("guide/save", "../"), ("for-authors", "")])
def test_the_directive_becomes_the_block_with_numbers(built: Path, page: str, root: str) -> None:
    text = read(built / f"{page}.html")
    size = -(-(built / "offline-pages.json.gz").stat().st_size // 1000)
    assert f"ژمارەی لاپەڕەکان: 3، بە یەک داگرتن، کە لە {size} کیلۆبایت زیاتر نییە." in text
    assert f'href="{root}all-pages.epub" download="all-pages-ckb.epub"' in text
    assert f'<link rel="manifest" href="{root}offline.webmanifest">' in text
    assert "manifest" not in read(built / "index.html")


def test_the_copies_say_whose_they_are(built: Path) -> None:
    text = read(built / "all-pages.html")
    assert '<html lang="ckb" dir="ltr">' in text or '<html lang="ckb" dir="rtl">' in text
    assert 'href="https://site.example/ckb/for-authors.html"' in text
    assert '<a href="#p2">' in text
    manifest = json.loads(read(built / "offline.webmanifest"))
    assert manifest["lang"] == "ckb"


def test_a_second_build_changes_nothing(built: Path, build: Callable[..., Path]) -> None:
    before = {name: (built / name).read_bytes() for name in (*OURS, "guide/save.html")}
    build(ROOT, into=built)
    assert before == {name: (built / name).read_bytes() for name in before}


def test_without_the_setting_there_is_nothing(build: Callable[..., Path], tmp_path: Path) -> None:
    out = build(ROOT, "-D", "a11ycheck_offline=0", into=tmp_path / "html")
    assert not [name for name in OURS if (out / name).exists()]
    assert "serviceWorker" not in read(out / "guide" / "save.html")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("a11ycheck_offline_pages=nothing/*", "No page of"),
        ("a11ycheck_offline_words.savd=x", 'There is no offline text "savd".'),
    ],
)
def test_a_mistake_in_the_settings_is_an_error_and_the_build_fails(
    option: str, sentence: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-D", option, ROOT, tmp_path / "html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 3
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
