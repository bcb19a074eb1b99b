"""Sphinx leaves the page of a document that is gone in its output: the audit says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from a11ycheck.collect import collect
from a11ycheck.config import Config
from a11ycheck.locate import left_pages
from a11ycheck.run.selection import make_selection
from a11ycheck.run.sites import open_sites

Build = Callable[..., Path]
PLAIN = ("-D", "extensions=myst_parser")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "guide").mkdir(parents=True)
    (folder / "conf.py").write_text("project = 'Left'\n")
    (folder / "extra").mkdir()
    (folder / "extra" / "extra.html").write_text("<title>Extra</title>")
    (folder / "index.md").write_text("# Home\n\n```{toctree}\nguide/old\nguide/index\n```\n")
    (folder / "guide" / "index.md").write_text("# Guide\n")
    (folder / "guide" / "old.md").write_text("# Old\n")
    return folder


def _pages(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)


@pytest.mark.parametrize(
    ("builder", "page"), [("html", "guide/old.html"), ("dirhtml", "guide/old/index.html")]
)
def test_the_page_of_a_document_that_is_gone_is_named(
    builder: str, page: str, project: Path, build: Build, tmp_path: Path
) -> None:
    arguments = (*PLAIN, "-b", builder, "-D", "html_extra_path=extra")
    site = build(project, *arguments, into=tmp_path / "html")
    assert [*left_pages(site, _pages(site))] == []

    (project / "guide" / "old.md").unlink()
    (project / "index.md").write_text("# Home\n\n```{toctree}\nguide/index\n```\n")
    site = build(project, *arguments, into=tmp_path / "html")

    assert [*left_pages(site, _pages(site))] == [site / page]
    with collect((str(site),)) as collection:
        sites = open_sites(collection, make_selection(Config()))
    (notice,) = (str(notice.message) for notice in sites.notices if page in str(notice.message))
    assert "earlier build" in notice


def test_without_a_readable_inventory_nothing_is_known(tmp_path: Path) -> None:
    page = tmp_path / "old.html"
    page.write_text("<title>Old</title>")
    (tmp_path / "_sources").mkdir()
    (tmp_path / "_sources" / "old.md.txt").write_text("# Old\n")

    assert [*left_pages(tmp_path, [page])] == []
    (tmp_path / "objects.inv").write_bytes(b"# Sphinx inventory version 1\n")
    assert [*left_pages(tmp_path, [page])] == []
