"""What a page weighs does not depend on how fast its files come."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from a11ycheck.browser.tab import Tab
from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<main><h1>A page</h1><img loading="lazy" width="9" height="9" alt="A dot" src="{}"></main>"""


def test_an_image_that_is_on_its_way_is_awaited(
    server: Any, site: Any, outcome_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not hold up the page's load event, and is answered once the requests were first looked at."""
    looked = threading.Event()
    read = Tab.network_log

    def late(handler: Any) -> None:
        assert looked.wait(30)
        handler.send_response(200)
        handler.send_header("Content-Type", "image/svg+xml")
        handler.end_headers()
        handler.wfile.write(PICTURE)

    def network_log(tab: Tab, **options: Any) -> list[dict[str, Any]]:
        events = read(tab, **options)
        if any("late.svg" in str(event["params"].get("request")) for event in events):
            looked.set()
        return events

    monkeypatch.setattr(Tab, "network_log", network_log)
    try:
        evidence = outcome_of(
            site(PAGE.format(server.answer("late.svg", late))) + "index.html", "page-weight"
        )
    finally:
        looked.set()

    assert isinstance(evidence, PageEvidence)
    (picture,) = [request for request in evidence.requests if request.kind == "image"]
    assert picture.wire_bytes is not None
    assert picture.wire_bytes >= len(PICTURE)
