"""A tab is opened whatever events of other pages arrive meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from a11ycheck.browser.devtools import Connection
from a11ycheck.browser.tab import Tab

EVENTS: tuple[Mapping[str, Any], ...] = (
    {"method": "Target.targetDestroyed", "params": {"targetId": "popup of the last page"}},
    {
        "method": "Target.targetCreated",
        "params": {"targetInfo": {"targetId": "its worker", "type": "worker"}},
    },
    {"method": "Network.loadingFinished", "params": {"requestId": "1"}, "sessionId": "last"},
)
RESULT = {"browserContextId": "context", "targetId": "tab", "sessionId": "session"}


class BusyConnection:
    """Answers every command with the same result, after events of another page."""

    def __init__(self) -> None:
        self.waiting: list[Mapping[str, Any]] = []
        self.sent = 0

    def send(self, *_arguments: object, **_options: object) -> int:
        self.sent += 1
        self.waiting += [*EVENTS, {"id": self.sent, "result": RESULT}]
        return self.sent

    def receive(self, _deadline: float) -> Mapping[str, Any]:
        return self.waiting.pop(0)


def test_events_of_the_last_page_do_not_disturb_a_tab_that_opens() -> None:
    tab = Tab(cast("Connection", BusyConnection()), allowed_hosts=("127.0.0.1",), timeout=1.0)

    assert tab.frame == "tab"
    assert tab.disturbance == ""
