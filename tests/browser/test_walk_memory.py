"""What the walk takes over from other pages, or concludes without keys, must not hide a defect."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

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
HOLD = (
    "const now = document.activeElement; if (now !== document.body) last ??= now;"
    " if (last && now !== last) last.focus();"
)
POLL = f"let last; setInterval(() => {{ {HOLD} }}, 0);"
CHAIN = f"let last; const look = () => {{ {HOLD} %s(look); }}; look();"
TYPED = "addEventListener('%s', (event) => { if (%s) document.title += '!'; });"
ASKED = "const isOurs = (event) => event.isTrusted; " + TYPED % (
    "keydown",
    "isOurs(event) && event.key === 's' && %s",
)
EDITOR = (
    "document.querySelector('[contenteditable]').addEventListener('keydown',"
    " (event) => { if (event.key === 'Tab' && %s) event.preventDefault(); });"
)
DRAWER = (
    ".drawer { position: fixed; left: -500px; top: 0; width: 200px } .drawer.open { left: 0 }"
    " .drawer a:focus { outline: none }"
)
SWITCHED = (
    "let isOn = true;"
    " addEventListener('keydown', ({ key }) => { if (key === 's' && isOn) document.title += '!'; });"
    " addEventListener('click', ({ target }) => { if (target.matches('button')) isOn = false; });"
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
    "legacy key code": (
        SHORTCUT,
        {"s.js": TYPED % ("keydown", f"event.keyCode === 83 && {IS_B}")},
        _page(end=SHARED),
        _page(end=SHARED),
    ),
    "key press event": (
        SHORTCUT,
        {"s.js": TYPED % ("keypress", f"event.which === 115 && {IS_B}")},
        _page(end=SHARED),
        _page(end=SHARED),
    ),
    "keys of persons only": (
        SHORTCUT,
        {"s.js": TYPED % ("keydown", f"event.isTrusted && event.key === 's' && {IS_B}")},
        _page(end=SHARED),
        _page(end=SHARED),
    ),
    "keys of persons only, asked by another function": (
        SHORTCUT,
        {},
        _page(end=f"<script>{ASKED % IS_B}</script>"),
        _page(end=f"<script>{ASKED % IS_B}</script>"),
    ),
    "leaving the page": (
        TRAP,
        {"s.js": CATCH % f"!event.relatedTarget && {IS_B}"},
        _page(end=SHARED),
        _page(end=SHARED),
    ),
    "editable text": (
        TRAP,
        {"s.js": EDITOR % IS_B},
        _page("<div contenteditable>A text</div>", end=SHARED),
        _page("<div contenteditable>A text</div>", end=SHARED),
    ),
    "part that is shut elsewhere": (
        VISIBLE,
        {"s.css": DRAWER},
        _page('<div class="drawer"><a href="#d">Drawer</a></div>'),
        _page('<div class="drawer open"><a href="#d">Drawer</a></div>'),
    ),
    "controls of a shortcut": (
        SHORTCUT,
        {"s.js": SWITCHED},
        _page("<button>Turn off keyboard shortcuts</button>", end=SHARED),
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


# The same, where the first page has the defect and the second has none.
FOUND_BEFORE = {
    "shadow by content": (
        VISIBLE,
        {"s.css": "a:focus { outline: none } body:has(hr) a:focus { box-shadow: 0 0 0 3px #00f }"},
        _page(),
        _page("<hr>"),
    ),
    "text by content": (
        VISIBLE,
        {"s.css": "a:focus { outline: none } body:has(hr) a:focus::after { content: 'here' }"},
        _page(),
        _page("<hr>"),
    ),
    "style far off by content": (
        VISIBLE,
        {"s.css": "a:focus { outline: none } body:has(hr):has(a:focus) footer i { color: red }"},
        _page("<footer><p><i>Text</i></p></footer>"),
        _page("<hr><footer><p><i>Text</i></p></footer>"),
    ),
    "part that is open elsewhere": (
        VISIBLE,
        {"s.css": DRAWER},
        _page('<div class="drawer open"><a href="#d">Drawer</a></div>'),
        _page('<div class="drawer"><a href="#d">Drawer</a></div>'),
    ),
    "shortcut by url": (
        SHORTCUT,
        {"s.js": KEYS % f"!{IS_B}"},
        _page(end=SHARED),
        _page(end=SHARED),
    ),
    "controls of a shortcut": (
        SHORTCUT,
        {"s.js": SWITCHED},
        _page(end=SHARED),
        _page("<button>Turn off keyboard shortcuts</button>", end=SHARED),
    ),
}


@pytest.mark.parametrize("case", FOUND_BEFORE)
def test_a_defect_of_the_page_before_is_not_reported_again(
    site: Any, audit: Any, pages_at: Any, case: str
) -> None:
    rule, files, first, second = FOUND_BEFORE[case]
    address = site({"s.css": "", "s.js": "", **files, "a.html": first, "b.html": second})
    pages = pages_at(address, "a.html", "b.html")

    bad, good = audit(pages, VISIBLE, SHORTCUT)

    assert _defects(bad, rule)
    assert not _defects(good, rule)


@pytest.mark.parametrize(
    "case", [("clearInterval(timer)", 1), ("timer", 3)], ids=["ended", "running"]
)
def test_an_interval_that_a_script_ends_at_its_first_call_polls_nothing(
    shared_browser: Any, site: Any, audit: Any, pages_at: Any, case: tuple[str, int]
) -> None:
    """So RxJS waits. What polls may move the focus on any page."""
    timer, count = case
    script = (
        f"const timer = setInterval(() => {{ {timer} }});"
        "addEventListener('keydown', ({ view }) => {"
        " const request = new XMLHttpRequest();"
        " if (view) request.open('GET', `${location.pathname}-heard`, false);"
        " if (view) request.send(); });"
    )
    pages = {name: _page(end=SHARED) for name in ("a.html", "b.html", "c.html")}
    address = site({"s.css": "", "s.js": script, **pages})

    audit(pages_at(address, *pages), TRAP)

    pressed = {
        name
        for name in pages
        for path in shared_browser.server.paths
        if path.startswith(f"{urlsplit(address).path}{name}-heard")
    }
    assert len(pressed) == count, pressed


# How a search that takes any character is shut.
SHUT = {"by itself": "setTimeout(() => { isOpen = false; }, 50);", "by Escape": ""}


@pytest.mark.parametrize("shut", SHUT)
def test_what_a_shortcut_has_started_is_not_the_answer_to_the_next(
    site: Any, audit: Any, pages_at: Any, shut: str
) -> None:
    script = (
        "let isOpen = false;"
        f"const open = () => {{ isOpen = true; {SHUT[shut]} }};"
        "addEventListener('keydown', ({ key }) => {"
        " if (key === 'Escape') isOpen = false;"
        " if (key === 'f') open();"
        " if (isOpen) document.body.toggleAttribute('data-open');"
        f" if (key === 'n' && !{IS_B}) document.title += '!'; }});"
    )
    pages = {name: _page(end=SHARED) for name in ("a.html", "b.html")}
    address = site({"s.css": "", "s.js": script, **pages})

    found = audit(pages_at(address, *pages), TRAP, VISIBLE, SHORTCUT)

    keys = [
        set(fact.facts["keys"])
        for page in found
        for probe in page.probes
        if probe.rule == SHORTCUT
        for fact in probe.facts
    ]
    assert keys == [{"f", "n"}, {"f"}]


def test_a_site_whose_pages_differ_in_their_shortcuts_is_rehearsed_a_few_times_only(
    shared_browser: Any, site: Any, audit: Any, pages_at: Any
) -> None:
    """A page that answers in another way than those before it has to be loaded again."""
    names = [f"{name}.html" for name in "abcdefgh"]
    script = (
        "addEventListener('keydown', ({ key }) => {"
        " if (key === location.pathname.at(-6)) document.title += '!'; });"
    )
    address = site({"s.css": "", "s.js": script, **{name: _page(end=SHARED) for name in names}})

    found = audit(pages_at(address, *names), TRAP, SHORTCUT)

    assert all(_defects(evidence, SHORTCUT) for evidence in found)
    paths = shared_browser.server.paths
    loads = [paths.count(f"{urlsplit(address).path}{name}") for name in names]
    assert loads == [1, 2, 2, 2, 1, 1, 1, 1]


@pytest.mark.parametrize("function", ["setTimeout", "requestAnimationFrame"])
def test_a_focus_that_is_held_in_each_frame_is_a_trap(
    site: Any, audit: Any, pages_at: Any, function: str
) -> None:
    script = f"if ({IS_B}) {{ {CHAIN % function} }}"
    pages = {name: _page(end=SHARED) for name in ("a.html", "b.html")}
    address = site({"s.css": "", "s.js": script, **pages})

    good, bad = audit(pages_at(address, *pages), TRAP)

    assert not _defects(good, TRAP)
    assert _defects(bad, TRAP)


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


def test_controls_in_a_closed_dialog_of_the_page_before_are_not_those_of_this_one(
    site: Any, audit: Any, pages_at: Any
) -> None:
    dialog = "<dialog aria-label='Help'><button>%s</button></dialog>"
    script = (
        "addEventListener('keydown', ({ key }) => {"
        " if (key === '?') document.querySelector('dialog').showModal(); });"
    )
    address = site(
        {
            "s.css": "",
            "s.js": script,
            "a.html": _page(dialog % "Turn off shortcuts", end=SHARED),
            "b.html": _page(dialog % "Close", end=SHARED),
        }
    )

    first, second = audit(pages_at(address, "a.html", "b.html"), TRAP, VISIBLE, SHORTCUT)

    have_settings = [
        fact.facts["settings"] > 0
        for page in (first, second)
        for probe in page.probes
        if probe.rule == SHORTCUT
        for fact in probe.facts
    ]
    assert have_settings == [True, False]


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
