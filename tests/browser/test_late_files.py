"""What a page weighs and shows does not depend on how fast its files and frames come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from a11ycheck.browser.tab import Tab
from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<main><h1>A page</h1><img loading="lazy" width="9" height="9" alt="A dot" src="{}"></main>"""


FRAMED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Stories</title>
<main><p>A page that shows another one.</p><div id="here"></div></main><script>
  addEventListener("load", () => setTimeout(() => {{
    here.innerHTML = '<iframe title="A story" src="{}"></iframe>';
  }}));
</script>"""
STORY = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A story</title>{}
<main><h1>A story</h1><p>Once upon a time</p></main>"""


@pytest.fixture
def late(server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str, str], str]]:
    """Return a function that adds a file, which is answered once something waits for requests."""
    is_awaited = threading.Event()
    read = Tab.network_log

    def network_log(tab: Tab, *, patience: float = 0.0) -> list[dict[str, Any]]:
        if patience:
            is_awaited.set()
        return read(tab, patience=patience)

    def add(name: str, kind: str, content: str) -> str:
        def answer(handler: Any) -> None:
            assert is_awaited.wait(30)
            handler.send_response(200)
            handler.send_header("Content-Type", kind)
            handler.end_headers()
            handler.wfile.write(content.encode())

        return str(server.answer(name, answer))

    monkeypatch.setattr(Tab, "network_log", network_log)
    yield add
    is_awaited.set()


def test_an_image_that_is_on_its_way_is_awaited(late: Any, site: Any, outcome_of: Any) -> None:
    """It does not hold up the page's load event."""
    url = late("late.svg", "image/svg+xml", PICTURE)

    evidence = outcome_of(site(PAGE.format(url)) + "index.html", "page-weight")

    assert isinstance(evidence, PageEvidence)
    (picture,) = [request for request in evidence.requests if request.kind == "image"]
    assert picture.wire_bytes is not None
    assert picture.wire_bytes >= len(PICTURE)


@pytest.mark.parametrize("script", ["", '<script src="{}"></script>'])
def test_a_frame_that_a_script_inserts_late_is_awaited(
    script: str, late: Any, site: Any, outcome_of: Any
) -> None:
    story = STORY.format(script.format(late("late.js", "text/javascript", "")))
    url = late("story.html", "text/html", story)

    evidence = outcome_of(site(FRAMED.format(url)) + "index.html", "page-has-heading-one")

    assert isinstance(evidence, PageEvidence)
    assert evidence.axe == ()
