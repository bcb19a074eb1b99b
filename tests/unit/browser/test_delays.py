"""The reason why a page did not finish loading tells the server, its files and its scripts apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import pytest

from a11ycheck.browser.delays import find_delay
from a11ycheck.browser.driver_errors import PageTimeoutError
from a11ycheck.browser.tab import Tab
from a11ycheck.browser.visit_limits import VisitLimits
from a11ycheck.model import Message

PAGE = "http://127.0.0.1/page.html"
SCRIPT = "did not respond within 3 s; one of its scripts may never end"
SERVER = "the server did not send the whole page within 3 s"
KILOBYTE = 1000


class SlowTab:
    """A tab whose page was loading until the time limit; `is_busy` if one of its scripts runs on."""

    timeout = 3.0
    frame = "top"

    def __init__(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.limits = VisitLimits(None)

    def cdp(self, *_command: object) -> dict[str, Any]:
        if self.is_busy:
            raise PageTimeoutError(Message("slow", "slow"))
        return {}


def _event(method: str, **parameters: Any) -> Mapping[str, Any]:
    return {"method": f"Network.{method}", "params": {"requestId": "1", **parameters}}


def _request(url: str, **parameters: Any) -> Mapping[str, Any]:
    return _event("requestWillBeSent", request={"url": url}, **parameters)


DOCUMENT = _request(PAGE, type="Document", frameId="top")
ANSWER = _event("responseReceived")
END = _event("loadingFinished")


def _received(kilobytes: int) -> list[Mapping[str, Any]]:
    return [_event("dataReceived", dataLength=100 * KILOBYTE) for _ in range(kilobytes // 100)]


def _reason(*events: Mapping[str, Any], is_busy: bool = False) -> str:
    tab = SlowTab(is_busy=is_busy)
    for event in events:
        tab.limits.note(event["method"], event["params"])
    return str(find_delay(cast("Tab", tab), PAGE, cast("Iterable[Mapping[str, Any]]", events)))


@pytest.mark.parametrize(
    ("kilobytes", "reason"), [(0, SCRIPT), (1000, SCRIPT), (1100, SERVER), (20_000, SERVER)]
)
def test_a_busy_page_waits_for_its_server_if_it_has_received_much(
    kilobytes: int, reason: str
) -> None:
    assert _reason(DOCUMENT, ANSWER, *_received(kilobytes), is_busy=True) == reason


def test_much_that_a_file_has_received_says_nothing_about_the_document() -> None:
    file = _request(f"{PAGE}/data", type="Fetch", requestId="2")
    data = _event("dataReceived", requestId="2", dataLength=9000 * KILOBYTE)

    assert _reason(DOCUMENT, ANSWER, file, data, is_busy=True) == SCRIPT


def test_a_busy_page_whose_document_has_arrived_has_an_endless_script() -> None:
    assert _reason(DOCUMENT, ANSWER, *_received(5000), END, is_busy=True) == SCRIPT


@pytest.mark.parametrize("kilobytes", [0, 20_000])
def test_a_page_that_responds_waits_for_its_server(kilobytes: int) -> None:
    assert _reason(DOCUMENT, ANSWER, *_received(kilobytes)) == SERVER


def test_a_server_without_an_answer_is_named() -> None:
    assert _reason(DOCUMENT) == "the server did not respond within 3 s"


def test_a_file_that_is_missing_is_named() -> None:
    file = _request("http://127.0.0.1/style.css", type="Stylesheet", requestId="2")

    assert _reason(DOCUMENT, ANSWER, END, file) == "/style.css was not sent within 3 s"


def test_a_page_that_nothing_keeps_from_the_end_is_left_open() -> None:
    assert _reason(DOCUMENT, ANSWER, END) == (
        "did not finish loading within 3 s, although all its files were sent; "
        "one of its scripts may keep a document open"
    )
