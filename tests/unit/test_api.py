"""The functions behind every front end, without a browser: their results, and the key of the cache."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import urllib3

import a11ycheck
from a11ycheck import api
from a11ycheck.browser import Launcher
from a11ycheck.config import Config
from a11ycheck.errors import BrowserError
from a11ycheck.model import (
    ExitCode,
    Page,
    PageEvidence,
    Precision,
    Report,
    SourceFact,
    SourceKind,
    SourceLocation,
)
from a11ycheck.run import conclusion, judgement
from a11ycheck.signals import ENDING, Signals
from pool_of_pages import PoolOf, Result, counts, evidence_of, failing


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    for name in ("index.html", "about.html"):
        (folder / name).write_text('<!doctype html><meta charset="utf-8"><title>x</title><p>Text.')
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def run(site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Report, PoolOf]]:
    """Return a function that audits the site with a pool that finds an image without alt on each page."""

    def run(visits: Any = failing, **settings: Any) -> tuple[Report, PoolOf]:
        def visits_with_requests(pages: list[Page]) -> Iterable[Result]:
            for page in pages:
                # The cache keeps only what our server has sent.
                urllib3.request("GET", page.url)
            return visits(pages)

        pool = PoolOf(visits_with_requests)
        monkeypatch.setattr("a11ycheck.browser.Pool", pool)
        config = Config(**{"select": ("image-alt",), "baseline": "", **settings})
        return api.audit([str(site)], config).report, pool

    return run


def test_every_page_is_in_the_report(run: Any) -> None:
    report, _ = run()

    assert counts(report) == (2, 2, 0, 0)
    assert [finding.pages for finding in report.findings] == [("about.html", "index.html")]
    assert report.exit_code is ExitCode.FINDINGS


def test_a_page_that_a_rule_deletes_leaves_a_report(run: Any, site: Path) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        for page in pages:
            yield evidence_of(page)
            (site / "index.html").unlink(missing_ok=True)

    report, _ = run(visits)

    assert counts(report) == (2, 1, 0, 1)
    assert report.not_tested[0].page == "index.html"


def test_parse_errors_are_evidence_if_a_rule_needs_them(run: Any, site: Path) -> None:
    (site / "about.html").write_text("<!doctype html><title>x</title><div>")

    report, _ = run(lambda pages: map(evidence_of, pages), select=("html-parse-error",))
    assert [(item.rule, item.pages) for item in report.findings] == [
        ("html-parse-error", ("about.html",))
    ]
    assert report.outcomes["index.html"]["html-parse-error"] == "passed"

    report, _ = run(lambda pages: map(evidence_of, pages), select=("image-alt",))
    assert report.findings == ()


def test_a_planned_page_that_is_missing_in_the_report_is_a_bug(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_report = conclusion.make_report

    def lose_a_page(gathered: Any, *more: Any, **how: Any) -> Report:
        return make_report(replace(gathered, evidence=gathered.evidence[1:]), *more, **how)

    monkeypatch.setattr(conclusion, "make_report", lose_a_page)
    with pytest.raises(AssertionError, match="2 pages were planned, but 1 are in the report"):
        run()


# --- signals ------------------------------------------------------------------------------------------


@pytest.fixture
def signals() -> Iterator[Signals]:
    """The handlers of a program."""
    installed = Signals(patience=600)
    installed.install()
    installed.begin()
    yield installed
    installed.restore()


@pytest.fixture
def interrupt(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that lets signals arrive while a stage of the run works."""

    def interrupt(stage: str, times: int) -> None:
        module = api if hasattr(api, stage) else conclusion
        work, numbers = getattr(module, stage), [signal.SIGTERM] * times

        def interrupted(*arguments: Any, **named: Any) -> Any:
            while numbers:
                signal.raise_signal(numbers.pop())
            return work(*arguments, **named)

        monkeypatch.setattr(module, stage, interrupted)

    return interrupt


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize("stage", ["open_sites", "read_policy", "measure"])
def test_a_signal_before_the_first_page_leaves_a_report(
    stage: str, run: Any, interrupt: Callable[..., None]
) -> None:
    interrupt(stage, 1)

    report, pool = run()

    assert counts(report) == (2, 0, 0, 2)
    assert (report.interrupted, report.exit_code) == (True, ExitCode.NOT_TESTED)
    assert pool.asked == []


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize("stage", ["judge_pages", "apply_policy", "make_report"])
def test_a_signal_after_the_last_page_leaves_the_whole_report(
    stage: str, run: Any, interrupt: Callable[..., None]
) -> None:
    interrupt(stage, 1)

    report, _ = run()

    assert counts(report) == (2, 2, 0, 0)
    assert len(report.findings) == 1
    assert (report.interrupted, report.exit_code) == (True, ExitCode.NOT_TESTED)


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("stage", ["judge_pages", "apply_policy", "make_report"])
def test_a_second_signal_ends_the_judgement(
    stage: str, times: int, run: Any, interrupt: Callable[..., None]
) -> None:
    interrupt(stage, times)

    report, _ = run()

    assert counts(report) == (2, 0, 0, 2)
    assert report.findings == ()
    assert (report.interrupted, report.exit_code) == (True, ExitCode.NOT_TESTED)


def test_an_audit_installs_no_handlers(run: Any) -> None:
    def handlers() -> list[Any]:
        return [signal.getsignal(number) for number in ENDING]

    seen = []

    def visits(pages: list[Page]) -> Iterator[Result]:
        seen.append(handlers())
        yield from map(evidence_of, pages)

    before = handlers()
    run(visits)

    assert seen == [before]
    assert handlers() == before


# --- the key of the cache -------------------------------------------------------------------------------


def test_a_second_run_uses_the_cache(run: Any) -> None:
    first, _ = run()
    second, pool = run()

    assert (first.cached, second.cached, pool.asked) == (0, 2, [])
    assert second.findings == first.findings


@pytest.mark.parametrize(
    "change",
    [
        {"variants": ("phone-light",)},
        {"select": ("image-alt", "link-name")},
        {"allow_hosts": ("cdn.example",)},
        {"base": "/docs/"},
    ],
)
def test_a_run_with_other_settings_neither_uses_nor_replaces_the_entries(
    run: Any, change: dict[str, Any]
) -> None:
    run()
    report, _ = run(**change)
    again, _ = run()

    assert (report.cached, again.cached) == (0, 2)


@pytest.mark.parametrize("name", ["browser", "fonts", "locale", "time_zone"])
def test_another_machine_or_browser_measures_again(
    name: str, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    identity = Launcher.identity
    monkeypatch.setattr(
        Launcher, "identity", lambda launcher: {**identity(launcher), name: "another"}
    )

    report, _ = run()

    assert report.cached == 0


def test_without_a_browser_the_key_does_not_depend_on_the_current_folder(
    run: Any, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_arguments: object) -> None:
        message = "there is no browser"
        raise BrowserError(message)

    monkeypatch.setattr("a11ycheck.browser.launcher.find_binaries", none)
    cache_dir = str(site.parent / "cache")
    run(cache_dir=cache_dir)
    (site.parent / "new").mkdir()  # changes the state of the current folder
    monkeypatch.chdir(site.parent / "new")

    report, _ = run(cache_dir=cache_dir)

    assert report.cached == 2


# --- sources --------------------------------------------------------------------------------------------


def test_sources_are_judged_without_a_page() -> None:
    fact = SourceFact(
        kind=SourceKind.LINK,
        location=SourceLocation(file="a.md", line=3, precision=Precision.EXACT),
        snippet="[](b.md)",
        facts={},
    )
    documents = [PageEvidence(page="a.md", source=(fact,)), PageEvidence(page="b.md")]

    report = api.audit_source(documents, (), Config(baseline="", select=("source",)))

    assert counts(report) == (2, 2, 0, 0)
    assert report.tool.browser == report.tool.axe == ""


def test_a_report_names_comments_that_were_meant_to_suppress_something(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text("% a11ycheck ignore image-alt -- A logo.\n", "utf-8")
    config = Config(baseline="", select=("source",))

    report = api.audit_source([PageEvidence(page="a.md")], [("a.md", source)], config)

    (message,) = (str(item.message) for item in report.notices if "a.md" in str(item.message))
    assert message.startswith("a.md:1: This suppresses nothing. Write % a11ycheck: ")


# --- the package ----------------------------------------------------------------------------------------


def test_every_public_name_can_be_imported() -> None:
    for name in a11ycheck.__all__:
        assert getattr(a11ycheck, name) is not None
    assert set(dir(a11ycheck)) == set(a11ycheck.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = a11ycheck.nothing


def test_a_bug_that_one_page_triggers_costs_that_page_and_no_report(
    run: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = judgement.locate

    def locate(evaluation: Any, selection: Any, sites: Any, audited: tuple[str, ...]) -> Any:
        if "about.html" in audited:
            raise KeyError("item{x}")
        return real(evaluation, selection, sites, audited)

    monkeypatch.setattr(judgement, "locate", locate)

    report, _ = run()

    assert report.exit_code is ExitCode.NOT_TESTED
    assert report.audited == ("index.html",)
    assert [finding.pages for finding in report.findings] == [("index.html",)]
    ((page, reason),) = [(item.page, str(item.reason)) for item in report.not_tested]
    assert page == "about.html"
    assert reason == "a bug in a11ycheck: its results cannot be judged (KeyError: 'item{x}')"
    assert "Traceback" in caplog.text


def test_a_bug_that_several_pages_trigger_together_still_leaves_a_report(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = judgement.locate

    def locate(evaluation: Any, selection: Any, sites: Any, audited: tuple[str, ...]) -> Any:
        if len(audited) > 1:
            raise KeyError(audited)
        return real(evaluation, selection, sites, audited)

    monkeypatch.setattr(judgement, "locate", locate)

    report, _ = run()

    assert report.exit_code is ExitCode.NOT_TESTED
    assert counts(report) == (2, 0, 0, 2)
