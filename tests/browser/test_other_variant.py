"""The focus in another variant than that of the walk: defects of it alone are found."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence
from a11ycheck.rules import focus_indicator_contrast, focus_indicator_visible

pytestmark = pytest.mark.browser

VISIBLE = "focus-indicator-visible"
CONTRAST = "focus-indicator-contrast"
JUDGES = {VISIBLE: focus_indicator_visible.judge, CONTRAST: focus_indicator_contrast.judge}
NAMES = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")
BY_SCRIPT = """<script>
  addEventListener("focusin", ({ target }) => target.classList.add("now"));
  addEventListener("focusout", ({ target }) => target.classList.remove("now"));
</script>"""
SWITCHED = """<script>
  if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.className = "dark";
</script>"""


def _page(style: str, body: str = "", *, colours: str = "background: #111; color: #eee") -> str:
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
    <meta name="viewport" content="width=device-width"><style>
    body {{ background: #fff; color: #111 }} a {{ color: inherit }}
    @media (prefers-color-scheme: dark) {{ body {{ {colours} }} }}
    {style}</style><main><h1>A page</h1><p><a href="#x" id="x">A link</a></p></main>{body}</html>"""


def _in_dark(style: str) -> str:
    return f"@media (prefers-color-scheme: dark) {{ {style} }}"


def _defects(evidence: object) -> set[tuple[str, str, tuple[str, ...]]]:
    """Return the rule, selector and variants of all that fails."""
    assert isinstance(evidence, PageEvidence), evidence
    assert [probe.error for probe in evidence.probes if probe.error] == []
    return {
        (probe.rule, fact.element.selector, probe.variants)
        for probe in evidence.probes
        for fact in probe.facts
        if JUDGES[probe.rule](fact.facts, None).outcome == "failed"
    }


DARK_DEFECTS = {
    "no outline": (VISIBLE, _page(_in_dark("a:focus { outline: none }"))),
    "no shadow": (
        VISIBLE,
        _page(
            "a:focus { outline: none; box-shadow: 0 0 0 3px #00f }"
            + _in_dark("a:focus { box-shadow: none }")
        ),
    ),
    "a class without a style": (
        VISIBLE,
        _page(
            f"a:focus {{ outline: none }} a.now {{ color: #00f }}{_in_dark('a.now { color: inherit }')}",
            BY_SCRIPT,
        ),
    ),
    "a theme that a script sets": (
        VISIBLE,
        _page(".dark { background: #222 } .dark a:focus { outline: none }", SWITCHED),
    ),
    "a pale outline": (CONTRAST, _page("a:focus { outline: 3px solid #003 }")),
    "a pale outline of a theme": (
        CONTRAST,
        _page(
            ".dark body { background: #111 } a:focus { outline: 3px solid #003 }",
            SWITCHED,
            colours="",
        ),
    ),
}


@pytest.mark.parametrize("case", DARK_DEFECTS)
def test_a_focus_that_is_lost_in_the_dark_is_found(visit: Any, case: str) -> None:
    rule, page = DARK_DEFECTS[case]

    found = _defects(visit(page, VISIBLE, CONTRAST, names=NAMES))

    assert found == {(rule, "#x", ("phone-dark",))}


SEEN = {
    "an outline of each scheme": _page(
        f"a:focus {{ outline: 3px solid #006 }}{_in_dark('a:focus { outline-color: #9cf }')}"
    ),
    "another mark": _page(_in_dark("a:focus { outline: none; box-shadow: 0 0 0 3px #9cf }")),
    "a mark at another place": _page(
        _in_dark("a:focus { outline: none } body:has(a:focus)::after { content: 'here' }")
    ),
    "a class": _page("a:focus { outline: none } a.now { outline: 3px solid #888 }", BY_SCRIPT),
    "colours that change gradually": _page(
        "* { transition: all 10s } a:focus { outline: 3px solid #888 }"
    ),
    "the same colours": _page("a:focus { outline: 3px solid #888 }", colours=""),
    "a theme that a script sets": _page(
        ".dark { background: #222 } .dark a:focus { outline-color: #9cf }", SWITCHED
    ),
}


@pytest.mark.parametrize("case", SEEN)
def test_a_focus_that_is_seen_in_the_dark_is_no_defect(visit: Any, case: str) -> None:
    assert not _defects(visit(SEEN[case], VISIBLE, CONTRAST, names=NAMES))


def test_a_defect_of_all_schemes_is_found_in_the_first_of_each(visit: Any) -> None:
    found = _defects(visit(_page("a:focus { outline: none }"), VISIBLE, names=NAMES))

    assert found == {(VISIBLE, "#x", (name,)) for name in NAMES[:2]}


ON_DESKTOP = "@media (width < 600px) { nav { display: none } }"
NAV = '<nav><a href="#y" id="y">Water</a></nav>'
DESKTOP_DEFECTS = {
    "a menu that phones hide": (
        VISIBLE,
        "#y",
        _page(f"{ON_DESKTOP} nav a:focus {{ outline: none }}", NAV, colours=""),
    ),
    "a menu that phones hide, with a class that scripts set": (
        VISIBLE,
        "#y",
        _page(f"{ON_DESKTOP} nav a:focus {{ outline: none }}", NAV + BY_SCRIPT, colours=""),
    ),
    "a pale outline in a menu that phones hide": (
        CONTRAST,
        "#y",
        _page(f"{ON_DESKTOP} nav a:focus {{ outline: 3px solid #ddd }}", NAV, colours=""),
    ),
    "a style for wide windows": (
        VISIBLE,
        "#x",
        _page("@media (width > 600px) { a:focus { outline: none } }", colours=""),
    ),
}


@pytest.mark.parametrize("case", DESKTOP_DEFECTS)
def test_a_focus_that_is_lost_in_another_viewport_is_found(visit: Any, case: str) -> None:
    rule, selector, page = DESKTOP_DEFECTS[case]

    found = _defects(visit(page, VISIBLE, CONTRAST, names=NAMES))

    assert found == {(rule, selector, ("desktop-light",))}


def test_a_focus_that_is_lost_on_phones_is_found_after_the_desktop(visit: Any) -> None:
    style = "@media (width > 600px) { nav { display: none } } nav a:focus { outline: none }"

    found = _defects(visit(_page(style, NAV), VISIBLE, names=NAMES[::-1]))

    assert {(rule, selector) for rule, selector, _ in found} == {(VISIBLE, "#y")}
    assert all(name.startswith("phone") for _, _, names in found for name in names)


def test_a_focus_that_is_seen_in_another_viewport_is_no_defect(visit: Any) -> None:
    style = f"{ON_DESKTOP} nav a:focus {{ outline: none; box-shadow: 0 0 0 3px #00f }}"

    assert not _defects(visit(_page(style, NAV, colours=""), VISIBLE, CONTRAST, names=NAMES))


def test_a_menu_that_phones_hide_is_judged_on_each_page(
    site: Any, audit: Any, pages_at: Any
) -> None:
    page = _page(f"{ON_DESKTOP} nav a:focus {{ outline: none }}", NAV + BY_SCRIPT)
    names = ("a.html", "b.html", "c.html")
    address = site(dict.fromkeys(names, page))

    results = audit(pages_at(address, *names), VISIBLE, names=NAMES)

    assert [{where for _, where, _ in _defects(result)} for result in results] == [{"#y"}] * 3


@pytest.mark.parametrize("is_first_bad", [True, False])
def test_what_another_page_has_shown_in_the_dark_hides_nothing(
    site: Any, audit: Any, pages_at: Any, *, is_first_bad: bool
) -> None:
    style = _in_dark("a:focus { outline: none } body:has(hr) a:focus { text-shadow: 0 0 9px red }")
    bad, good = _page(style), _page(style, "<hr>")
    address = site(
        {"a.html": bad if is_first_bad else good, "b.html": good if is_first_bad else bad}
    )

    first, second = audit(pages_at(address, "a.html", "b.html"), VISIBLE, names=NAMES)

    defect = {(VISIBLE, "#x", ("phone-dark",))}
    assert [_defects(first), _defects(second)] == (
        [defect, set()] if is_first_bad else [set(), defect]
    )


def test_a_defect_of_shared_parts_is_found_in_the_dark_of_each_page(
    site: Any, audit: Any, pages_at: Any
) -> None:
    page = _page(_in_dark("a:focus { outline: none }"), BY_SCRIPT)
    names = ("a.html", "b.html", "c.html")
    address = site(dict.fromkeys(names, page))

    results = audit(pages_at(address, *names), VISIBLE, names=NAMES)

    assert [_defects(result) for result in results] == [{(VISIBLE, "#x", ("phone-dark",))}] * 3
