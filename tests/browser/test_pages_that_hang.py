"""A script or a server that never ends costs its own page, and no other."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence

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
    monkeypatch.setattr("a11ycheck.browser.plan.TIME_LIMITS", 2.0)
    files = {name: PAGE.format(f"<script>{js}</script>") for name, js in HANGS.items()}
    files["large.html"] = files["hangs-when-turned.html"].replace(
        "<main>", "<main>" + "<p>x</p>" * 1500
    )
    base = site(files)

    good, *hanging, last, large = audit(
        pages_at(base, *files),
        "document-title",
        "reflow",
        names=("phone-light", "desktop-light"),
        timeout=3.0,
    )

    assert isinstance(good, PageEvidence)
    loading = "did not respond within 3 s; one of its scripts may never end"
    later = (
        "could not be measured within 6 s; it is very large, or one of its scripts never ends "
        "(more time: --timeout)"
    )
    reasons = [str(result.reason) for result in hanging]
    assert reasons == [loading, later, later]
    assert isinstance(last, PageEvidence)
    # A page gets one more time limit for each 1,000 elements.
    assert str(large.reason) == later.replace("6 s", "9 s")


KEPT_OPEN = {
    "frame": "<iframe id=part title=Part></iframe><script>part.contentDocument.open()</script>",
    "navigation": """<script>
        navigation.onnavigate = (event) => event.intercept({ handler: () => new Promise(() => {}) });
        navigation.navigate("other.html");
    </script>""",
}


def test_a_document_that_a_script_keeps_open_is_named(site: Any, pages_at: Any, audit: Any) -> None:
    base = site({f"{kind}.html": PAGE.format("") + source for kind, source in KEPT_OPEN.items()})

    results = audit(pages_at(base, "frame.html", "navigation.html"), "document-title", timeout=3.0)

    reason = (
        "did not finish loading within 3 s, although all its files were sent; "
        "one of its scripts may keep a document open"
    )
    assert [str(result.reason) for result in results] == [reason, reason]
