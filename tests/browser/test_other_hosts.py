"""A page asks no host but its own: what it asks of others is stopped, counted, and never arrives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool
from a11ycheck.model import Page, Request

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<style>{style} main {{ color: black }}</style>
<main><h1>A page</h1>{body}</main>
<script>{script}</script>
"""


def _page(style: str = "", body: str = "", script: str = "") -> str:
    return PAGE.format(style=style, body=body, script=script)


# Each asks the host HOST for something, and for nothing else.
WAYS = {
    "img": _page(body='<img src="http://HOST/x" alt="">'),
    "srcset": _page(body='<img srcset="http://HOST/x 1x" alt="">'),
    "script": _page(body='<script src="http://HOST/x"></script>'),
    "module": _page(body='<script type="module" src="http://HOST/x"></script>'),
    "iframe": _page(body='<iframe src="http://HOST/x" title="A frame"></iframe>'),
    "srcdoc": _page(body="<iframe srcdoc='<img src=http://HOST/x alt>' title='A frame'></iframe>"),
    "style sheet": _page(body='<link rel="stylesheet" href="http://HOST/x">'),
    "@import": _page(style='@import url("http://HOST/x");'),
    "font": _page(
        style="@font-face { font-family: X; src: url(http://HOST/x) } h1 { font: 1em X }"
    ),
    "background": _page(style='h1 { background: url("http://HOST/x") }'),
    "object": _page(body='<object data="http://HOST/x" type="image/png"></object>'),
    "video": _page(body='<video src="http://HOST/x" poster="http://HOST/x"></video>'),
    "prefetch": _page(body='<link rel="prefetch" href="http://HOST/x">'),
    "preload": _page(body='<link rel="preload" as="script" href="http://HOST/x">'),
    "fetch": _page(script="fetch('http://HOST/x').catch(() => {})"),
    "no-cors fetch": _page(script="fetch('http://HOST/x', {mode: 'no-cors'}).catch(() => {})"),
    "XMLHttpRequest": _page(
        script="const x = new XMLHttpRequest(); x.open('GET', 'http://HOST/x'); x.send()"
    ),
    "sendBeacon": _page(script="navigator.sendBeacon('http://HOST/x', 'seen')"),
    "EventSource": _page(script="new EventSource('http://HOST/x')"),
    "WebSocket": _page(script="new WebSocket('ws://HOST/x')"),
    "Image": _page(script="new Image().src = 'http://HOST/x'"),
    "form": _page(
        body="<iframe name='there' title='A frame'></iframe>"
        "<form action='http://HOST/x' method='post' target='there'></form>",
        script="document.forms[0].submit()",
    ),
    "ping": _page(body='<a id="a" href="#top" ping="http://HOST/x">A link</a>', script="a.click()"),
}


def _to(result: Any, host: str) -> list[Request]:
    return [request for request in result.requests if f"//{host}/" in request.url]


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_a_listener_on_another_port(
    way: str, visit: Any, other_server: Any
) -> None:
    evidence = visit(WAYS[way].replace("HOST", other_server.host), "third-party-request")

    assert other_server.connections == 0
    asked = _to(evidence, other_server.host)
    assert asked
    assert all(request.third_party and request.blocked and not request.status for request in asked)


def test_a_worker_reaches_nobody(visit: Any, other_server: Any) -> None:
    """What a worker asks for is not in the page's log, so it is stopped but not counted."""
    fetches = f"fetch('http://{other_server.host}/x').catch((error) => postMessage('' + error))"
    script = f"""
      const worker = new Worker(URL.createObjectURL(new Blob([`{fetches}`])));
      worker.onmessage = (event) => {{ document.title = event.data; }};
    """

    visit(_page(script=script), "third-party-request")

    assert other_server.connections == 0


def test_what_the_own_policy_of_a_page_forbids_is_not_asked(
    server: Any, reply: Any, outcome_of: Any
) -> None:
    page = reply(
        _page(body='<img src="http://a.invalid/x">'), Content_Security_Policy="img-src 'self'"
    )

    evidence = outcome_of(server.answer("index.html", page), "third-party-request")

    assert not any(request.blocked for request in evidence.requests)


@pytest.mark.parametrize(
    "host",
    [
        "tracker.invalid",
        "192.0.2.1",
        "192.0.2.1:8080",
        "[::1]:8080",
        "localhost:8080",
        "127.0.0.2:9",
    ],
)
def test_host_names_and_ip_numbers_are_treated_alike(host: str, visit: Any) -> None:
    evidence = visit(WAYS["img"].replace("HOST", host), "third-party-request")

    (request,) = _to(evidence, host)
    assert request.third_party
    assert request.blocked


@pytest.mark.parametrize("name", ["localhost", "127.0.0.2", "[::ffff:127.0.0.1]"])
def test_another_name_of_the_own_machine_is_another_host(
    name: str, visit: Any, server: Any
) -> None:
    before = list(server.paths)

    evidence = visit(
        WAYS["img"].replace("HOST", f"{name}:{server.server_port}"), "third-party-request"
    )

    assert [request.blocked for request in evidence.requests] == [False, True]
    assert "/x" not in server.paths[len(before) :]


def test_the_own_host_is_asked(visit: Any, server: Any) -> None:
    evidence = visit(WAYS["img"].replace("HOST", server.host), "third-party-request")

    (request,) = [request for request in evidence.requests if request.url.endswith("/x")]
    assert request.status == 404
    assert not request.third_party
    assert not request.blocked


def test_an_allowed_host_is_asked_and_not_reported(
    plan_for: Any, site: Any, other_server: Any, reply: Any
) -> None:
    allowed = other_server.answer("x.js", reply("", status=200))
    base = site(_page(body=f'<script src="{allowed}"></script><img src="http://a.invalid/x">'))
    pool = Pool(
        Launcher(timeout=20),
        plan_for(["third-party-request"]),
        jobs=1,
        allow_hosts=(other_server.host,),
    )

    (visit,) = pool.visit([Page(path="index.html", url=base + "index.html")])

    requests = visit.result.requests
    by_url: Mapping[str, Request] = {request.url: request for request in requests}
    assert by_url[allowed].status == 200
    assert by_url[allowed].third_party
    assert not by_url[allowed].blocked
    assert by_url["http://a.invalid/x"].blocked


def test_what_the_last_page_was_still_asking_for_is_not_counted_to_the_next(
    site: Any, outcome_of: Any
) -> None:
    polls = "setInterval(() => fetch('poll?' + performance.now()).catch(() => {}), 5)"
    base = site({"polls.html": _page(script=polls), "quiet.html": _page()})

    for _ in range(3):
        outcome_of(base + "polls.html", "document-title")
        quiet = outcome_of(base + "quiet.html", "document-title")

        assert [request.url for request in quiet.requests] == [base + "quiet.html"]


def test_a_page_weighs_the_same_the_second_time(site: Any, outcome_of: Any) -> None:
    """A file in the browser's cache costs a first visit as much as one that is fetched."""
    body = '<link rel="stylesheet" href="style.css"><script src="script.js"></script>'
    base = site(
        {
            "index.html": _page(body=body),
            "next.html": _page(body=body),
            "style.css": "/*" + "x" * 5000 + "*/",
            "script.js": "//" + "x" * 7000,
        }
    )

    def weights(name: str) -> list[tuple[str, int | None]]:
        evidence = outcome_of(base + name, "page-weight")
        return [(request.kind, request.wire_bytes) for request in evidence.requests]

    first = weights("index.html")
    assert sum(size or 0 for _, size in first) > 12_000
    assert weights("next.html") == first
    assert weights("index.html") == first
    assert [kind for kind, _ in first] == ["document", "stylesheet", "script"]
