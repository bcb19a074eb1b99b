"""A browser that dies costs time and no page; what was started is ended, whatever happens."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool
from a11ycheck.browser.session import Session
from a11ycheck.errors import BrowserError
from a11ycheck.model import NotTested, Page, PageEvidence

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_left")]

PAGE = (
    '<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1><img src="x"></main>'
)
FATAL = PAGE + '<script src="{}"></script>'


def _browser(session: Session) -> int:
    assert session._browser_pid is not None
    return session._browser_pid


def _driver(session: Session) -> int:
    assert session._service is not None
    return session._service.process.pid


@pytest.fixture
def pool(plan_for: Any) -> Pool:
    return Pool(Launcher(timeout=20), plan_for(["image-alt"]), jobs=1)


class Killer:
    """A server's answer that ends whatever runs in a pool, for so many times."""

    def __init__(self, pool: Pool, victim: Callable[[Session], int], times: int) -> None:
        self.pool, self.victim, self.left = pool, victim, times

    def __call__(self, handler: Any) -> None:
        if self.left:
            self.left -= 1
            for session in list(self.pool._sessions):
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
    victim: Callable[[Session], int], pool: Pool, fatal_site: Any
) -> None:
    results = list(pool.visit(fatal_site(Killer(pool, victim, times=1))))

    assert [type(result) for result in results] == [PageEvidence] * 3
    assert sorted(result.page for result in results) == ["a.html", "b.html", "c.html"]
    assert {result.rule for page in results for result in page.axe} == {"image-alt"}
    assert all(page.axe for page in results)


def test_a_page_that_kills_two_browsers_is_given_up_and_the_next_is_audited(
    pool: Pool, fatal_site: Any
) -> None:
    results = list(pool.visit(fatal_site(Killer(pool, _browser, times=2))))

    (lost,) = [result for result in results if isinstance(result, NotTested)]
    assert lost.page == "b.html"
    assert lost.reason.startswith("the browser died on it, twice (")
    assert {result.page for result in results if isinstance(result, PageEvidence)} == {
        "a.html",
        "c.html",
    }


def test_closing_early_ends_everything_at_once(
    plan_for: Any, site: Any, server: Any, pages_at: Any
) -> None:
    """As on Ctrl-C: one result is taken, while another browser waits for a page that never comes."""
    asked, released = threading.Event(), threading.Event()

    def never(_handler: Any) -> None:
        asked.set()
        released.wait(60)

    base = site(dict.fromkeys(("a.html", "b.html"), PAGE))
    slow = Page(path="slow.html", url=server.answer("slow.html", never))
    pool = Pool(Launcher(timeout=60), plan_for(["image-alt"], timeout=60), jobs=2)
    try:
        with closing(pool.visit([slow, *pages_at(base, "a.html", "b.html")])) as results:
            first = next(results)
            assert asked.wait(60)
    finally:
        released.set()

    assert isinstance(first, PageEvidence)
    assert pool._sessions == set()
    assert not [thread.name for thread in threading.enumerate() if "_work" in thread.name]


def test_a_bug_in_a_visit_is_raised_and_leaves_nothing(
    pool: Pool, site: Any, pages_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> Iterator[None]:
        message = "a bug"
        raise RuntimeError(message)

    monkeypatch.setattr("a11ycheck.browser.visit.Visitor._traffic", broken)

    with pytest.raises(RuntimeError, match="a bug"):
        list(pool.visit(pages_at(site(PAGE), "index.html")))


def test_a_browser_that_cannot_be_prepared_is_ended(
    plan_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> None:
        message = "refused"
        raise BrowserError(message)

    monkeypatch.setattr("a11ycheck.browser.launcher.prepare", refused)

    with pytest.raises(BrowserError, match="refused"):
        Launcher(timeout=20).start(("127.0.0.1:1",), plan_for(["image-alt"]))


def test_a_session_that_is_closed_twice_leaves_nothing() -> None:
    closed = Launcher(timeout=20).start(("127.0.0.1:1",))

    closed.close()
    closed.close()

    with pytest.raises(BrowserError, match="was closed"):
        closed.navigate("about:blank")
