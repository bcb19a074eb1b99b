"""Translated text: the source is the original's line, and the entry of the catalogue is named too."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.locate import map_path, read_map
from a11ycheck.model import CatalogueEntry, Element, SourceLocation

CONFIGURATION = """
extensions = ["myst_parser", "a11ycheck.sphinxext"]
locale_dirs = ["locales"]
gettext_compact = False
gettext_additional_targets = ["image"]
language = "de"
"""
PAGES = {
    "index.md": (
        "# Zqa\n\n```{toctree}\nrest\n```\n\nZqb words.\n\n- Zqc item\n- Not translated\n\n"
        "A [zqd link](https://example.org/d).\n\nFuzzy words.\n"
    ),
    "rest.rst": "Zqe\n===\n\nZqf words.\n\nRead `zqg more <https://example.org/g>`__ here.\n",
}
# A translator's file: comments, an entry on several lines, one that is fuzzy, one without words.
CATALOGUES = {
    "index": [
        'msgid "Zqa"\nmsgstr "ZQA"',
        '#: ../index.md:7\nmsgid "Zqb words."\nmsgstr ""\n"ZQB "\n"w."',
        'msgid "Zqc item"\nmsgstr "ZQC"',
        'msgid "Not translated"\nmsgstr ""',
        'msgid "A [zqd link](https://example.org/d)."\nmsgstr "ZQD [here](https://example.org/d)."',
        '#, fuzzy\nmsgid "Fuzzy words."\nmsgstr "ZQF."',
    ],
    "rest": [
        'msgid "Zqe"\nmsgstr "ZQE"',
        'msgid "Zqf words."\nmsgstr "ZQF"',
        (
            'msgid ""\n"Read `zqg more "\n"<https://example.org/g>`__ here."\n'
            'msgstr "ZQG `here <https://example.org/g>`__."'
        ),
    ],
}
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"'
# What is shown: the original's file and line, the catalogue and its line; none where nothing translates.
SHOWN = {
    "index.html": {
        "ZQA": ("docs/index.md", 1, "index", 5),
        "ZQB": ("docs/index.md", 7, "index", 9),
        "ZQC": ("docs/index.md", 9, "index", 14),
        "Not translated": ("docs/index.md", 10, "", 0),
        "ZQD": ("docs/index.md", 12, "index", 20),
        "Fuzzy words": ("docs/index.md", 14, "", 0),
    },
    "rest.html": {
        "ZQE": ("docs/rest.rst", 1, "rest", 5),
        "ZQF": ("docs/rest.rst", 4, "rest", 8),
        "ZQG": ("docs/rest.rst", 6, "rest", 13),
    },
}
FOLDER = "docs/locales/de/LC_MESSAGES"

Build = Callable[..., Path]


def _write_catalogue(project: Path, name: str, entries: list[str]) -> None:
    path = project / FOLDER / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join((HEAD, *entries)) + "\n", "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translated")
    (folder / "docs").mkdir()
    (folder / "pyproject.toml").touch()
    for name, text in {**PAGES, "conf.py": CONFIGURATION}.items():
        (folder / "docs" / name).write_text(text, "utf-8")
    for name, entries in CATALOGUES.items():
        _write_catalogue(folder, name, entries)
    return folder


@pytest.fixture(scope="module")
def site(project: Path, build: Build) -> Path:
    return build(project / "docs", "-j", "2", into=project / "html")


def _location(site: Path, page: str, words: str) -> SourceLocation:
    """Return where the element that holds the words was written."""
    found, problem = read_map(site)
    assert found is not None, problem
    data = (site / page).read_bytes()
    at = data.index(words.encode(), data.index(b'role="main"'))
    mark = sum(offset <= at for offset, *_ in found.pages[page].marks) - 1
    location = found.location(page, Element(target=("x",), html="", mark=mark))
    assert location is not None
    return location


def _expected() -> Iterator[tuple[str, str, tuple[str, int, str, int]]]:
    for page, words in SHOWN.items():
        for text, place in words.items():
            yield page, text, place


@pytest.mark.parametrize(("page", "words", "place"), list(_expected()))
def test_the_original_and_the_entry_are_named(
    site: Path, page: str, words: str, place: tuple[str, int, str, int]
) -> None:
    file, line, catalogue, entry = place

    location = _location(site, page, words)

    assert (location.file, location.line) == (file, line)
    name = f"{FOLDER}/{catalogue}.po"
    assert location.catalogue == (CatalogueEntry(file=name, line=entry) if catalogue else None)
    if catalogue:
        written = (site.parent / name).read_text("utf-8").split("\n")
        assert written[entry - 1].startswith("msgstr")


def test_rules_on_the_source_name_the_entry(project: Path, site: Path) -> None:
    del site  # the builds do not disturb each other
    done = subprocess.run(
        [sys.executable, "-m", "a11ycheck", "source", "docs", "--format", "json"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    sources = [location["source"] for item in found for location in item["locations"]]
    assert {source["file"]: source for source in sources} == {
        "docs/index.md": {
            "file": "docs/index.md",
            "line": 12,
            "precision": "exact",
            "catalogue": {"file": f"{FOLDER}/index.po", "line": 20},
        },
        "docs/rest.rst": {
            "file": "docs/rest.rst",
            "line": 6,
            "precision": "exact",
            "catalogue": {"file": f"{FOLDER}/rest.po", "line": 13},
        },
    }


def test_incremental_builds_follow_the_catalogue(
    project: Path, build: Build, tmp_path: Path
) -> None:
    shutil.copytree(project / "docs", tmp_path / "docs")
    (tmp_path / "pyproject.toml").touch()
    site = build(tmp_path / "docs", into=tmp_path / "html")
    # New words in one entry, and lines that only move in front of the others.
    entries = ["# A note.\n# Another.\n" + CATALOGUES["rest"][0], *CATALOGUES["rest"][1:]]
    entries[1] = entries[1].replace("ZQF", "NEW")
    _write_catalogue(tmp_path, "rest", entries)

    build(tmp_path / "docs", into=site)

    assert _location(site, "rest.html", "NEW").catalogue == CatalogueEntry(
        file=f"{FOLDER}/rest.po", line=10
    )
    assert _location(site, "rest.html", "ZQG").catalogue == CatalogueEntry(
        file=f"{FOLDER}/rest.po", line=15
    )
    assert _location(site, "index.html", "ZQD").catalogue == CatalogueEntry(
        file=f"{FOLDER}/index.po", line=20
    )


def test_no_byte_of_a_translated_site_changes(project: Path, build: Build, site: Path) -> None:
    plain = build(project / "docs", "-D", "extensions=myst_parser", into=project / "plain")

    pages = [path.relative_to(plain) for path in plain.rglob("*.html")]
    assert pages
    for page in pages:
        assert (site / page).read_bytes() == (plain / page).read_bytes(), page
    assert not map_path(plain).exists()
