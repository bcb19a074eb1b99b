"""Servers that never end and pages of any size cost bounded time and memory, and the reason is named."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from a11ycheck.browser.measurements import LOOK
from a11ycheck.model import NotTested, PageEvidence
from loopback import Server

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_left")]

TIMEOUT = 3.0
PAGE = (
    '<!doctype html><html lang="en"><title>A page</title>{}'
    '<main><h1>A page</h1><p>Some words.</p><img src="data:,"></main>'
)
WORDS = b"<p>some words</p>" * 4000
Send = Callable[[Any, threading.Event], None]


def head(handler: Any, kind: str = "text/html", **headers: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def nothing(_handler: Any, released: threading.Event) -> None:
    released.wait(60)


def endless_headers(handler: Any, released: threading.Event) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not released.wait(0.1):
        handler.wfile.write(b"X-A: b\r\n")
        handler.wfile.flush()


def drip(handler: Any, released: threading.Event) -> None:
    head(handler)
    for byte in PAGE.encode() * 100:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        if released.wait(0.1):
            break


def endless(handler: Any, released: threading.Event) -> None:
    head(handler)
    while not released.is_set():
        handler.wfile.write(WORDS)


def endless_style(handler: Any, released: threading.Event) -> None:
    head(handler, "text/css")
    while not released.is_set():
        handler.wfile.write(b"p { color: black } " * 4000)


def damaged(handler: Any, _released: threading.Event) -> None:
    head(handler, Content_Encoding="gzip")
    handler.wfile.write(bytes(5000))


def bomb(handler: Any, released: threading.Event) -> None:
    head(handler, Content_Encoding="gzip")
    packer = zlib.compressobj(9, wbits=31)
    while not released.is_set():
        handler.wfile.write(packer.compress(WORDS * 50) + packer.flush(zlib.Z_SYNC_FLUSH))


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def serve_slowly(other_server: Server, released: threading.Event) -> Callable[..., str]:
    """Return a function that serves a URL as a function says, which never ends by itself."""

    def serve_slowly(path: str, send: Send) -> str:
        def answer(handler: Any) -> None:
            handler.close_connection = True
            send(handler, released)

        other_server.answers[path] = answer
        return path

    return serve_slowly


@pytest.fixture
def reasons_of(
    other_server: Server, pages_at: Any, audit: Any, reply: Any
) -> Callable[..., dict[str, str]]:
    """Return a function that audits pages, by path, and returns why each is not tested."""

    def reasons_of(*paths: str, **contents: str) -> dict[str, str]:
        for name, content in contents.items():
            other_server.answers[f"/{name}"] = reply(PAGE.format(content))
        names = [*(path.removeprefix("/") for path in paths), *contents]
        start = time.monotonic()

        results = audit(
            pages_at(f"{other_server.origin}/", *names), "document-title", timeout=TIMEOUT, jobs=2
        )

        # Each page takes its time limit and a few seconds to find the reason and to leave it.
        assert time.monotonic() - start < (TIMEOUT + 10) * len(names) / 2 + 20
        assert all(isinstance(result, NotTested) for result in results), results
        return {result.page: str(result.reason) for result in results}

    return reasons_of


def test_pages_that_a_server_does_not_send(serve_slowly: Any, reasons_of: Any) -> None:
    sends = (nothing, endless_headers, drip, endless, bomb)
    reasons = reasons_of(*(serve_slowly(f"/{send.__name__}", send) for send in sends))

    for name in ("nothing", "endless_headers"):
        assert reasons[name] == "the server did not respond within 3 s"
    for name in ("drip", "endless", "bomb"):
        assert reasons[name] in {
            "the server did not send the whole page within 3 s",
            # On a fast machine, this much arrives in that time.
            "its HTML is larger than 64 MiB",
        }


def test_files_that_a_server_does_not_send(serve_slowly: Any, reasons_of: Any) -> None:
    serve_slowly("/nothing", nothing)
    serve_slowly("/drip", drip)
    font = "<style>@font-face { font-family: X; src: url(/nothing) } h1 { font-family: X }</style>"

    reasons = reasons_of(
        stylesheet='<link rel="stylesheet" href="/drip">',
        script='<script src="/drip"></script>',
        frame='<iframe src="/drip" title="A frame"></iframe>',
        image='<img src="/nothing" alt="">',
        font=font,
    )

    late = dict.fromkeys(("stylesheet", "script", "frame"), "/drip was not sent within 3 s")
    late |= dict.fromkeys(("image", "font"), "/nothing was not sent within 3 s")
    assert reasons == late


def test_pages_beyond_a_limit_are_left_at_once(
    serve_slowly: Any, reasons_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11ycheck.browser.visit_limits.MAX_DOCUMENT_MIB", 1)
    monkeypatch.setattr("a11ycheck.browser.visit_limits.MAX_PAGE_MIB", 2)
    serve_slowly("/style", endless_style)

    reasons = reasons_of(
        serve_slowly("/endless", endless),
        serve_slowly("/bomb", bomb),
        large='<link rel="stylesheet" href="/style">',
    )

    assert reasons == {
        "endless": "its HTML is larger than 1 MiB",
        "bomb": "its HTML is larger than 1 MiB",
        "large": "it loads more than 2 MiB",
    }


def test_damaged_compression_is_named(serve_slowly: Any, reasons_of: Any) -> None:
    reasons = reasons_of(serve_slowly("/damaged", damaged))

    assert reasons == {"damaged": "its compressed data is damaged"}


@pytest.mark.parametrize("policy", ["sandbox", "sandbox allow-scripts", "default-src 'none'"])
def test_a_page_whose_policy_forbids_scripts_is_audited(
    policy: str, server: Server, pages_at: Any, audit: Any, reply: Any
) -> None:
    answer = reply(PAGE.format(""), Content_Security_Policy=policy)
    base, _, name = server.answer("page.html", answer).rpartition("/")

    (result,) = audit(pages_at(f"{base}/", name), "image-alt", "reflow", "focus-in-hidden-content")

    assert isinstance(result, PageEvidence), result
    assert [item.rule for item in result.axe] == ["image-alt"]


def test_a_script_of_ours_that_fails_is_named_briefly(
    site: Any, pages_at: Any, audit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"""(...values) => {{
      if (document.title === "A page") throw new TypeError("a" + "b".repeat(1000));
      return ({LOOK})(...values);
    }}"""
    monkeypatch.setattr("a11ycheck.browser.measurements.LOOK", script)

    (result,) = audit(pages_at(site(PAGE.format("")), "index.html"), "document-title")

    assert isinstance(result, NotTested)
    reason = str(result.reason)
    assert reason.startswith("a script of the audit failed on it: `TypeError: abbb")
    assert len(reason) < 300
    assert "\n" not in reason
