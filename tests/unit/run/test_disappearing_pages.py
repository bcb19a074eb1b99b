"""A page that disappears or becomes unreadable during the audit is not tested; the others are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool, VisitPlan
from a11ycheck.cache import EvidenceCache, cache_info
from a11ycheck.errors import BrowserError
from a11ycheck.model import ExitCode, NotTested, Page, Request, plain_message
from pool_of_pages import Result, counts, evidence_of

REASON = "its file cannot be read: No such file or directory"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("<!doctype html><title>x</title>")
    return tmp_path


def visits_of(folder: Path, before: Callable[[Page], None]) -> Callable[[list[Page]], Any]:
    """Return visits that answer as a browser would, after something has happened to the page."""

    def visits(pages: list[Page]) -> Iterator[Result]:
        for page in pages:
            before(page)
            if (folder / page.path).is_file():
                own = Request(url=page.url, kind="document", status=200, wire_bytes=1000)
                yield evidence_of(page, requests=(own,))
            else:
                reason = plain_message("the server responded with 404 Not Found")
                yield NotTested(page=page.path, reason=reason)

    return visits


def remove(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)


def test_between_collecting_and_visiting(audit: Any, folder: Path, open_cache: Any) -> None:
    remove(folder, "a.html")
    cache = open_cache(folder / "cache")

    report, _ = audit(
        visits_of(folder, lambda _page: None), "a.html", "b.html", folder=folder, cache=cache
    )

    assert counts(report) == (2, 1, 0, 1)
    assert report.not_tested[0].page == "a.html"
    assert report.exit_code is ExitCode.NOT_TESTED


def test_while_it_is_visited(audit: Any, folder: Path, open_cache: Any) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        for page in pages:
            (result,) = visits_of(folder, lambda _page: None)([page])
            if page.path == "a.html":
                remove(folder, "a.html")
            yield result

    cache = open_cache(folder / "cache")
    report, _ = audit(visits, "a.html", "b.html", folder=folder, cache=cache)

    assert counts(report) == (2, 1, 0, 1)
    reasons = [str(item.reason) for item in report.not_tested]
    assert reasons == [REASON]
    # What is not there any more cannot be compared with in the next run.
    assert cache_info(cache.folder).pages == 1


def test_in_a_run_from_the_cache(audit: Any, folder: Path, open_cache: Any) -> None:
    visits = visits_of(folder, lambda _page: None)
    audit(
        visits,
        "a.html",
        "b.html",
        folder=folder,
        cache=open_cache(folder / "cache"),
    )
    remove(folder, "a.html")

    again = open_cache(folder / "cache")
    report, pool = audit(visits, "a.html", "b.html", folder=folder, cache=again)

    assert pool.asked == ["a.html"]
    assert counts(report) == (2, 1, 0, 1)
    assert report.cached == 1


def test_after_it_was_found_in_the_cache(
    audit: Any, folder: Path, open_cache: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = visits_of(folder, lambda _page: None)
    audit(
        visits,
        "a.html",
        "b.html",
        folder=folder,
        cache=open_cache(folder / "cache"),
    )
    get = EvidenceCache.get

    def get_and_remove(cache: EvidenceCache, page: Page, *more: Any, **how: Any) -> Any:
        found = get(cache, page, *more, **how)
        if page.path == "a.html":
            remove(folder, "a.html")
        return found

    monkeypatch.setattr(EvidenceCache, "get", get_and_remove)
    again = open_cache(folder / "cache")
    report, pool = audit(visits, "a.html", "b.html", folder=folder, cache=again)

    assert pool.asked == []
    assert counts(report) == (2, 1, 0, 1)
    assert [str(item.reason) for item in report.not_tested] == [REASON]
    assert report.cached == 1


def test_a_file_that_a_page_loads_may_disappear(audit: Any, folder: Path, open_cache: Any) -> None:
    (folder / "style.css").write_text("p {}")
    style = Request(url="http://127.0.0.1:4000/style.css", kind="stylesheet", status=200)

    def visits(pages: list[Page]) -> Iterator[Result]:
        for page in pages:
            yield evidence_of(page, requests=(style,))
            remove(folder, "style.css")

    cache = open_cache(folder / "cache")
    report, _ = audit(visits, "a.html", "b.html", folder=folder, cache=cache)

    assert counts(report) == (2, 2, 0, 0)


def test_a_page_that_becomes_unreadable(audit: Any, folder: Path) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        for page in pages:
            yield evidence_of(page)

    (folder / "a.html").unlink()
    (folder / "a.html").mkdir()  # unreadable for root, too

    report, _ = audit(visits, "a.html", "b.html", folder=folder)

    assert counts(report) == (2, 1, 0, 1)
    assert "cannot be read" in str(report.not_tested[0].reason)


def test_browsers_are_started_although_a_page_has_disappeared(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        message = "no browser in this test"
        raise BrowserError(message)

    launcher = Launcher(timeout=1)
    monkeypatch.setattr(launcher, "begin", refuse)
    remove(folder, "a.html")
    pages = [
        Page(path=name, url=f"http://127.0.0.1:4000/{name}", file=folder / name)
        for name in ("a.html", "b.html")
    ]
    plan = VisitPlan(variants=(), axe_rules={}, probes=())

    results = list(Pool(launcher, plan, jobs=1).visit(pages))

    missed = [item.result.page for item in results if isinstance(item.result, NotTested)]
    assert sorted(missed) == ["a.html", "b.html"]


@pytest.mark.parametrize(
    "special", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")]
)
def test_a_page_that_becomes_something_else_is_never_opened(
    audit: Any, folder: Path, special: Callable[[Path], object]
) -> None:
    def replace_first(page: Page) -> None:
        if page.path == "b.html":
            remove(folder, "a.html")
            special(folder / "a.html")

    report, _ = audit(visits_of(folder, replace_first), "b.html", "a.html", folder=folder)

    (missed,) = report.not_tested
    assert str(missed.reason) == "its file cannot be read: it is not a regular file"


def test_a_page_of_any_size_is_not_read(audit: Any, folder: Path) -> None:
    with (folder / "a.html").open("wb") as file:
        file.truncate(3 << 29)

    report, _ = audit(visits_of(folder, lambda _page: None), "a.html", "b.html", folder=folder)

    (missed,) = report.not_tested
    assert str(missed.reason) == "its file cannot be read: it is larger than 67,108,864 bytes"
