"""`--crawl`: which pages links lead to, and how those that are left out are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler

import pytest

from a11ycheck.collect import Collection, collect
from a11ycheck.errors import UserError
from loopback import Server, running

Answer = Callable[[SimpleHTTPRequestHandler], None]


def answer(body: str, status: int = 200, kind: str = "text/html", **headers: str) -> Answer:
    def respond(handler: SimpleHTTPRequestHandler) -> None:
        content = body.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return respond


def page(name: str, *links: str) -> Answer:
    return answer(
        f"<!doctype html><h1>{name}</h1>" + "".join(f'<a href="{to}">x</a>' for to in links)
    )


@pytest.fixture
def server() -> Iterator[Server]:
    yield from running(Server())


@pytest.fixture
def other() -> Iterator[Server]:
    yield from running(Server())


def crawl(server: Server, start: str = "/", limit: int = 100, **more: object) -> Collection:
    return collect((server.origin + start,), crawl_limit=limit, **more)


def names(server: Server, collection: Collection) -> list[str]:
    return [item.path.removeprefix(server.origin) for item in collection.pages]


def left_out(server: Server, collection: Collection) -> dict[str, str]:
    base = server.origin
    return {
        item.page.removeprefix(base): str(item.reason).replace(base, "")
        for item in collection.skipped
    }


def test_links_are_followed_within_the_origin_and_each_page_is_collected_once(
    server: Server,
) -> None:
    server.answers |= {
        "/": page(
            "Home", "a.html#top", "/b/", "https://other.example/", "mailto:x@example.org", "?"
        ),
        "/a.html": page("A", "/", "a.html", "b/../c.html", "file.pdf"),
        "/b/": answer('<base href="/deep/"><a href="d.html">D</a><area href="../c.html">'),
        "/c.html": page("C"),
        "/deep/d.html": page("D", "javascript:void(0)", "http://[", ""),
    }

    found = crawl(server)

    assert names(server, found) == ["/", "/a.html", "/b/", "/c.html", "/deep/d.html"]
    assert (found.skipped, found.not_tested) == ((), ())
    ((pdf,),) = [item.files for item in found.uncollected]
    assert pdf.endswith("/file.pdf")


def test_robots_txt_is_obeyed_with_wildcards_and_the_longest_match(server: Server) -> None:
    robots = "User-agent: *\nDisallow: /private/\nAllow: /private/open\nDisallow: /*?sort=\n"
    server.answers |= {
        "/robots.txt": answer(robots, kind="text/plain"),
        "/": page("Home", "/private/x", "/private/open", "/list?sort=a", "/list"),
        "/private/open": page("Open"),
        "/list": page("List"),
    }

    found = crawl(server)

    assert names(server, found) == ["/", "/private/open", "/list"]
    assert left_out(server, found) == {
        "/private/x": "robots.txt does not allow it",
        "/list?sort=a": "robots.txt does not allow it",
    }
    assert not {"/private/x", "/list?sort=a"} & set(server.paths)


def test_a_group_for_us_wins_over_that_for_all(server: Server) -> None:
    robots = "User-agent: *\nDisallow: /\n\nUser-agent: a11ycheck\nDisallow: /no\n"
    server.answers |= {
        "/robots.txt": answer(robots, kind="text/plain"),
        "/": page("Home", "/yes", "/no"),
        "/yes": page("Yes"),
    }

    assert names(server, crawl(server)) == ["/", "/yes"]


def test_without_readable_rules_nothing_is_crawled(server: Server) -> None:
    server.answers |= {"/robots.txt": answer("", status=503), "/": page("Home", "/a")}

    found = crawl(server)

    assert names(server, found) == []
    assert "robots.txt cannot be fetched: the server answered 503" in str(
        found.not_tested[0].reason
    )


def test_duplicates_redirects_and_broken_links_are_reported(server: Server) -> None:
    server.answers |= {
        "/": page("Home", "/same", "/old", "/gone", "/round"),
        "/same": page("Home", "/same", "/old", "/gone", "/round"),
        "/old": answer("", status=301, Location="/new"),
        "/new": page("New"),
        "/gone": answer("gone", status=404),
        "/round": answer("", status=302, Location="/round"),
    }

    found = crawl(server)

    assert names(server, found) == ["/", "/new"]
    assert left_out(server, found) == {
        "/same": "has the same content as /",
        "/old": "redirects to /new",
        "/gone": "the server responded with 404 Not Found; / links to it",
        "/round": "redirects in a circle; / links to it",
    }


def test_a_page_that_cannot_be_read_is_not_left_out(server: Server) -> None:
    server.answers |= {"/": page("Home", "/broken"), "/broken": answer("", status=500)}

    assert names(server, crawl(server)) == ["/", "/broken"]


def test_the_limit_holds_and_what_is_beyond_it_is_counted(server: Server) -> None:
    server.answers |= {f"/{n}": page(f"{n}", f"/{n + 1}") for n in range(50)}
    server.answers["/"] = page("Home", "/0")

    found = crawl(server, limit=5)

    assert names(server, found) == ["/", "/0", "/1", "/2", "/3"]
    assert [str(item.reason) for item in found.uncollected] == [
        "beyond the limit of 5 pages (--crawl-limit)"
    ]


def test_an_endless_series_of_urls_ends(server: Server) -> None:
    def calendar(handler: SimpleHTTPRequestHandler) -> None:
        month = int(handler.path.partition("=")[2] or 0)
        page(f"Month {month}", f"/calendar?month={month + 1}")(handler)

    def relative(handler: SimpleHTTPRequestHandler) -> None:
        page(handler.path, "loop/")(handler)

    server.answers |= {"/": page("Home", "/calendar?month=0", "/loop/"), "/calendar": calendar}
    server.answers |= {f"/{'loop/' * n}": relative for n in range(1, 30)}

    found = crawl(server, limit=200)

    assert len(found.pages) < 40
    assert [str(item.reason) for item in found.uncollected] == [
        "URLs that repeat themselves, as of an endless series"
    ]


def test_excluded_pages_are_not_fetched(server: Server) -> None:
    server.answers |= {"/": page("Home", "/a/x", "/b"), "/b": page("B")}

    found = crawl(server, exclude=("a/**",))

    assert names(server, found) == ["/", "/b"]
    assert left_out(server, found) == {"/a/x": "excluded by configuration"}
    assert "/a/x" not in server.paths


def test_a_start_that_redirects_to_another_origin_makes_that_the_site(
    server: Server, other: Server
) -> None:
    other.answers |= {"/": page("There", "/more"), "/more": page("More")}
    server.answers["/"] = answer("", status=301, Location=f"{other.origin}/")

    found = crawl(server)

    assert [item.path for item in found.pages] == [f"{other.origin}/", f"{other.origin}/more"]


def test_a_folder_cannot_be_crawled(tmp_path: object) -> None:
    with pytest.raises(UserError, match="no target is the URL of a page"):
        collect((str(tmp_path),), crawl_limit=5)
