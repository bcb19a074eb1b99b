"""What DevTools reports of a page's requests, as requests of the evidence."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from a11ycheck.browser.network import PageTraffic

PAGE = "http://127.0.0.1/page.html"
LOGO = "http://127.0.0.1/logo.svg"


def _sent(key: str, url: str, kind: str) -> dict[str, Any]:
    request = {"requestId": key, "type": kind, "request": {"url": url}, "frameId": "1"}
    return {"method": "Network.requestWillBeSent", "params": {**request, "initiator": {}}}


@pytest.mark.parametrize("kinds", list(permutations(["Image", "Other"])), ids=" then ".join)
def test_an_image_that_is_prefetched_is_an_image(kinds: tuple[str, str]) -> None:
    traffic = PageTraffic(PAGE, ())
    traffic.read([_sent("1", PAGE, "Document"), *(_sent(kind, LOGO, kind) for kind in kinds)])

    assert [request.kind for request in traffic.summary().requests] == [
        "document",
        "image",
        "image",
    ]
