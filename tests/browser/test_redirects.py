"""Where a page sends its reader elsewhere, the result says so, and says the same each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from a11ycheck.browser import Redirected
from a11ycheck.model import NotTested, Page, PageEvidence

pytestmark = pytest.mark.browser

# Whether the browser has gone on already when it is asked where it is must not matter.
REPEATS = {"meta refresh": 10, "script soon after": 10}
OTHER_PAGE = '<!doctype html><html lang="en"><title>Other</title><main><h1>Other</h1></main>'
PAGE = '<!doctype html><html lang="en"><title>A page</title>{}<main><h1>A page</h1></main>'
ELSEWHERE = "http://elsewhere.invalid/page.html"

WAYS = {
    "meta refresh": '<meta http-equiv="refresh" content="0; url={}">',
    "second meta refresh": '<meta http-equiv=refresh content=300><meta http-equiv=refresh content="0;{}">',
    "meta refresh without url=": '<META HTTP-EQUIV="Refresh" CONTENT="0;{}">',
    "script while it loads": "<script>location.replace('{}')</script>",
    "script when it has loaded": "<script>onload = () => location.assign('{}')</script>",
    "script with window.open": "<script>onload = () => window.open('{}', '_self')</script>",
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

    assert {_way(result) for result in results} == {(base + "index.html", base + "other.html")}


def _way(result: object) -> tuple[str, ...]:
    assert isinstance(result, Redirected), result
    return tuple(hop.url for hop in result.hops)


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_leads_to_another_host_is_redirected(
    way: str, visit_outcome: Callable[[str], object]
) -> None:
    source = PAGE.format(WAYS[way].format(ELSEWHERE))

    goals = {_way(visit_outcome(source))[-1] for _ in range(2)}

    assert goals == {ELSEWHERE}


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

    assert {_way(result)[-1] for result in results} == {base + "other.html"}


def test_a_page_that_loads_itself_again_and_again_is_not_tested(
    site: Any, pages_at: Any, audit: Any
) -> None:
    heads = [
        '<meta http-equiv="refresh" content="0">',
        "<script>onload = () => location.reload()</script>",
    ]
    names = [f"{number}.html" for number in range(len(heads))]
    base = site({name: PAGE.format(head) for name, head in zip(names, heads, strict=True)})

    results = audit(pages_at(base, *names, "index.html"), "document-title")

    assert {_reason(result) for result in results[:-1]} == {"reloads itself endlessly"}
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
def test_a_page_that_the_server_redirects_is_redirected(
    status: int, server: Any, reply: Any, outcome_of: Any
) -> None:
    there = server.answer("there.html", reply(OTHER_PAGE))
    between = server.answer("between.html", reply(status=307, Location=there))
    url = server.answer("page.html", reply(status=status, Location=between))

    result = outcome_of(url, "document-title")

    assert isinstance(result, Redirected), result
    hops = [(hop.url, hop.status) for hop in result.hops]
    assert hops == [(url, status), (between, 307), (there, 200)]


def test_a_redirect_to_an_error_is_no_error_of_the_page(
    server: Any, reply: Any, outcome_of: Any
) -> None:
    gone = f"{server.origin}/gone.html"
    url = server.answer("page.html", reply(status=302, Location=gone))

    result = outcome_of(url, "document-title")

    assert [(hop.url, hop.status) for hop in result.hops] == [(url, 302), (gone, 404)]


@pytest.mark.parametrize("status", [300, 302, 304])
def test_a_redirect_without_a_location_is_not_the_page(
    status: int, server: Any, reply: Any, outcome_of: Any
) -> None:
    url = server.answer("page.html", reply(OTHER_PAGE, status=status))

    assert isinstance(outcome_of(url, "document-title"), NotTested)


def test_a_refresh_that_the_server_sends(server: Any, reply: Any, outcome_of: Any) -> None:
    there = server.answer("there.html", reply(OTHER_PAGE))
    url = server.answer("page.html", reply(OTHER_PAGE, Refresh=f"0; url={there}"))

    assert _way(outcome_of(url, "document-title")) == (url, there)


def test_a_server_that_reloads_the_page_again_and_again_is_named(
    server: Any, reply: Any, outcome_of: Any
) -> None:
    url = server.answer("page.html", reply(OTHER_PAGE, Refresh="0"))

    reasons = {_reason(outcome_of(url, "document-title", "reflow")) for _ in range(4)}

    assert reasons == {"reloads itself endlessly"}


def test_a_server_that_redirects_to_itself_once_is_audited(
    server: Any, reply: Any, outcome_of: Any
) -> None:
    def answer(handler: Any) -> None:
        if "seen" in handler.headers.get("Cookie", ""):
            reply(OTHER_PAGE)(handler)
        else:
            reply(status=302, Location=handler.path, Set_Cookie="seen=1")(handler)

    result = outcome_of(server.answer("page.html", answer), "document-title")

    assert isinstance(result, PageEvidence), result


def test_redirects_in_a_circle_end(server: Any, reply: Any, outcome_of: Any) -> None:
    path = f"/answer{len(server.answers)}/there.html"
    url = server.answer("page.html", reply(status=302, Location=path))
    server.answers[path] = reply(status=302, Location=url)

    assert _reason(outcome_of(url, "document-title")) == "redirects endlessly"


def test_another_spelling_of_the_url_is_the_same_page(
    server: Any, reply: Any, outcome_of: Any
) -> None:
    server.answers["/spelling/a%7eb%2fc/"] = reply(OTHER_PAGE)
    server.answers["/spelling/%61~b%2Fc"] = reply(status=301, Location="a%7eb%2fc/#part")

    result = outcome_of(f"{server.origin}/spelling/%61~b%2Fc", "document-title")

    assert isinstance(result, PageEvidence), result


def test_a_server_that_redirects_to_another_host_is_not_followed(
    server: Any, other_server: Any, reply: Any, outcome_of: Any
) -> None:
    away = f"{other_server.origin}/page.html"
    url = server.answer("page.html", reply(status=301, Location=away))

    result = outcome_of(url, "document-title")

    assert _way(result) == (url, away)
    assert other_server.connections == 0


FORM = '<form {} action="{}"></form><script>onload = () => document.forms[0].submit()</script>'


def test_a_page_that_sends_a_form_is_redirected(site: Any, outcome_of: Any) -> None:
    base = site({"index.html": FORM.format("", "other.html"), "other.html": OTHER_PAGE})

    assert _way(outcome_of(base + "index.html", "document-title"))[-1] == base + "other.html?"


def test_what_a_form_is_answered_with_is_not_the_page(
    server: Any, reply: Any, outcome_of: Any
) -> None:
    def answer(handler: Any) -> None:
        reply(OTHER_PAGE if handler.command == "POST" else FORM.format("method=post", ""))(handler)

    url = server.answer("page.html", answer)

    result = outcome_of(url, "document-title")

    assert isinstance(result, Redirected), result
    assert [hop.method for hop in result.hops] == ["GET", "POST"]


def test_a_page_that_loads_itself_again_and_gets_an_error_is_not_tested(
    server: Any, reply: Any, outcome_of: Any
) -> None:
    seen: list[str] = []

    def answer(handler: Any) -> None:
        seen.append(handler.path)
        script = PAGE.format("<script>onload = () => location.reload()</script>")
        reply(script if len(seen) == 1 else OTHER_PAGE, status=200 if len(seen) == 1 else 403)(
            handler
        )

    result = outcome_of(server.answer("page.html", answer), "document-title")

    assert _reason(result) == "the server responded with 403 Forbidden"


def test_a_page_that_goes_back_is_never_the_page_before_it(site: Any, audit: Any) -> None:
    """Neither the page before it in the same browser, nor one that it went to itself."""
    back = "<img src=x><script>onload = () => history.back()</script>"
    there = "<script>if (!sessionStorage.seen) { sessionStorage.seen = 1; location = 'd.html' }</script>"
    files = {
        "a.html": OTHER_PAGE,
        "b.html": PAGE.format(back),
        "c.html": PAGE.format(f"<img src=x>{there}"),
        "d.html": PAGE.format(back),
    }
    base = site(files)

    first, *others = audit([Page(path=name, url=base + name) for name in files], "image-alt")

    assert isinstance(first, PageEvidence)
    assert not first.axe
    # Each has an image without text, so evidence without it would be another page's.
    assert all(not isinstance(result, PageEvidence) or result.axe for result in others), others


def test_a_document_that_a_script_makes_is_not_the_page(visit_outcome: Any) -> None:
    made = "const made = new Blob(['<title>Made</title>'], {type: 'text/html'});"
    blob = PAGE.format(f"<script>{made} location = URL.createObjectURL(made)</script>")

    result = visit_outcome(blob)

    assert _way(result)[-1].startswith("blob:")


@pytest.mark.parametrize(
    "source",
    [
        PAGE.format('<meta http-equiv="refresh" content="300; url=other.html">'),
        PAGE.format('<meta http-equiv="refresh" content="300">'),
        PAGE.format("<script>history.replaceState(null, '', '?step=1#top')</script>"),
        PAGE.format("<script>history.pushState(null, '', 'another-name.html')</script>"),
        PAGE.format("<script>location.hash = '#top'</script>"),
        PAGE.format(
            "<script>onload = () => location = 'javascript:\"<title>x</title>y\"'</script>"
        ),
    ],
    ids=["late refresh", "late reload", "replaceState", "pushState", "hash", "javascript: URL"],
)
def test_a_page_that_stays_is_audited(source: str, visit: Any) -> None:
    assert "document-title" in visit(source, "document-title").passed


@pytest.mark.parametrize(
    ("script", "notices"),
    [
        (
            "history.pushState(null, '', '/login?next=x')",
            ["A script changed the path of the URL to /login."],
        ),
        ("history.replaceState(null, '', '?step=1#top')", []),
        ("location.hash = '#top'", []),
    ],
)
def test_a_script_that_changes_the_path_is_named(
    script: str, notices: list[str], visit: Any
) -> None:
    evidence = visit(PAGE.format(f"<script>{script}</script>"), "document-title")

    assert [str(notice) for notice in evidence.notices] == notices


@pytest.mark.parametrize(
    "type_", ["image/png", "application/json", "text/plain", "application/rss+xml", "text/xml"]
)
def test_what_is_no_html_is_not_tested(type_: str, server: Any, outcome_of: Any) -> None:
    def answer(handler: Any) -> None:
        body = b"<rss version='2.0'><channel><title>Feed</title></channel></rss>"
        handler.send_response(200)
        handler.send_header("Content-Type", type_)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    result = outcome_of(server.answer("page", answer), "document-title")

    # Some types are downloads; Chromium calls any feed "application/rss+xml" or "text/xml".
    assert _reason(result).startswith(("is not an HTML page but ", "is a download, not a page"))


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("javascript:alert(1)", "the browser could not load it (net::ERR_ABORTED)"),
        ("data:text/html,<title>x</title>", "redirects to a URL that is neither http nor https"),
    ],
)
def test_a_redirect_to_no_web_page(
    location: str, reason: str, server: Any, reply: Any, outcome_of: Any
) -> None:
    url = server.answer("page.html", reply(status=302, Location=location))

    assert _reason(outcome_of(url, "document-title")) == reason


def test_pages_that_never_come_to_rest_name_the_circle(
    site: Any, pages_at: Any, audit: Any
) -> None:
    there = "<script>location.replace('{}')</script>"
    files = {
        "a.html": PAGE.format(there.format("b.html")),
        "b.html": PAGE.format(there.format("a.html")),
    }

    results = audit(pages_at(site(files), *files), "document-title", timeout=5.0)

    assert [_way(result)[-1].rpartition("/")[2] for result in results] == ["b.html", "a.html"]
