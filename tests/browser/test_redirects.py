"""Where a page sends its reader elsewhere, the result says so, and says the same each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from a11ycheck.browser import Redirected
from a11ycheck.model import NotTested, PageEvidence

pytestmark = pytest.mark.browser

# Whether the browser has gone on already when it is asked where it is must not matter.
REPEATS = {"meta refresh": 10, "script soon after": 10}
OTHER_PAGE = '<!doctype html><html lang="en"><title>Other</title><main><h1>Other</h1></main>'
PAGE = '<!doctype html><html lang="en"><title>A page</title>{}<main><h1>A page</h1></main>'
ELSEWHERE = "http://elsewhere.invalid/page.html"

WAYS = {
    "meta refresh": '<meta http-equiv="refresh" content="0; url={}">',
    "meta refresh without url=": '<META HTTP-EQUIV="Refresh" CONTENT="0;{}">',
    "script while it loads": "<script>location.replace('{}')</script>",
    "script when it has loaded": "<script>onload = () => location.assign('{}')</script>",
    "script soon after": "<script>onload = () => setTimeout(() => location.href = '{}')</script>",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_leads_to_another_of_its_host_is_redirected(
    way: str, site: Any, outcome_of: Any
) -> None:
    source = PAGE.format(WAYS[way].format("other.html"))
    base = site({"index.html": source, "other.html": OTHER_PAGE})

    results = [
        outcome_of(base + "index.html", "document-title") for _ in range(REPEATS.get(way, 2))
    ]

    assert {type(result) for result in results} == {Redirected}
    assert {result.url for result in results} == {base + "other.html"}


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_leads_to_another_host_is_not_tested(
    way: str, visit_outcome: Callable[[str], object]
) -> None:
    source = PAGE.format(WAYS[way].format(ELSEWHERE))

    reasons = {_reason(visit_outcome(source)) for _ in range(2)}

    assert reasons == {"redirects to another host (elsewhere.invalid), which is not audited"}


def _reason(result: object) -> str:
    assert isinstance(result, NotTested), result
    return str(result.reason)


@pytest.fixture
def visit_outcome(site: Any, outcome_of: Any) -> Callable[[str], object]:
    return lambda source: outcome_of(site(source) + "index.html", "document-title")


def test_a_page_that_goes_away_while_it_is_looked_at_is_redirected(
    site: Any, outcome_of: Any
) -> None:
    """It goes when the window is turned: after the first variant was looked at, before the second."""
    script = "<script>onresize = () => location.replace('other.html')</script>"
    base = site({"index.html": PAGE.format(script), "other.html": OTHER_PAGE})

    results = [
        outcome_of(base + "index.html", "image-alt", names=("phone-light", "desktop-light"))
        for _ in range(5)
    ]

    assert {getattr(result, "url", result) for result in results} == {base + "other.html"}


def test_a_page_that_loads_itself_again_and_again_is_not_tested(
    site: Any, pages_at: Any, audit: Any
) -> None:
    heads = [
        '<meta http-equiv="refresh" content="0">',
        "<script>onload = () => location.reload()</script>",
    ]
    names = [f"{number}.html" for number in range(len(heads))]
    base = site({name: PAGE.format(head) for name, head in zip(names, heads, strict=True)})

    results = audit(pages_at(base, *names, "index.html"), "document-title", timeout=4.0)

    # Whether the page is ever stable in between is a matter of luck.
    assert {_reason(result) for result in results[:-1]} <= {
        "reloads itself endlessly",
        "did not respond within 4 s; one of its scripts may never end",
    }
    assert _reason(results[-1]) == "the server responded with 404 Not Found"


def test_a_page_that_loads_itself_once_more_is_audited(visit: Any) -> None:
    once = "if (!sessionStorage.seen) { sessionStorage.seen = 'yes'; location.reload(); }"

    assert (
        "document-title" in visit(PAGE.format(f"<script>{once}</script>"), "document-title").passed
    )


def test_a_page_that_leaves_for_no_page_is_not_tested(
    visit_outcome: Callable[[str], object],
) -> None:
    away = PAGE.format("<script>location.replace('about:blank')</script>")

    assert _reason(visit_outcome(away)) == "navigates to about:blank, which is not a page"


def test_a_page_that_offers_a_download_is_audited(
    site: Any, server: Any, reply: Any, outcome_of: Any
) -> None:
    answer = reply("text", Content_Disposition='attachment; filename="a.txt"')
    script = f"<script>onload = () => location.assign('{server.answer('a.txt', answer)}')</script>"

    result = outcome_of(site(PAGE.format(script)) + "index.html", "document-title")

    assert isinstance(result, PageEvidence)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_what_the_server_answers_from_another_url_is_audited(
    status: int, server: Any, reply: Any, outcome_of: Any
) -> None:
    there = server.answer("there.html", reply(OTHER_PAGE))
    url = server.answer("page.html", reply(status=status, Location=there))

    result = outcome_of(url, "document-title")

    assert isinstance(result, PageEvidence)
    assert [request.status for request in result.requests] == [status, 200]


def test_a_server_that_redirects_to_another_host_is_not_followed(
    server: Any, other_server: Any, reply: Any, outcome_of: Any
) -> None:
    away = f"{other_server.origin}/page.html"
    url = server.answer("page.html", reply(status=301, Location=away))

    result = outcome_of(url, "document-title")

    other_host = f"redirects to another host ({other_server.host}), which is not audited"
    assert _reason(result) == other_host
    assert other_server.connections == 0


@pytest.mark.parametrize(
    "source",
    [
        PAGE.format('<meta http-equiv="refresh" content="300; url=other.html">'),
        PAGE.format('<meta http-equiv="refresh" content="300">'),
        PAGE.format("<script>history.replaceState(null, '', '?step=1#top')</script>"),
        PAGE.format("<script>history.pushState(null, '', 'another-name.html')</script>"),
        PAGE.format("<script>location.hash = '#top'</script>"),
    ],
    ids=["late refresh", "late reload", "replaceState", "pushState", "hash"],
)
def test_a_page_that_stays_is_audited(source: str, visit: Any) -> None:
    assert "document-title" in visit(source, "document-title").passed
