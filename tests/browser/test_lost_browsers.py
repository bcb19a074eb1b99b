"""A browser that dies costs time and no page; what was started is ended, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool
from a11ycheck.browser.launcher import Start
from a11ycheck.browser.session import Session
from a11ycheck.errors import BrowserError
from a11ycheck.model import NotTested, Page, PageEvidence

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_left")]

PAGE = (
    '<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1><img src="x"></main>'
)
FATAL = PAGE + '<script src="{}"></script>'


def _browser(session: Session) -> int:
    assert session._driver is not None
    return int(session._driver.capabilities["goog:processID"])


def _driver(session: Session) -> int:
    assert session._service is not None
    return session._service.process.pid


class ListedLauncher(Launcher):
    """A launcher that knows the browsers that it has started and nobody has closed."""

    def __init__(self) -> None:
        super().__init__(timeout=20)
        self.started: list[Session] = []

    def begin(self) -> Start:
        return ListedStart(self)

    @property
    def running(self) -> list[Session]:
        return [session for session in self.started if session._driver is not None]


class ListedStart(Start):
    """A start whose browser is listed once it runs."""

    def __init__(self, launcher: ListedLauncher) -> None:
        super().__init__(launcher)
        self.listed = launcher.started

    def run(self) -> Session:
        self.listed.append(super().run())
        return self.listed[-1]


@pytest.fixture
def launcher() -> ListedLauncher:
    return ListedLauncher()


@pytest.fixture
def pool(launcher: ListedLauncher, plan_for: Any) -> Pool:
    return Pool(launcher, plan_for(["image-alt"]), jobs=1)


class Killer:
    """A server's answer that ends whatever a launcher has started, for so many times."""

    def __init__(
        self, launcher: ListedLauncher, victim: Callable[[Session], int], times: int
    ) -> None:
        self.launcher, self.victim, self.left = launcher, victim, times

    def __call__(self, handler: Any) -> None:
        if self.left:
            self.left -= 1
            for session in self.launcher.running:
                os.kill(self.victim(session), signal.SIGKILL)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/javascript")
        handler.end_headers()


@pytest.fixture
def fatal_site(site: Any, server: Any, pages_at: Any) -> Callable[[Killer], tuple[Page, ...]]:
    def fatal_site(killer: Killer) -> tuple[Page, ...]:
        fatal = FATAL.format(server.answer("kill.js", killer))
        base = site({"a.html": PAGE, "b.html": fatal, "c.html": PAGE})
        return pages_at(base, "a.html", "b.html", "c.html")

    return fatal_site


@pytest.mark.parametrize("victim", [_browser, _driver], ids=["browser", "driver"])
def test_a_page_whose_browser_died_is_visited_again(
    victim: Callable[[Session], int], launcher: ListedLauncher, pool: Pool, fatal_site: Any
) -> None:
    visits = list(pool.visit(fatal_site(Killer(launcher, victim, times=1))))

    results = [visit.result for visit in visits]
    assert [type(result) for result in results] == [PageEvidence] * 3
    (browser,) = {visit.browser for visit in visits}
    assert browser.startswith("chrome")
    assert sorted(result.page for result in results) == ["a.html", "b.html", "c.html"]
    assert {result.rule for page in results for result in page.axe} == {"image-alt"}
    assert all(page.axe for page in results)


def test_a_page_that_kills_two_browsers_is_given_up_and_the_next_is_audited(
    launcher: ListedLauncher, pool: Pool, fatal_site: Any
) -> None:
    visits = pool.visit(fatal_site(Killer(launcher, _browser, times=2)))
    results = [visit.result for visit in visits]

    (lost,) = [result for result in results if isinstance(result, NotTested)]
    assert lost.page == "b.html"
    assert str(lost.reason).startswith("the browser crashed on it twice (")
    assert {result.page for result in results if isinstance(result, PageEvidence)} == {
        "a.html",
        "c.html",
    }


def test_closing_early_ends_everything_at_once(
    launcher: ListedLauncher, plan_for: Any, site: Any, server: Any, pages_at: Any
) -> None:
    """As on Ctrl-C: one result is taken, while another browser waits for a page that never comes."""
    asked, released = threading.Event(), threading.Event()

    def never(_handler: Any) -> None:
        asked.set()
        released.wait(60)

    base = site(dict.fromkeys(("a.html", "b.html"), PAGE))
    slow = Page(path="slow.html", url=server.answer("slow.html", never))
    pool = Pool(launcher, plan_for(["image-alt"], timeout=60), jobs=2)
    try:
        with closing(pool.visit([slow, *pages_at(base, "a.html", "b.html")])) as results:
            first = next(results)
            assert asked.wait(60)
    finally:
        released.set()

    assert isinstance(first.result, PageEvidence)
    assert len(launcher.started) == 2
    assert launcher.running == []
    assert not [thread.name for thread in threading.enumerate() if "(run)" in thread.name]


def test_a_bug_in_a_visit_is_raised_and_leaves_nothing(
    pool: Pool, site: Any, pages_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> Iterator[None]:
        message = "a bug"
        raise RuntimeError(message)

    monkeypatch.setattr("a11ycheck.browser.page_load.PageLoader.load", broken)

    with pytest.raises(RuntimeError, match="a bug"):
        list(pool.visit(pages_at(site(PAGE), "index.html")))


def test_a_session_that_is_closed_twice_leaves_nothing() -> None:
    closed = Launcher(timeout=20).start()

    closed.close()
    closed.close()

    with pytest.raises(BrowserError, match="was closed"):
        closed.open_tab(())


def test_a_driver_that_ended_long_ago_is_not_mistaken_for_another_process(
    launcher: ListedLauncher, wait_until: Any
) -> None:
    """Once its exit code is collected, its number may belong to anybody: here to this process."""
    session = launcher.start()
    process = session._service.process
    pid = process.pid
    os.killpg(pid, signal.SIGKILL)
    wait_until(lambda: process.poll() is not None, "the end of the driver")
    process.pid = os.getpid()

    session.close()

    assert session._service is None


def test_a_driver_that_does_not_end_keeps_no_session_open(
    launcher: ListedLauncher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    session = launcher.start()
    process = session._service.process
    wait = process.wait

    def hangs(timeout: float | None = None) -> int:
        raise subprocess.TimeoutExpired("chromedriver", timeout or 0)

    monkeypatch.setattr(process, "wait", hangs)

    session.close()

    assert "does not end" in caplog.text
    assert wait(timeout=20) is not None
