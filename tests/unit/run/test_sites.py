"""Source maps that cannot be used are reported: the rules that judge sources have judged nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from a11ycheck.collect import Collection, collect
from a11ycheck.config import Config
from a11ycheck.locate import MAP_SCHEMA, map_path
from a11ycheck.model import Element, SourceLocation
from a11ycheck.run.selection import make_selection
from a11ycheck.run.sites import Sites, open_sites

PAGE = b"<!doctype html><title>Home</title><p>Text.</p>"
LINK = Element(target=("p",), html="<p>", mark=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "index.md").write_text("Text.\n")
    pages = {}
    for name in ("index.html", "more.html"):
        (folder / name).write_bytes(PAGE)
        offset = PAGE.index(b"<p>")
        pages[name] = {"sha256": sha256(PAGE).hexdigest(), "marks": [[offset, 0, 1, "exact"]]}
        fact = {"kind": "heading", "at": [0, 1, "exact"], "snippet": "Text.", "facts": {}}
        pages[name]["facts"] = [fact]
    content = {"schema": MAP_SCHEMA, "version": "1", "files": ["index.md"], "pages": pages}
    map_path(folder).write_text(json.dumps(content))
    return folder


@contextmanager
def opened(folder: Path, *select: str) -> Iterator[tuple[Collection, Sites]]:
    with collect((str(folder),), base="", exclude=(), timeout=5) as collection:
        yield collection, open_sites(collection, make_selection(Config(select=select)))


def test_a_map_that_covers_the_pages_locates_elements_and_has_facts(folder: Path) -> None:
    with opened(folder) as (collection, sites):
        (site,) = sites.sites
        assert site.map is not None
        page = collection.pages[0]
        location = site.location(page, LINK)
        assert isinstance(location, SourceLocation)
        assert (location.file, location.line) == ("index.md", 1)
        assert site.location_at(page, PAGE.index(b"<p>")) == location
        assert site.location_at(page, 0) is None
        assert [fact.snippet for fact in site.facts(page)] == ["Text."]
        assert site.marks_hash(page)
        assert (sites.not_tested, sites.notices) == ((), ())
        assert dict(sites.sources()) == {"index.md": folder.parent / "index.md"}


def damaged(text: str) -> str:
    return text[: len(text) // 2]


def from_tomorrow(text: str) -> str:
    return text.replace("sourcemap/1", "sourcemap/9")


@pytest.mark.parametrize("damage", [damaged, from_tomorrow])
def test_an_unusable_map_was_not_tested(folder: Path, damage: Callable[[str], str]) -> None:
    path = map_path(folder)
    path.write_text(damage(path.read_text()))

    with opened(folder) as (_, sites):
        assert [item.page for item in sites.not_tested] == ["site.sourcemap.json"]
        assert "no rule judges the source" in str(sites.not_tested[0].reason)


def test_pages_newer_than_their_map_were_not_tested(folder: Path) -> None:
    for name in ("index.html", "more.html"):
        (folder / name).write_bytes(PAGE + b"<p>New.")

    with opened(folder) as (collection, sites):
        assert [item.page for item in sites.not_tested] == ["site.sourcemap.json"]
        assert "older than index.html and 1 more pages" in str(sites.not_tested[0].reason)
        (site,) = sites.sites
        assert site.facts(collection.pages[0]) is None
        assert site.marks_hash(collection.pages[0]) == ""


def test_only_the_page_that_changed_is_left_out(folder: Path) -> None:
    (folder / "more.html").write_bytes(PAGE + b"<p>New.")

    with opened(folder) as (collection, sites):
        (site,) = sites.sites
        assert [bool(site.facts(page)) for page in collection.pages] == [True, False]
        assert "older than more.html:" in str(sites.not_tested[0].reason)


def test_without_rules_that_judge_sources_an_unusable_map_is_a_notice(folder: Path) -> None:
    (folder / "index.html").write_bytes(PAGE + b"<p>New.")
    with opened(folder, "image-alt") as (_, sites):
        assert sites.not_tested == ()
        assert "older than index.html" in str(sites.notices[0].message)

    map_path(folder).write_text("[]")
    with opened(folder, "image-alt") as (_, sites):
        assert sites.not_tested == ()
        assert "cannot be read" in str(sites.notices[0].message)


def test_a_site_needs_no_map(folder: Path) -> None:
    map_path(folder).unlink()
    with opened(folder) as (_, sites):
        assert (sites.not_tested, sites.notices) == ((), ())
    (folder / "objects.inv").touch()  # as pydoctor and mkdocstrings write it
    with opened(folder) as (_, sites):
        assert (sites.not_tested, sites.notices) == ((), ())
    (folder / "searchindex.js").touch()  # Sphinx built it: there could be a map
    with opened(folder) as (_, sites):
        assert sites.not_tested == ()
        assert "no source map" in str(sites.notices[0].message)


def test_suppressions_in_pages_without_a_map_are_a_notice(folder: Path) -> None:
    comment = b"\n<!-- a11ycheck: ignore image-alt -- A logo. -->\n<img src=x>"
    (folder / "more.html").write_bytes(PAGE + comment * 4)
    with opened(folder) as (_, sites):
        assert sites.notices == ()
    map_path(folder).unlink()
    (folder / "index.html").write_bytes(
        PAGE + b"<!-- a11ycheck reads this; &lt;!-- a11ycheck: ignore -->"
    )

    with opened(folder) as (_, sites):
        (notice,) = sites.notices

    message = str(notice.message)
    assert message.startswith(
        "Comments suppress nothing in pages without a source map (more.html:2, "
    )
    assert "(more.html:2, more.html:4, more.html:6, \u2026). Accept" in message


def test_sources_that_are_gone_are_a_notice(folder: Path) -> None:
    (folder.parent / "index.md").unlink()
    with opened(folder) as (_, sites):
        assert "sources of" in str(sites.notices[0].message)


def test_a_page_that_disappears_stops_nothing(folder: Path) -> None:
    with collect((str(folder),), base="", exclude=(), timeout=5) as collection:
        (folder / "index.html").unlink()
        sites = open_sites(collection, make_selection(Config()))

        (site,) = sites.sites
        assert [bool(site.facts(page)) for page in collection.pages] == [False, True]
        assert sites.not_tested == ()
