"""A script or a server that never ends costs its own page, and no other."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from a11ycheck.model import NotTested, PageEvidence

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_left")]

PAGE = '<!doctype html><html lang="en"><title>A page</title>{}<main><h1>A page</h1></main>'
WITHOUT_END = "for (;;) {}"
HANGS = {
    "good.html": "",
    "hangs-while-it-loads.html": WITHOUT_END,
    "hangs-later.html": f"addEventListener('load', () => setTimeout(() => {{ {WITHOUT_END} }}))",
    "hangs-when-turned.html": f"addEventListener('resize', () => {{ {WITHOUT_END} }})",
    "last.html": "",
}


def test_a_script_that_never_ends_is_named_and_the_next_page_is_audited(
    site: Any, pages_at: Any, audit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11ycheck.browser.session._GRACE", 1.0)
    monkeypatch.setattr("a11ycheck.browser.isolated_world._PATIENCE", 1.0)
    base = site({name: PAGE.format(f"<script>{js}</script>") for name, js in HANGS.items()})

    good, *hanging, last = audit(
        pages_at(base, *HANGS),
        "document-title",
        "reflow",
        names=("phone-light", "desktop-light"),
        timeout=3.0,
    )

    assert isinstance(good, PageEvidence)
    assert [(result.page, str(result.reason)) for result in hanging] == [
        (name, "did not respond within 3 s; one of its scripts may never end")
        for name in list(HANGS)[1:-1]
    ]
    assert isinstance(last, PageEvidence)


def test_a_server_that_never_ends_its_answer_is_not_waited_for_longer_than_the_limit(
    site: Any, server: Any, pages_at: Any, audit: Any
) -> None:
    released = threading.Event()

    def never(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(b"<!doctype html><title>Half")
        handler.wfile.flush()
        released.wait(60)

    base, _, name = server.answer("half.html", never).rpartition("/")
    pages = (*pages_at(f"{base}/", name), *pages_at(site(PAGE), "index.html"))
    try:
        half, good = audit(pages, "document-title", timeout=3.0)
    finally:
        released.set()

    assert isinstance(half, NotTested)
    assert str(half.reason).startswith("did not respond within 3 s")
    assert isinstance(good, PageEvidence)
