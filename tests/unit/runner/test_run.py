"""An audit visits what it has to, counts every page, and reports what it saw, Ctrl-C or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Redirected
from a11ycheck.model import (
    AxeNode,
    AxeResult,
    Element,
    ExitCode,
    Impact,
    NotTested,
    Outcome,
    Page,
    PageEvidence,
    Report,
    Request,
    Skipped,
)
from a11ycheck.runner import Audit, Progress, Site, make_plan, make_selection
from a11ycheck.store import EvidenceCache

ORIGIN = "http://127.0.0.1:4000"
Result = PageEvidence | NotTested | Redirected
Visits = Callable[[list[Page]], Iterable[Result]]


def _page(name: str) -> Page:
    return Page(path=name, url=f"{ORIGIN}/{name}")


def _evidence(page: Page, *, fault: bool = False, **changes: Any) -> PageEvidence:
    node = AxeNode(element=Element(target=("img",), html="<img>", in_main=True), impact=None)
    failed = AxeResult(
        rule="image-alt", outcome=Outcome.FAILED, variants=("phone-light",), nodes=(node,)
    )
    own = Request(url=page.url, kind="document", status=200, wire_bytes=1000)
    axe = (failed,) if fault else ()
    return replace(PageEvidence(page=page.path, axe=axe, requests=(own,)), **changes)


def _faulty(pages: list[Page]) -> Iterator[PageEvidence]:
    return (_evidence(page, fault=True) for page in pages)


class PoolOf:
    """Stands in for browsers: it gives back what a test says, and notes what was asked for."""

    browser = "Chromium 156"

    def __init__(self, visits: Visits) -> None:
        self.visits = visits
        self.asked: list[str] = []
        self.closed = False

    def __call__(self, *_arguments: object, **_options: object) -> PoolOf:
        return self

    def visit(self, pages: Iterable[Page]) -> Iterator[Result]:
        waiting = list(pages)
        self.asked += [page.path for page in waiting]
        try:
            yield from self.visits(waiting)
        finally:
            self.closed = True


@pytest.fixture
def audit(variants: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Report, PoolOf]]:
    """Return a function that audits pages without a browser."""

    def audit(
        visits: Visits,
        *names: str,
        cache: EvidenceCache | None = None,
        file_for: Any = None,
        rules: tuple[str, ...] = ("image-alt", "third-party-request"),
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        **arguments: Any,
    ) -> tuple[Report, PoolOf]:
        pool = PoolOf(visits)
        monkeypatch.setattr("a11ycheck.runner.run.Pool", pool)
        selection = make_selection(rules, (), {})
        run = Audit(
            selection=selection,
            plan=make_plan(selection, (variants["phone-light"],), timeout=30),
            launcher=Launcher(timeout=30),
            jobs=1,
            fail_on=Impact.MINOR,
            cache=cache,
            on_progress=on_progress,
        )
        site = Site(origin=ORIGIN, pages=tuple(map(_page, names)), file_for=file_for)
        return run.run([site], targets=("site",), **arguments), pool

    return audit


def _counts(report: Report) -> tuple[int, int, int, int]:
    assert report.planned == len(report.audited) + len(report.skipped) + len(report.not_tested)
    return report.planned, len(report.audited), len(report.skipped), len(report.not_tested)


def test_clean_pages_make_a_clean_report(audit: Any) -> None:
    report, pool = audit(lambda pages: map(_evidence, pages), "a.html", "b.html")

    assert _counts(report) == (2, 2, 0, 0)
    assert report.exit_code is ExitCode.CLEAN
    assert report.tool.browser == "Chromium 156"
    assert report.variants == ("phone-light",)
    assert report.rules_run == 2
    assert [(item.page, item.wire_bytes, item.requests) for item in report.weights] == [
        ("a.html", 1000, 1),
        ("b.html", 1000, 1),
    ]
    assert pool.closed


def test_a_fault_is_a_finding(audit: Any) -> None:
    report, _ = audit(_faulty, "a.html")

    assert report.exit_code is ExitCode.FINDINGS
    (finding,) = report.findings
    assert (str(finding.rule), finding.pages) == ("image-alt", ("a.html",))


def test_pages_are_reported_in_their_own_order(audit: Any) -> None:
    names = ("c.html", "a.html", "b.html")

    report, _ = audit(lambda pages: map(_evidence, pages[::-1]), *names)

    assert report.audited == names


def test_a_page_that_was_not_tested_wins_over_findings(audit: Any) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        yield _evidence(pages[0], fault=True)
        yield NotTested(page=pages[1].path, reason="the server sent nothing")

    report, _ = audit(visits, "a.html", "b.html")

    assert _counts(report) == (2, 1, 0, 1)
    assert report.exit_code is ExitCode.NOT_TESTED
    assert len(report.findings) == 1


@pytest.mark.parametrize(
    ("target", "reason", "code"),
    [
        ("b.html", "redirects to b.html, which is audited", ExitCode.CLEAN),
        ("b.html#part", "redirects to b.html#part, which is audited", ExitCode.CLEAN),
        ("folder/", "redirects to folder/, which is audited", ExitCode.CLEAN),
        ("gone.html", "redirects to gone.html, which is not audited", ExitCode.NOT_TESTED),
    ],
)
def test_a_redirect_loses_nothing_where_its_target_is_audited(
    target: str, reason: str, code: ExitCode, audit: Any
) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        yield Redirected(page=pages[0], url=f"{ORIGIN}/{target}")
        yield from map(_evidence, pages[1:])

    report, _ = audit(visits, "a.html", "b.html", "folder/index.html")

    not_tested = int(code is ExitCode.NOT_TESTED)
    assert _counts(report) == (3, 2, 1 - not_tested, not_tested)
    assert [item.reason for item in (*report.skipped, *report.not_tested)] == [reason]
    assert report.exit_code is code


def test_ctrl_c_gives_a_report_of_what_was_seen(audit: Any) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        yield _evidence(pages[0], fault=True)
        raise KeyboardInterrupt

    report, pool = audit(visits, "a.html", "b.html", "c.html")

    assert _counts(report) == (3, 1, 0, 2)
    assert report.interrupted
    assert report.exit_code is ExitCode.NOT_TESTED
    assert len(report.findings) == 1
    assert [item.page for item in report.not_tested] == ["b.html", "c.html"]
    assert {item.reason for item in report.not_tested} == {"the audit was interrupted before it"}
    assert pool.closed


def test_ctrl_c_while_a_result_is_shown_ends_the_browsers(audit: Any) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.done == 1:
            raise KeyboardInterrupt

    report, pool = audit(
        lambda pages: map(_evidence, pages), "a.html", "b.html", on_progress=interrupt
    )

    assert _counts(report) == (2, 1, 0, 1)
    assert pool.closed


def test_a_bug_is_no_interruption(audit: Any) -> None:
    def visits(_pages: list[Page]) -> Iterator[Result]:
        message = "a bug"
        raise RuntimeError(message)
        yield

    with pytest.raises(RuntimeError, match="a bug"):
        audit(visits, "a.html")


def test_what_was_settled_before_is_counted_and_told(audit: Any) -> None:
    report, _ = audit(
        lambda pages: map(_evidence, pages),
        "a.html",
        skipped=(Skipped(page="genindex.html", reason="it is left out"),),
        not_tested=(NotTested(page="http://x/", reason="no such host"),),
    )

    assert _counts(report) == (3, 1, 1, 1)
    assert report.exit_code is ExitCode.NOT_TESTED


def test_progress_counts_up_to_what_was_planned(audit: Any) -> None:
    seen: list[Progress] = []

    audit(lambda pages: map(_evidence, pages), "a.html", "b.html", on_progress=seen.append)

    assert [(item.page, item.done, item.planned) for item in seen] == [
        ("a.html", 1, 2),
        ("b.html", 2, 2),
    ]


def test_notices_of_pages_are_told(audit: Any) -> None:
    report, _ = audit(
        lambda pages: (_evidence(page, notices=("It called alert().",)) for page in pages),
        "a.html",
    )

    assert [(item.page, item.message) for item in report.notices] == [
        ("a.html", "It called alert().")
    ]


def test_no_page_needs_no_browser(audit: Any) -> None:
    report, pool = audit(lambda _pages: ())

    assert _counts(report) == (0, 0, 0, 0)
    assert pool.asked == []


class TestCache:
    @pytest.fixture
    def files(self, tmp_path: Path) -> Path:
        (tmp_path / "a.html").write_text("A")
        (tmp_path / "b.html").write_text("B")
        return tmp_path

    @pytest.fixture
    def again(self, audit: Any, files: Path) -> Callable[..., tuple[Report, PoolOf]]:
        def file_for(address: str) -> Path | None:
            path = files / address.lstrip("/")
            return path if path.is_file() else None

        def again(setting: str = "", **options: Any) -> tuple[Report, PoolOf]:
            cache = EvidenceCache(folder=files / "cache", setting=setting)
            return audit(_faulty, "a.html", "b.html", cache=cache, file_for=file_for, **options)

        return again

    def test_a_second_run_visits_nothing_and_says_the_same(self, again: Any) -> None:
        first, _ = again()
        second, pool = again()

        assert pool.asked == []
        assert second.cached == 2
        assert second.findings == first.findings
        assert second.weights == first.weights
        assert second.tool == first.tool

    def test_only_the_page_that_changed_is_visited(self, again: Any, files: Path) -> None:
        again()
        (files / "b.html").write_text("changed")

        report, pool = again()

        assert pool.asked == ["b.html"]
        assert _counts(report) == (2, 2, 0, 0)
        assert report.cached == 1

    def test_kept_evidence_is_judged_anew(self, again: Any) -> None:
        again()

        report, pool = again(rules=("third-party-request",))

        assert pool.asked == []
        assert report.findings == ()

    def test_another_setting_visits_everything(self, again: Any) -> None:
        again()

        _, pool = again("another")

        assert pool.asked == ["a.html", "b.html"]

    def test_addresses_are_kept_without_the_servers_port(self, again: Any, files: Path) -> None:
        again()

        for entry in (files / "cache").glob("*.json"):
            assert "4000" not in entry.read_text()


def test_pages_that_were_not_tested_are_never_kept(audit: Any, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("A")
    cache = EvidenceCache(folder=tmp_path / "cache", setting="")

    audit(
        lambda pages: [NotTested(page=page.path, reason="x") for page in pages],
        "a.html",
        cache=cache,
        file_for=lambda _address: tmp_path / "a.html",
    )

    assert not cache.folder.exists()
