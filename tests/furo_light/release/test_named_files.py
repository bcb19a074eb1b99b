"""An archive holds what a page can ask for, however it asks, and nothing else."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from furo_light.release import read_contents

PAGE = '<!doctype html><html lang="en"><title>x</title>{}'


@pytest.fixture
def packed(tmp_path: Path) -> Callable[..., set[str]]:
    """Return a function that writes files and returns which of them belong on a server."""

    def packed(files: dict[str, str]) -> set[str]:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        contents = read_contents(tmp_path)
        assert set(contents.left_out) | set(contents.sums) == set(files)
        return set(contents.sums)

    return packed


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="../f/x.js?v=1"></script>',
        "<script src=../f/x.js></script>",
        '<img alt="" srcset="a.png 1x, /f/x.js 2x">',
        "<a href='https://site.example/f/x.js#top'>x</a>",
        '<div data-worker="f/x.js"></div>',
        '<script>load("f/" + "x.js")</script>',
        '<script id="m" type="application/json">{"folder":"../f/"}</script>',
        "<style>a{background:url(f/x.js)}</style>",
        '<meta http-equiv="refresh" content="0;url=f/x.js">',
        '<link rel="preload" href="f/x%2Ejs">',
    ],
)
def test_a_file_that_a_page_names_is_packed(packed: Callable[..., set[str]], markup: str) -> None:
    files = {"deep/index.html": PAGE.format(markup), "f/x.js": "1", "g/unused.js": "2"}
    assert packed(files) == {"deep/index.html", "f/x.js"}


def test_files_lead_to_files(packed: Callable[..., set[str]]) -> None:
    files = {
        "index.html": PAGE.format('<link rel="stylesheet" href="a.css">'),
        "a.css": "@import 'b.css';",
        "b.css": "p{background:url(c.png)}",
        "c.png": "png",
        "old.css": "p{background:url(old.png)} /* index.html */",
        "old.png": "png",
    }
    assert packed(files) == {"index.html", "a.css", "b.css", "c.png"}


def test_pages_and_what_is_asked_for_by_name_are_packed(packed: Callable[..., set[str]]) -> None:
    files = dict.fromkeys(
        ("orphan.html", "robots.txt", "sitemap.xml", ".well-known/security.txt", "objects.inv"), "x"
    )
    assert packed(files) == set(files)


def test_a_compressed_copy_goes_where_its_file_goes(packed: Callable[..., set[str]]) -> None:
    files = {"index.html": PAGE.format('<a href="a.tar.gz">a</a>'), "a.tar.gz": "archive"}
    assert packed(files) == set(files)


def test_everything_is_packed_on_request(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "later.css").write_text("p{}")
    assert set(read_contents(tmp_path, all_files=True).sums) == {"index.html", "later.css"}


@pytest.mark.parametrize(
    ("copies", "wanted"),
    [((".br", ".gz"), {".br", ".gz"}), ((".br",), {".br"}), ((), set())],
)
def test_compressed_copies_are_packed_as_the_host_needs_them(
    tmp_path: Path, copies: tuple[str, ...], wanted: set[str]
) -> None:
    page = PAGE.format('<a href="a.tar.gz">a</a>').encode()
    (tmp_path / "index.html").write_bytes(page)
    (tmp_path / "index.html.br").write_bytes(brotli.compress(page))
    (tmp_path / "index.html.gz").write_bytes(gzip.compress(page))
    (tmp_path / "a.tar.gz").write_text("archive")

    contents = read_contents(tmp_path, copies=copies)

    assert set(contents.sums) == {"a.tar.gz", "index.html"} | {f"index.html{one}" for one in wanted}
    assert contents.left_out == ()
