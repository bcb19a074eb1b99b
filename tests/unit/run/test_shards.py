"""Shards of a run: what each covers, and the report that they make together."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from a11ycheck import api
from a11ycheck.acceptance import Baseline, match_baseline, write_baseline
from a11ycheck.browser import Hop, Redirected
from a11ycheck.config import load_config
from a11ycheck.errors import UserError
from a11ycheck.locate import MAP_SCHEMA, map_path
from a11ycheck.model import (
    Element,
    ExitCode,
    Fact,
    Message,
    NotTested,
    Page,
    ProbeResult,
    Report,
    Shard,
)
from a11ycheck.reporters import render
from a11ycheck.run.shard import pages_of_shard
from pool_of_pages import PoolOf, Result, Visits, evidence_of

PAGE = b"<!doctype html><title>%d</title><p>Text.</p><img src=x>"
NUMBERS = range(9)
RULES = ("image-alt", "duplicate-page-title", "unused-suppression", "html-parse-error")
FORMATS = ("terminal", "html", "json", "sarif", "junit", "github", "earl")
CONFIGURATION = """
select = ["image-alt", "duplicate-page-title", "unused-suppression", "html-parse-error"]
[[suppress]]
rule = "image-alt"
file = "page-3.html"
reason = "the image is decoration"
[[suppress]]
rule = "image-alt"
file = "nowhere.html"
reason = "matches no page"
"""


def measured(pages: list[Page]) -> Iterator[Result]:
    """Yield evidence of each page: one of four titles, and an image without alt, but on page 2."""
    for page in pages:
        number = int(page.path.removesuffix(".html")[-1])
        facts = {"lang": "en", "title": f"Title {number % 4}"}
        title = Fact(element=Element(target=("title",), html="<title>", mark=0), facts=facts)
        probe = ProbeResult(rule="duplicate-page-title", variants=("phone-light",), facts=(title,))
        found = evidence_of(page, failed=number != 2, probes=(probe,))
        nodes = tuple(
            replace(node, element=replace(node.element, mark=1, mark_distance=number % 2))
            for result in found.axe
            for node in result.nodes
        )
        yield replace(found, axe=tuple(replace(result, nodes=nodes) for result in found.axe))


def incomplete(pages: list[Page]) -> Iterator[Result]:
    """Yield a page that was not tested, and evidence of the others."""
    crashed = [page for page in pages if page.path == "page-5.html"]
    yield from (
        NotTested(page=page.path, reason=Message("crashed", "it crashed")) for page in crashed
    )
    yield from measured([page for page in pages if page not in crashed])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a site with a source map, a configuration, a comment that suppresses, and a baseline."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "robots.txt").touch()
    (tmp_path / "text.md").write_text(
        "Line one.\n\n% a11ycheck: ignore image-alt -- as it is\nB.\n"
    )
    pages = {}
    for number in NUMBERS:
        data = PAGE % number
        name = f"page-{number}.html"
        (folder / name).write_bytes(data)
        marks = [[data.index(b"<title"), 0, 1, "exact"], [data.index(b"<img"), 0, number, "exact"]]
        pages[name] = {"sha256": sha256(data).hexdigest(), "marks": marks}
    content = {"schema": MAP_SCHEMA, "version": "1", "files": ["text.md"], "pages": pages}
    map_path(folder).write_text(json.dumps(content))
    (tmp_path / "a11ycheck.toml").write_text(CONFIGURATION)
    return folder


@pytest.fixture
def audit(site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Report]:
    """Return a function that audits the site, or a shard of it, without a browser."""

    def audit(shard: str = "", visits: Visits = measured, **settings: Any) -> Report:
        monkeypatch.setattr("a11ycheck.browser.Pool", PoolOf(visits))
        config = load_config(start=site.parent).config
        return api.audit(["site"], replace(config, shard=shard, cache=False, **settings)).report

    return audit


@pytest.fixture
def shards(audit: Callable[..., Report], tmp_path: Path) -> Callable[..., list[Path]]:
    """Return a function that audits the site in shards and returns the paths of their JSON reports."""

    def shards(count: int = 3, **how: Any) -> list[Path]:
        paths = []
        for index in range(1, count + 1):
            path = tmp_path / f"shard-{index}.json"
            path.write_text(render(audit(f"{index}/{count}", **how), "json"), encoding="utf-8")
            paths.append(path)
        return paths

    return shards


def rules_of(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def timeless(report: Report) -> Report:
    return replace(report, seconds=0.0, started="2026-11-05T09:30:00+00:00")


@pytest.mark.parametrize("visits", [measured, incomplete])
@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_the_merged_report_equals_that_of_the_full_run_in_every_format(
    visits: Visits, count: int, audit: Any, shards: Any
) -> None:
    full = audit(visits=visits)

    merged = api.merge(shards(count, visits=visits)[::-1])

    assert timeless(merged) == timeless(full)
    for name in FORMATS:
        assert render(timeless(merged), name) == render(timeless(full), name)


def test_the_full_run_has_what_only_a_merge_can_find(audit: Any) -> None:
    """The comparison above would say little if nothing depended on all pages."""
    full, part = audit(), audit("1/3")

    assert rules_of(full) == {"image-alt", "duplicate-page-title", "unused-suppression"}
    assert rules_of(part) == {"image-alt"}
    assert full.suppressed
    assert any(place.source for item in full.findings for place in item.locations)


def test_fixed_entries_of_the_baseline_are_found_on_merge(
    site: Path, audit: Any, shards: Any
) -> None:
    path = site.parent / "a11ycheck-baseline.json"
    today = date(2026, 11, 5)
    grown = match_baseline(audit().findings, Baseline()).grown(RULES, today=today, reason="later")
    gone = msgspec.structs.replace(grown.entries[0], fragment="<img src=gone>")
    write_baseline(path, Baseline(entries=(*grown.entries, gone)))

    full, merged = audit(), api.merge(shards())

    assert full.fixed
    assert timeless(merged) == timeless(full)
    assert audit("1/3").fixed == ()


def test_a_merge_needs_neither_site_nor_sources_nor_configuration(
    site: Path, audit: Any, shards: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, paths = audit(), shards()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = [path.rename(elsewhere / path.name) for path in paths]
    monkeypatch.chdir(elsewhere)
    shutil.rmtree(site)
    (tmp_path / "text.md").unlink()
    (tmp_path / "a11ycheck.toml").unlink()

    assert timeless(api.merge(moved)) == timeless(full)


def test_a_merge_may_have_another_baseline_and_threshold(shards: Any) -> None:
    paths = shards()

    assert api.merge(paths, fail_on="never").exit_code is ExitCode.CLEAN
    with pytest.raises(UserError, match=r"no baseline other\.json"):
        api.merge(paths, baseline="other.json")


def test_pages_of_a_missing_shard_are_not_tested(shards: Any, audit: Any) -> None:
    first, _, third = shards()
    lost = audit("2/3").audited

    report = api.merge([first, third])

    assert report.exit_code is ExitCode.NOT_TESTED
    assert [item.page for item in report.not_tested] == sorted(lost)
    assert {str(item.reason) for item in report.not_tested} == {
        "the report of shard 2 of 3 is missing"
    }
    assert report.planned == len(report.audited) + len(report.not_tested) == len(NUMBERS)


def test_an_interrupted_shard_makes_the_merged_report_partial(shards: Any, audit: Any) -> None:
    def interrupted(pages: list[Page]) -> Iterator[Result]:
        yield from measured(pages[:1])
        raise KeyboardInterrupt

    paths = shards()
    paths[1].write_text(render(audit("2/3", visits=interrupted), "json"), encoding="utf-8")

    report = api.merge(paths)

    assert report.interrupted
    assert len(report.not_tested) == 2
    assert report.exit_code is ExitCode.NOT_TESTED


def test_a_redirect_to_a_page_of_another_shard_leads_to_an_audited_page(
    audit: Any, shards: Any
) -> None:
    def redirected(pages: list[Page]) -> Iterator[Result]:
        for page in pages:
            if page.path == "page-7.html":
                # The stand-in assigns a redirect to the first page that is left.
                others = [item for item in pages if item is not page]
                yield from measured(others)
                target = page.url.replace("page-7", "page-1")
                yield Redirected(hops=(Hop(url=page.url), Hop(url=target)))
                return
        yield from measured(pages)

    full = audit(visits=redirected)

    assert [item.page for item in full.skipped] == ["page-7.html"]
    assert timeless(api.merge(shards(9, visits=redirected))) == timeless(full)


# --- which report a shard has ----------------------------------------------------------------------------


def test_each_shard_names_itself_in_its_report(audit: Any) -> None:
    report = audit("2/3")

    assert report.shard == Shard(index=2, count=3)
    assert str(report.notices[0].message).startswith("This is shard 2 of 3, with 3 of 9 pages.")
    assert "shard 2 of 3" in render(report, "terminal").replace("\n  ", " ")
    assert "shard 2 of 3" in render(report, "html")
    assert json.loads(render(report, "json"))["shard"]["index"] == 2
    run = json.loads(render(report, "sarif"))["runs"][0]
    assert run["automationDetails"]["id"] == "a11ycheck/site/shard-2-of-3/"
    assert 'name="a11ycheck (shard 2 of 3)"' in render(report, "junit")


def test_a_report_of_all_pages_has_no_shard(audit: Any) -> None:
    assert json.loads(render(audit(), "json"))["shard"] is None


# --- which pages a shard covers --------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100])
def test_shards_cover_all_pages_once_in_equal_parts(count: int) -> None:
    pages = [f"guide/{number}.html" for number in range(100)]

    parts = [pages_of_shard(pages, Shard(index=n, count=count)) for n in range(1, count + 1)]

    assert sorted(page for part in parts for page in part) == sorted(pages)
    assert {len(part) for part in parts} <= {100 // count, 100 // count + 1}
    assert all(list(part) == [page for page in pages if page in part] for part in parts)


def test_a_new_page_moves_few_others_to_another_shard() -> None:
    pages = [f"guide/{number}.html" for number in range(1000)]

    def shard_of(pages: list[str]) -> dict[str, int]:
        parts = {n: pages_of_shard(pages, Shard(index=n, count=4)) for n in range(1, 5)}
        return {page: number for number, part in parts.items() for page in part}

    before, after = shard_of(pages), shard_of(["index.html", *pages])

    assert sum(before[page] != after[page] for page in pages) <= 3


def test_the_order_of_pages_does_not_decide_their_shard() -> None:
    pages = [f"{number}.html" for number in range(50)]
    shard = Shard(index=2, count=3)

    assert set(pages_of_shard(pages, shard)) == set(pages_of_shard(reversed(pages), shard))


# --- mistakes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", "1/3/5", "1/ 3", "٢/٣"])
def test_what_is_no_shard_is_refused(text: str, audit: Any) -> None:
    with pytest.raises(UserError, match="is not a shard") as raised:
        audit(text)
    assert "1/3" in raised.value.hint


def test_a_single_page_is_no_plural() -> None:
    with pytest.raises(UserError, match="there is 1 page for 2 shards"):
        pages_of_shard(["a.html"], Shard(index=1, count=2))


def test_there_are_no_more_shards_than_pages(audit: Any) -> None:
    with pytest.raises(UserError, match="there are 9 pages for 10 shards"):
        audit("1/10")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda report: report["tool"].update(version="0.0.1"), "was written by a11ycheck 0.0.1"),
        (lambda report: report.update(shard=None), "is the report of a whole run"),
        (lambda report: report.pop("schema"), "is not a JSON report of a11ycheck"),
        (lambda report: report["shard"].update(evidence="AAAA"), "The evidence in .* is damaged"),
        (lambda report: report["shard"].pop("evidence"), "The evidence in .* is damaged"),
    ],
)
def test_a_report_that_cannot_be_merged_is_named(change: Any, words: str, shards: Any) -> None:
    first, second, third = shards()
    report = json.loads(second.read_text())
    change(report)
    second.write_text(json.dumps(report))

    with pytest.raises(UserError, match=words) as raised:
        api.merge([first, second, third])
    assert "shard-2.json" in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_no_report_is_named(content: bytes, shards: Any) -> None:
    paths = shards()
    paths[1].write_bytes(content)

    with pytest.raises(UserError, match=r"shard-2\.json is not a JSON report"):
        api.merge(paths)


def test_a_shard_that_comes_twice_is_refused(shards: Any) -> None:
    paths = shards()
    copy = paths[0].with_name("copy.json")
    copy.write_bytes(paths[0].read_bytes())

    with pytest.raises(UserError, match=r"shard-1\.json and .*copy\.json are both of shard 1"):
        api.merge([*paths, copy])


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"variants": ("phone-dark",)}, "the setting `variants` differs"),
        ({"allow_hosts": ("cdn.example",)}, "the setting `allow_hosts` differs"),
        ({"baseline": ""}, "baselines differ"),
    ],
)
def test_shards_of_other_configurations_are_not_merged(
    settings: dict[str, Any], words: str, site: Path, audit: Any, shards: Any
) -> None:
    write_baseline(site.parent / "a11ycheck-baseline.json", Baseline(entries=()))
    paths = shards()
    paths[1].write_text(render(audit("2/3", **settings), "json"))

    with pytest.raises(UserError, match=words):
        api.merge(paths)


def test_shards_of_another_count_are_not_merged(audit: Any, shards: Any) -> None:
    paths = shards()
    paths[1].write_text(render(audit("2/2"), "json"))

    with pytest.raises(UserError, match="one of 3 shards, the other of 2"):
        api.merge(paths)


def test_shards_of_another_build_are_not_merged(site: Path, audit: Any, shards: Any) -> None:
    paths = shards()
    (site / "page-2.html").unlink()
    paths[1].write_text(render(audit("2/3"), "json"))

    with pytest.raises(UserError, match="the sites have different pages"):
        api.merge(paths)


def test_shards_of_another_browser_are_not_merged(
    audit: Any, shards: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = shards()
    monkeypatch.setattr(PoolOf, "browser", "Chromium 157")
    paths[1].write_text(render(audit("2/3"), "json"))

    with pytest.raises(UserError, match="the browsers are Chromium 156 and Chromium 157"):
        api.merge(paths)
