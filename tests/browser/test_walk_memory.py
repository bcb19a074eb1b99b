"""What the walk takes over from other pages, or concludes without keys, must not hide a defect."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

VISIBLE = "focus-indicator-visible"
TRAP = "keyboard-trap"
SHORTCUT = "character-key-shortcut"
OBSCURED = "focus-obscured"

CATCH = "document.addEventListener('blur', (event) => { if (%s) event.target.focus(); }, true);"
KEYS = (
    "addEventListener('keydown', ({ key }) => { if (key === 's' && %s) document.title += '!'; });"
)
POLL = (
    "let last; setInterval(() => { const now = document.activeElement;"
    " if (now !== document.body) last ??= now; if (last && now !== last) last.focus(); }, 0);"
)


def _page(main: str = "", *, end: str = "", body: str = "") -> str:
    links = "".join(f'<li><a href="{name}.html">{name}</a></li>' for name in "ab")
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
    <link rel="stylesheet" href="s.css"><body{body}><nav><ul>{links}</ul></nav>
    <main><h1>A page</h1><p><a href="#x">A link</a> <a href="#y">Another link</a></p>{main}</main>
    {end}</body></html>"""


SHARED = '<script src="s.js"></script>'
IS_B = "location.pathname.endsWith('b.html')"
# By what the shared script or stylesheet tells the second page from the first: rule, files, and the pages.
ATTACKS = {
    "url": (TRAP, {"s.js": CATCH % IS_B}, _page(end=SHARED), _page(end=SHARED)),
    "data attribute": (
        TRAP,
        {"s.js": CATCH % "document.body.dataset.modal === 'open'"},
        _page(end=SHARED, body=' data-modal="shut"'),
        _page(end=SHARED, body=' data-modal="open"'),
    ),
    "language": (
        TRAP,
        {"s.js": CATCH % "document.body.lang === 'en-GB'"},
        _page(end=SHARED, body=' lang="en-US"'),
        _page(end=SHARED, body=' lang="en-GB"'),
    ),
    "data script": (
        TRAP,
        {"s.js": CATCH % "JSON.parse(document.querySelector('#data').textContent).modal"},
        _page(end=f'<script type="application/json" id="data">{{"modal": false}}</script>{SHARED}'),
        _page(end=f'<script type="application/json" id="data">{{"modal": true}}</script>{SHARED}'),
    ),
    "an element elsewhere": (
        TRAP,
        {"s.js": CATCH % "document.querySelector('hr')"},
        _page(end=SHARED),
        _page("<hr>", end=SHARED),
    ),
    "handler of an ancestor": (
        TRAP,
        {},
        _page(body=' onfocusout="void 0"'),
        _page(body=' onfocusout="event.target.focus()"'),
    ),
    "imported module": (
        TRAP,
        {
            "s.js": "import(location.pathname.replace('html', 'js'))",
            "a.js": CATCH % "0",
            "b.js": CATCH % "1",
        },
        _page(end=SHARED),
        _page(end=SHARED),
    ),
    "shortcut by url": (SHORTCUT, {"s.js": KEYS % IS_B}, _page(end=SHARED), _page(end=SHARED)),
    "shortcut by an element elsewhere": (
        SHORTCUT,
        {"s.js": KEYS % "document.querySelector('hr')"},
        _page(end=SHARED),
        _page("<hr>", end=SHARED),
    ),
    "style by content": (
        VISIBLE,
        {"s.css": "body:has(hr) a:focus { outline: none }"},
        _page(),
        _page("<hr>"),
    ),
    "style elsewhere by content": (
        VISIBLE,
        {"s.css": "a:focus { outline: none } body:has(a:focus):not(:has(hr)) h1 { color: red }"},
        _page(),
        _page("<hr>"),
    ),
    "cover over what is scrolled to": (
        OBSCURED,
        {
            "s.css": "html { scroll-behavior: smooth } p { margin-top: 2000px }"
            " hr { position: fixed; inset: 5% 0 0; height: 95%; margin: 0; background: red }"
        },
        _page(),
        _page("<hr>"),
    ),
    "style by script": (
        VISIBLE,
        {
            "s.js": f"if ({IS_B}) {{ const sheet = new CSSStyleSheet();"
            " sheet.replaceSync('a:focus { outline: none }'); document.adoptedStyleSheets = [sheet]; }"
        },
        _page(end=SHARED),
        _page(end=SHARED),
    ),
    "style attribute": (
        VISIBLE,
        {},
        _page('<a href="#z">Last</a>', end=SHARED),
        _page('<a href="#z" style="outline: none">Last</a>', end=SHARED),
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_that_differs_from_the_one_before_is_found(
    site: Any, audit: Any, pages_at: Any, attack: str
) -> None:
    rule, files, first, second = ATTACKS[attack]
    address = site({"s.css": "", "s.js": "", **files, "a.html": first, "b.html": second})
    pages = pages_at(address, "a.html", "b.html")

    good, bad = audit(pages, TRAP, VISIBLE, SHORTCUT, OBSCURED)

    assert not _defects(good, rule)
    assert _defects(bad, rule)


@pytest.mark.parametrize(
    "script",
    [
        f"<script>{POLL} document.currentScript.remove();</script>",
        f"<svg width='9' height='9'><script>{POLL}</script></svg>",
        f'<img src="data:," alt="" onerror="{POLL} this.remove()">',
    ],
    ids=["removed", "svg", "handler"],
)
def test_a_script_that_is_not_in_the_document_any_more_is_met(
    site: Any, outcome_of: Any, script: str
) -> None:
    address = site({"s.css": "", "index.html": _page(script)})

    assert _defects(outcome_of(address + "index.html", TRAP), TRAP)


def _defects(evidence: object, rule: str) -> list[str]:
    """Return the elements with the defect."""
    assert isinstance(evidence, PageEvidence), evidence
    measured = [probe for probe in evidence.probes if probe.rule == rule]
    assert [probe.error for probe in measured if probe.error] == []
    facts = [fact for probe in measured for fact in probe.facts]
    match rule:
        case "keyboard-trap":
            bad = [fact for fact in facts if "size" in fact.facts]
        case "character-key-shortcut":
            bad = [fact for fact in facts if fact.facts.get("left")]
        case "focus-obscured":
            bad = [fact for fact in facts if fact.facts.get("cover")]
        case _:
            bad = [fact for fact in facts if fact.facts.get("visible") is False]
    return [fact.element.selector for fact in bad]
