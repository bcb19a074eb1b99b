"""The responses that evidence depends on, and why evidence is not cached."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import Request
from a11ycheck.run.responses import ChangedError, IrreproducibleError, find_responses

OWN = Request(url="/a.html", kind="document", status=200)


class Sent:
    """Stands in for a server: what it sent, and what it would send now."""

    def __init__(self, now: dict[str, str], sent: dict[str, set[str]]) -> None:
        self.now = now
        self.sent = sent

    def state(self, target: str) -> str:
        return self.now.get(target, "404")

    def sent_states(self, target: str, since: float) -> frozenset[str]:
        assert since == 7.0
        return frozenset(self.sent.get(target, ()))


def found(*requests: Request, now: str = "200 a", sent: set[str] | None = None) -> dict[str, str]:
    first = {"200 a"} if sent is None else sent
    server = Sent({"/a.html": now}, {"/a.html": first, "/gone.css": {"404"}})
    return find_responses((OWN, *requests), server, since=7.0)


def other(**changes: Any) -> Request:
    standard = {"url": "https://cdn.example/x.js", "kind": "script", "third_party": True}
    return Request(**(standard | changes))


def test_each_response_of_our_server_has_its_state() -> None:
    missing = Request(url="/gone.css", kind="stylesheet", status=404)

    assert found(missing) == {"/a.html": "200 a", "/gone.css": "404"}


@pytest.mark.parametrize("sent", [{"200 b"}, {"200 a", "200 b"}])
def test_a_response_that_is_not_what_the_server_would_send_now_has_changed(sent: set[str]) -> None:
    with pytest.raises(ChangedError) as caught:
        found(other(status=200), sent=sent)

    assert caught.value.target == "/a.html"


@pytest.mark.parametrize(
    "request_",
    [
        other(status=200),  # the log has no hash of its body
        other(status=404),
        other(failure="net::ERR_CONNECTION_REFUSED"),  # it may answer in the next run
        other(kind="websocket"),
        Request(url="/late.png", kind="image"),
        Request(url="/by-a-worker.json", kind="fetch", status=200),
    ],
)
def test_evidence_may_not_be_reproducible(request_: Request) -> None:
    with pytest.raises(IrreproducibleError):
        found(request_)


@pytest.mark.parametrize(
    "request_",
    [
        other(blocked=True),
        other(failure="net::ERR_BLOCKED_BY_CSP"),
        other(failure="csp"),
        Request(url="/poll", kind="fetch"),
        Request(url="/beacon", kind="ping", status=501),
    ],
)
def test_what_never_varies_is_reproducible(request_: Request) -> None:
    assert found(request_)
