"""Whether targets name whole sites: only then can what was not found be taken for gone."""

import os
from pathlib import Path

import pytest

from a11ycheck.collect import names_whole_sites


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("index.html", "guide/index.html", "guide/deep/page.html", "objects.inv"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
    return tmp_path / "site"


def test_a_built_site_is_whole(site: Path) -> None:
    assert names_whole_sites([str(site)])


def test_a_plain_folder_of_pages_is_whole(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.html").write_text("", "utf-8")

    assert names_whole_sites([str(tmp_path / "plain")])


def test_a_folder_whose_pages_name_files_above_it_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "style.css").write_text("", "utf-8")
    page = '<!doctype html><title>A</title><link rel="stylesheet" href="../style.css">'
    (tmp_path / "pages" / "a.html").write_text(page, "utf-8")

    assert not names_whole_sites([str(tmp_path / "pages")])


def test_a_pipe_among_the_pages_is_not_waited_for(site: Path) -> None:
    os.mkfifo(site / "pipe.html")

    assert names_whole_sites([str(site)])


@pytest.mark.parametrize("part", ["guide", "guide/deep", "index.html", "guide/index.html"])
def test_a_part_of_a_site_is_not(site: Path, part: str) -> None:
    assert not names_whole_sites([str(site / part)])
    assert not names_whole_sites([str(site), str(site / part)])


@pytest.mark.parametrize(
    ("target", "whole"),
    [
        ("https://example.org/sitemap.xml", True),
        ("build/html/sitemap.xml", True),
        ("https://example.org/", False),
        ("https://example.org/page.html", False),
    ],
)
def test_a_sitemap_lists_all_pages_and_a_url_is_one(target: str, *, whole: bool) -> None:
    assert names_whole_sites([target]) is whole
