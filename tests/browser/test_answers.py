"""What a server can answer instead of a page, each with its reason in a sentence."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from a11ycheck.model import NotTested, PageEvidence

pytestmark = pytest.mark.browser

PAGE = '<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1></main>'


def _hang_up(handler: Any) -> None:
    handler.close_connection = True


def _loop(handler: Any) -> None:
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def _reason(result: object) -> str:
    assert isinstance(result, NotTested), result
    return str(result.reason)


@pytest.mark.parametrize(
    "answer",
    ["401 Unauthorized", "404 Not Found", "500 Internal Server Error", "503 Service Unavailable"],
)
@pytest.mark.parametrize("body", [PAGE, ""], ids=["with a page", "with nothing"])
def test_an_error_is_no_page(
    answer: str, body: str, server: Any, reply: Any, outcome_of: Any
) -> None:
    url = server.answer("page.html", reply(body, status=int(answer[:3])))

    assert _reason(outcome_of(url, "document-title")) == f"the server responded with {answer}"


def test_an_answer_without_content_is_no_page(server: Any, reply: Any, outcome_of: Any) -> None:
    url = server.answer("page.html", reply(status=204))

    assert _reason(outcome_of(url, "document-title")) == "the server responded with 204 No Content"


def test_a_server_that_hangs_up_is_named(server: Any, outcome_of: Any) -> None:
    result = outcome_of(server.answer("page.html", _hang_up), "document-title")

    assert _reason(result) == "the server sent an empty response"


def test_a_redirect_without_end_is_named(server: Any, outcome_of: Any) -> None:
    result = outcome_of(server.answer("page.html", _loop), "document-title")

    assert _reason(result) == "redirects endlessly"


def test_a_download_is_named(server: Any, reply: Any, outcome_of: Any) -> None:
    answer = reply(PAGE, Content_Disposition='attachment; filename="page.html"')

    result = outcome_of(server.answer("page.html", answer), "document-title")

    assert _reason(result) == "is a download, not a page"


def test_a_refused_connection_is_named_and_the_next_page_is_audited(
    site: Any, pages_at: Any, audit: Any
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    pages = (*pages_at(closed, "away.html"), *pages_at(site(PAGE), "index.html"))

    refused, audited = audit(pages, "document-title")

    assert _reason(refused) == "the connection was refused"
    assert isinstance(audited, PageEvidence)


def test_an_unknown_host_is_named(pages_at: Any, audit: Any) -> None:
    (result,) = audit(pages_at("http://nowhere.invalid/", "page.html"), "document-title")

    assert _reason(result) == "its host name cannot be resolved"


def test_a_frame_that_is_missing_makes_no_page_missing(visit: Any) -> None:
    evidence = visit(
        PAGE + '<iframe src="missing.html" title="A frame"></iframe>', "document-title"
    )

    assert [request.status for request in evidence.requests] == [200, 404]
