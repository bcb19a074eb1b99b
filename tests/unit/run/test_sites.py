"""A source map that is no use is told as what it is: the rules on the source have judged nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from a11ycheck.collect import collect
from a11ycheck.locate import MAP_SCHEMA, map_path
from a11ycheck.model import ExitCode, Report, Tool
from a11ycheck.runner import Maps, make_selection, read_maps

PAGE = b"<!doctype html><title>Home</title><p>Text.</p>"
AUDITED = Report(
    tool=Tool(name="a11ycheck", version="1"),
    targets=("site",),
    variants=(),
    fail_on=None,
    planned=1,
    audited=("index.html",),
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_bytes(PAGE)
    (tmp_path / "index.md").write_text("Text.\n")
    page = {"sha256": sha256(PAGE).hexdigest(), "marks": []}
    whole = {"version": "1", "files": ["index.md"], "pages": {"index.html": page}}
    map_path(folder).write_text(json.dumps({"schema": MAP_SCHEMA, **whole}))
    return folder


def read(site: Path, *select: str) -> Maps:
    with collect((str(site),), base="", exclude=(), timeout=5) as collection:
        return read_maps(collection, make_selection(select, (), {}))


def told(maps: Maps) -> Report:
    """Return the report of an audit that has seen every page."""
    planned = AUDITED.planned + len(maps.not_tested)
    report = replace(AUDITED, planned=planned, not_tested=maps.not_tested, notices=maps.notices)
    return maps.completed(report)


def is_balanced(report: Report) -> bool:
    return report.planned == len(report.audited) + len(report.skipped) + len(report.not_tested)


def test_a_map_that_covers_the_pages_leaves_the_report_as_it_is(site: Path) -> None:
    maps = read(site)
    assert maps.by_folder[site].covers("index.html", PAGE)
    assert told(maps) == AUDITED


def damaged(text: str) -> str:
    return text[: len(text) // 2]


def from_tomorrow(text: str) -> str:
    return text.replace("sourcemap/1", "sourcemap/9")


@pytest.mark.parametrize("damage", [damaged, from_tomorrow])
def test_a_map_that_cannot_be_used_was_not_tested(site: Path, damage: Callable[[str], str]) -> None:
    path = map_path(site)
    path.write_text(damage(path.read_text()))

    report = told(read(site))

    assert [item.page for item in report.not_tested] == ["site.sourcemap.json"]
    assert "no rule judges the source" in report.not_tested[0].reason
    assert report.exit_code is ExitCode.NOT_TESTED
    assert is_balanced(report)


def test_pages_newer_than_their_map_were_not_tested(site: Path) -> None:
    maps = read(site)
    for page in ("index.html", "more.html"):
        maps.by_folder[site].stale.add(page)

    report = told(maps)

    assert [item.page for item in report.not_tested] == ["site.sourcemap.json"]
    assert "older than index.html and 1 more pages" in report.not_tested[0].reason
    assert report.exit_code is ExitCode.NOT_TESTED
    assert is_balanced(report)


def test_without_rules_on_the_source_a_useless_map_costs_lines_alone(site: Path) -> None:
    maps = read(site, "image-alt")
    maps.by_folder[site].stale.add("index.html")
    report = told(maps)
    assert report.exit_code is ExitCode.CLEAN
    assert "older than index.html" in report.notices[0].message

    map_path(site).write_text("[]")
    report = told(read(site, "image-alt"))
    assert report.exit_code is ExitCode.CLEAN
    assert "cannot be read" in report.notices[0].message


def test_a_site_without_a_map_lacks_nothing(site: Path) -> None:
    map_path(site).unlink()
    assert told(read(site)) == AUDITED
    (site / "objects.inv").touch()  # Sphinx has built it: there could be a map
    report = told(read(site))
    assert report.exit_code is ExitCode.CLEAN
    assert "no source map" in report.notices[0].message
