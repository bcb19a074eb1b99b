"""Pages are requested by the URLs by which their own site names them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from a11ycheck.collect import collect
from a11ycheck.collect.published_paths import PublishedPaths


def _write(root: Path, page: str, head: str = "", links: str = "") -> None:
    file = root / page
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<!doctype html><title>A page</title>{head}{links}", encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "canonical", "path"),
    [
        ("blog/archive/index.html", "https://example.org/blog/archive", "blog/archive/"),
        ("blog/archive/index.html", "https://example.org/base/blog/archive/", "blog/archive/"),
        ("index.html", "https://example.org/", ""),
        ("index.html", "https://example.org", ""),
        ("docs/intro.html", "https://example.org/docs/intro", "docs/intro"),
        ("guide/index.html", "https://example.org/guide/index.html", "guide/index.html"),
        ("guide/index.html", "https://example.org/", "guide/index.html"),
        ("about.html", "https://example.org/about.html", "about.html"),
        ("about.html", "https://example.org/", "about.html"),
        ("about.html", "/about", "about.html"),
        ("about.html", "https://[", "about.html"),
    ],
)
def test_the_canonical_link_names_a_page(
    tmp_path: Path, page: str, canonical: str, path: str
) -> None:
    _write(tmp_path, page, f'<link data-rh=true rel=canonical href="{canonical}">')

    assert PublishedPaths(tmp_path).of(page) == path


@pytest.mark.parametrize(
    ("link", "folder", "page"),
    [
        ("/docs/help", "help/", "about"),
        ("/docs/help/", "help/", "about"),
        ("help/", "help/", "about"),
        ("about#us", "help/", "about"),
        ("/help", "help/index.html", "about.html"),
        ("help/index.html", "help/index.html", "about.html"),
        ("about.html", "help/index.html", "about.html"),
        ("file.pdf", "help/index.html", "about.html"),
        ("./", "help/index.html", "about.html"),
        ("https://example.org/help/", "help/index.html", "about.html"),
        ("#help", "help/index.html", "about.html"),
        ("../../help/", "help/index.html", "about.html"),
        ("missing/", "help/index.html", "about.html"),
        ("////[x", "help/index.html", "about.html"),
        ("//[x", "help/index.html", "about.html"),
        (f"{'x' * 9000}/", "help/index.html", "about.html"),
        ("%00/", "help/index.html", "about.html"),
    ],
)
def test_without_one_the_links_of_the_site_do(
    tmp_path: Path, link: str, folder: str, page: str
) -> None:
    _write(tmp_path, "index.html", links=f"<a class=x href={link}>Help</a>")
    for name in ("help/index.html", "about.html", "file.pdf"):
        _write(tmp_path, name)
    paths = PublishedPaths(tmp_path, "/docs/")

    assert paths.of("help/index.html") == folder
    assert paths.of("about.html") == page


def test_a_page_is_requested_there_and_named_by_its_file(tmp_path: Path) -> None:
    _write(tmp_path, "help/index.html", '<link rel="canonical" href="https://example.org/help/">')

    with collect([str(tmp_path)]) as collection:
        (page,) = collection.pages
        assert page.url.endswith("/help/")
        assert page.path == "help/index.html"
        assert page.file == tmp_path / "help/index.html"


def test_another_file_does_not_answer_for_the_page(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://example.org/docs">'
    for page in ("docs.html", "docs/index.html", "docs/docs.html", "docs/docs"):
        _write(tmp_path, page, head)
    paths = PublishedPaths(tmp_path)

    assert paths.of("docs.html") == "docs.html"
    assert paths.of("docs/docs.html") == "docs/docs.html"
    assert paths.of("docs/index.html") == "docs/"


def test_a_fifo_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "index.html")

    assert PublishedPaths(tmp_path).of("index.html") == "index.html"
