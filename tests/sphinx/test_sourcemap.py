"""The source map: it changes no byte of the site, and names the line on which each word was written."""

from __future__ import annotations

import json
import re
import shutil
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.locate import lacks_map, map_path, read_map

ROOT = Path(__file__).parent / "roots" / "test-source-map"
PLAIN = ("-D", "extensions=myst_parser,sphinx.ext.autodoc,sphinx.ext.viewcode")
MAPPED = ("-D", "extensions=myst_parser,sphinx.ext.autodoc,sphinx.ext.viewcode,a11ycheck.sphinxext")
# Sphinx's own notes on a build, which no reader gets.
NOTES = {".buildinfo", ".doctrees"}
WORD = re.compile(rb"zq(\d+)")

Build = Callable[..., Path]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, in which builds may leave what Python compiles."""
    folder = tmp_path_factory.mktemp("project") / "docs"
    shutil.copytree(ROOT, folder)
    (folder.parent / "pyproject.toml").touch()
    return folder


@pytest.fixture(scope="module")
def mapped(project: Path, build: Build) -> Path:
    """The pages of the project, with their map beside them."""
    return build(project, *MAPPED, into=project.parent / "html")


def _files(site: Path) -> dict[str, bytes]:
    paths = (path for path in site.rglob("*") if path.is_file())
    named = {path.relative_to(site): path for path in paths}
    return {
        str(name): path.read_bytes() for name, path in named.items() if name.parts[0] not in NOTES
    }


def _map(site: Path) -> dict[str, Any]:
    return json.loads(map_path(site).read_text("utf-8"))


@pytest.mark.parametrize(
    "how",
    [
        ("-b", "html", "-D", "html_theme=alabaster"),
        ("-b", "html", "-D", "html_theme=furo", "-j", "2"),
        ("-b", "dirhtml", "-D", "html_theme=furo"),
        ("-b", "singlehtml", "-D", "html_theme=alabaster"),
    ],
    ids=" ".join,
)
def test_no_byte_of_the_site_changes(
    project: Path, build: Build, tmp_path: Path, how: tuple[str, ...]
) -> None:
    plain = build(project, *PLAIN, *how, into=tmp_path / "plain")
    mapped = build(project, *MAPPED, *how, into=tmp_path / "mapped")

    assert _files(mapped) == _files(plain)
    assert not map_path(plain).exists()
    pages = _map(mapped)["pages"]
    assert pages
    for page in pages:
        assert (mapped / page).is_file()


def _misses(site: Path, found: dict[str, Any], page: str) -> Iterator[str]:
    """Yield each word of a page that its mark puts in another file, or more than a line away."""
    data = (site / page).read_bytes()
    start, end = data.index(b'<div class="body" role="main">'), data.index(b"sphinxsidebar")
    marks = found["pages"][page]["marks"]
    offsets = [mark[0] for mark in marks]
    for match in WORD.finditer(data, start, end):
        _, file, line, precision = marks[bisect_right(offsets, match.start()) - 1]
        name = found["files"][file]
        text = (site.parent / name).read_text("utf-8").split("\n")
        word = match[0].decode()
        written = next((n for n, content in enumerate(text, 1) if word in content), 0)
        if abs(written - line) > 1 or written != int(match[1]):
            yield f"{word} of {page}: {name}:{line} ({precision})"


@pytest.mark.parametrize("page", ["index.html", "rest.html", "api.html", "_modules/zq_module.html"])
def test_each_word_is_found_on_the_line_where_it_was_written(mapped: Path, page: str) -> None:
    assert list(_misses(mapped, _map(mapped), page)) == []


def test_paths_begin_at_the_root_of_the_project(mapped: Path) -> None:
    files = set(_map(mapped)["files"])

    assert {"docs/index.md", "docs/part.md", "docs/rest.rst", "docs/zq_module.py"} <= files


def test_parallel_builds_make_the_same_map(project: Path, build: Build, mapped: Path) -> None:
    parallel = build(project, *MAPPED, "-j", "2", into=project.parent / "parallel")

    assert _map(parallel)["pages"] == _map(mapped)["pages"]


def test_incremental_builds_keep_what_has_not_changed(
    project: Path, build: Build, tmp_path: Path
) -> None:
    source = tmp_path / "docs"
    shutil.copytree(project, source)
    site = build(source, *MAPPED, into=tmp_path / "html")
    before = _map(site)["pages"]
    page = source / "rest.rst"
    page.write_text("\n\n" + page.read_text("utf-8"), "utf-8")

    after = _map(build(source, *MAPPED, into=site))["pages"]

    assert after.keys() == before.keys()
    assert after["index.html"] == before["index.html"]
    first = [(fact["kind"], fact["at"][1]) for fact in before["rest.html"]["facts"]]
    assert [(fact["kind"], fact["at"][1]) for fact in after["rest.html"]["facts"]] == [
        (kind, line + 2) for kind, line in first
    ]


def test_a_page_that_is_gone_leaves_the_map(project: Path, build: Build, tmp_path: Path) -> None:
    source = tmp_path / "docs"
    shutil.copytree(project, source)
    extra = source / "extra.md"
    extra.write_text("---\norphan: true\n---\n\n# Extra\n", "utf-8")
    site = build(source, *MAPPED, into=tmp_path / "html")
    assert "extra.html" in _map(site)["pages"]
    extra.unlink()
    (site / "extra.html").unlink()

    assert "extra.html" not in _map(build(source, *MAPPED, into=site))["pages"]


def test_a_project_that_was_built_before_gets_its_facts(
    project: Path, build: Build, tmp_path: Path
) -> None:
    site = build(project, "-d", str(tmp_path / "trees"), *PLAIN, into=tmp_path / "html")
    build(project, "-d", str(tmp_path / "trees"), *MAPPED, into=site)

    assert _map(site)["pages"]["index.html"]["facts"]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda text: text[: len(text) // 2], "cannot be read"),
        (lambda text: text.replace("sourcemap/1", "sourcemap/9"), "unsupported version"),
        (lambda _text: "[]", "cannot be read"),
    ],
)
def test_an_unusable_map_gets_a_message(
    mapped: Path, tmp_path: Path, damage: Callable[[str], str], message: str
) -> None:
    site = tmp_path / "html"
    site.mkdir()
    map_path(site).write_text(damage(map_path(mapped).read_text("utf-8")), "utf-8")

    found, wrong = read_map(site)

    assert found is None
    assert message in str(wrong)
    assert str(wrong).count("build") == 1


def test_a_site_of_sphinx_without_a_map_is_advised(mapped: Path, tmp_path: Path) -> None:
    site = tmp_path / "html"
    site.mkdir()
    assert lacks_map(site) is None  # Sphinx did not build it
    shutil.copy(mapped / "objects.inv", site)
    assert lacks_map(site) is None  # nor here: other generators write this file, too
    shutil.copytree(mapped / "_static", site / "_static")

    assert read_map(site) == (None, None)
    assert "no source map" in str(lacks_map(site))
    assert "a11ycheck.sphinxext" in str(lacks_map(site))


def test_a_page_newer_than_the_map_is_not_covered(mapped: Path) -> None:
    found, wrong = read_map(mapped)
    assert found is not None
    assert wrong is None
    data = (mapped / "rest.html").read_bytes()

    assert found.covers("rest.html", data)
    assert found.facts("rest.html")
    assert not found.covers("rest.html", data + b" ")
    assert found.marked("rest.html", data + b" ") == data + b" "
