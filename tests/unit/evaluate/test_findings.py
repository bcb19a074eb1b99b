"""One fault is one finding with all its places; whose fault it is follows from where it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.evaluate import group
from a11ycheck.model import (
    Assertion,
    Dependency,
    Element,
    EvidenceKind,
    Finding,
    Impact,
    Outcome,
    Reach,
    Rule,
    RuleId,
    Scope,
)

PAGES = [f"page{number:02}.html" for number in range(28)]
STYLE = frozenset({Dependency.LAYOUT, Dependency.COLOUR})
_RULE = Rule(id=RuleId("image-alt"), title="", impact=Impact.SERIOUS, evidence=EvidenceKind.AXE)


@pytest.fixture
def grouped(rule: Any) -> Any:
    def grouped(
        faults: Sequence[Assertion], *rules: Rule, pages: Sequence[str] = PAGES
    ) -> tuple[Finding, ...]:
        known = {str(item.id): item for item in rules or (rule(),)}
        return group(faults, known, pages)

    return grouped


def test_the_same_element_of_the_frame_on_many_pages_is_one_fault_of_the_theme(
    grouped: Any, fault: Any
) -> None:
    faults = [
        fault(page, f'<aside class="x" id="id{number}">', in_main=False, text=f"Text {number}")
        for number, page in enumerate(PAGES)
    ]

    (finding,) = grouped(faults)

    assert finding.scope is Scope.THEME
    assert len(finding.places) == 28
    assert finding.pages == tuple(PAGES)


@pytest.mark.parametrize(
    ("wrong", "pages", "scope"),
    [(28, 28, Scope.THEME), (2, 2, Scope.THEME), (2, 28, Scope.PAGE), (1, 1, Scope.PAGE)],
)
def test_the_root_of_a_page_is_the_themes_where_it_is_wrong_on_most_pages(
    grouped: Any, fault: Any, wrong: int, pages: int, scope: Scope
) -> None:
    root = Element(target=("html",), html='<html lang="en">')
    faults = [replace(fault(page), element=root) for page in PAGES[:wrong]]

    found = grouped(faults, pages=PAGES[:pages])

    assert {finding.scope for finding in found} == {scope}
    assert len(found) == (1 if scope is Scope.THEME else wrong)


def test_the_same_picture_in_the_text_of_two_pages_is_two_faults(grouped: Any, fault: Any) -> None:
    faults = [fault(page, '<img src="a.png">') for page in PAGES[:2]]

    first, second = grouped(faults)

    assert {first.scope, second.scope} == {Scope.PAGE}
    assert (first.pages, second.pages) == ((PAGES[0],), (PAGES[1],))
    assert first.fingerprint != second.fingerprint


def test_the_very_same_element_on_most_pages_was_made_by_the_theme(
    grouped: Any, fault: Any
) -> None:
    faults = [fault(page, '<a class="headerlink">', text="¶") for page in PAGES[:15]]

    (finding,) = grouped(faults)

    assert finding.scope is Scope.THEME


def test_the_very_same_element_on_some_pages_was_made_by_their_authors(
    grouped: Any, fault: Any
) -> None:
    findings = grouped([fault(page, "<a>", text="here") for page in PAGES[:5]])

    assert [finding.scope for finding in findings] == [Scope.PAGE] * 5


def test_an_element_of_the_frame_on_one_page_is_that_pages_fault(grouped: Any, fault: Any) -> None:
    (finding,) = grouped([fault(in_main=False)])

    assert finding.scope is Scope.PAGE


def test_addresses_that_differ_in_depth_are_the_same_place(grouped: Any, fault: Any) -> None:
    faults = [
        fault(page, f'<a class="brand" href="{"../" * (number % 4)}index.html">', in_main=False)
        for number, page in enumerate(PAGES)
    ]

    assert len(grouped(faults)) == 1


def _colours(foreground: str, background: str = "#fff", ratio: str = "4.5:1") -> dict[str, str]:
    return {"fgColor": foreground, "bgColor": background, "expectedContrastRatio": ratio}


def test_a_style_is_one_fault_however_many_elements_have_it(
    grouped: Any, fault: Any, rule: Any
) -> None:
    contrast = rule("color-contrast", depends=STYLE)
    name = RuleId("color-contrast")
    faults = [
        fault(page, f'<span class="k" id="i{page}">', text=word, rule=name, data=_colours("#999"))
        for page in PAGES[:3]
        for word in ("if", "else")
    ]
    others = [
        fault(html='<span class="k">', rule=name, data=_colours("#888")),
        fault(html='<span class="s">', rule=name, data=_colours("#999")),
        fault(html='<span class="k">', rule=name, data=_colours("#999", "#000")),
    ]

    findings = grouped([*faults, *others], contrast)

    assert sorted(len(finding.places) for finding in findings) == [1, 1, 1, 6]
    assert findings[0].scope is Scope.THEME
    assert len(findings[0].pages) == 3


def test_open_questions_of_style_are_grouped_by_what_kept_axe_from_judging(
    grouped: Any, fault: Any, rule: Any
) -> None:
    contrast = rule("color-contrast", depends=STYLE)
    faults = [
        fault(
            html=f'<p class="{number}">',
            rule=RuleId("color-contrast"),
            outcome=Outcome.CANT_TELL,
            data={"messageKey": key},
        )
        for key in ("bgImage", "bgOverlap")
        for number in range(3)
    ]

    findings = grouped(faults, contrast)

    assert [len(finding.places) for finding in findings] == [3, 3]


def test_failures_and_open_questions_never_share_a_finding(grouped: Any, fault: Any) -> None:
    findings = grouped([fault(), fault(outcome=Outcome.CANT_TELL)])

    assert {finding.outcome for finding in findings} == {Outcome.FAILED, Outcome.CANT_TELL}


def test_a_fault_of_the_whole_page_is_grouped_by_its_cause(
    grouped: Any, fault: Any, rule: Any
) -> None:
    third = rule("third-party-request", reach=Reach.PAGE)
    name = RuleId("third-party-request")
    faults = [
        fault(page, rule=name, element=None, data={"host": host})
        for page, host in [(PAGES[0], "a"), (PAGES[1], "a"), (PAGES[1], "b")]
    ]

    shared, single = grouped(faults, third)

    assert (shared.scope, shared.pages) == (Scope.THEME, tuple(PAGES[:2]))
    assert (single.scope, single.pages) == (Scope.PAGE, (PAGES[1],))


def test_a_fault_of_the_site_is_one_finding(grouped: Any, fault: Any, rule: Any) -> None:
    titles = rule("duplicate-page-title", reach=Reach.SITE)
    faults = [
        fault(page, "<title>", rule=RuleId("duplicate-page-title"), message=message)
        for page, message in zip(PAGES[:4], ["One", "One", "Two", "Two"], strict=True)
    ]

    findings = grouped(faults, titles)

    assert [(finding.scope, finding.message) for finding in findings] == [
        (Scope.SITE, "One"),
        (Scope.SITE, "Two"),
    ]


def test_the_worst_comes_first_and_pages_keep_their_order(
    grouped: Any, fault: Any, rule: Any
) -> None:
    site = rule("z-site", reach=Reach.SITE)
    faults = [
        fault(PAGES[2], "<b>", impact=Impact.CRITICAL),
        fault(PAGES[1], "<i>", impact=Impact.MINOR),
        fault(PAGES[1], "<u>", impact=Impact.SERIOUS),
        fault(PAGES[3], "<title>", rule=RuleId("z-site"), impact=Impact.CRITICAL),
        *[fault(page, "<nav>", in_main=False, impact=Impact.MINOR) for page in PAGES[:2]],
        *[fault(page, "<hr>", in_main=False, impact=Impact.MINOR) for page in PAGES[:3]],
    ]

    findings = grouped(faults, rule(), site)

    assert [(finding.scope, finding.pages[0], finding.impact) for finding in findings] == [
        (Scope.THEME, PAGES[0], Impact.MINOR),
        (Scope.THEME, PAGES[0], Impact.MINOR),
        (Scope.SITE, PAGES[3], Impact.CRITICAL),
        (Scope.PAGE, PAGES[1], Impact.SERIOUS),
        (Scope.PAGE, PAGES[1], Impact.MINOR),
        (Scope.PAGE, PAGES[2], Impact.CRITICAL),
    ]
    assert [len(finding.pages) for finding in findings[:2]] == [3, 2]


def test_a_finding_has_the_worst_impact_of_its_places(grouped: Any, fault: Any) -> None:
    faults = [
        fault(page, in_main=False, impact=impact)
        for page, impact in zip(PAGES, [Impact.MINOR, Impact.CRITICAL], strict=False)
    ]

    (finding,) = grouped(faults)

    assert finding.impact is Impact.CRITICAL


def test_no_place_is_lost(grouped: Any, fault: Any) -> None:
    faults = [
        fault(page, html, in_main=in_main, text=text)
        for page in PAGES[:6]
        for html in ("<img>", '<a href="x">', '<a class="b">')
        for in_main in (True, False)
        for text in ("", "here")
    ]

    findings = grouped(faults)

    assert sum(len(finding.places) for finding in findings) == len(faults)
    fingerprints = [finding.fingerprint for finding in findings]
    assert len(set(fingerprints)) == len(fingerprints)


words = st.text(st.characters(codec="utf-8", exclude_characters='"<>&'), max_size=8)


@given(
    ident=words,
    depth=st.integers(0, 5),
    version=st.integers(0, 9),
    port=st.integers(1024, 65535),
    target=st.text(max_size=5),
)
def test_a_fingerprint_outlives_a_rebuild(
    ident: str, depth: int, version: int, port: int, target: str
) -> None:
    def finding(html: str, target: str) -> Finding:
        element = Element(target=(target,), html=html, in_main=True, text="A street")
        return _only(element)

    first = finding('<a id="a" href="img/a.png?v=1"><img src="img/a.png"></a>', "#a")
    second = finding(
        f'<a id="{ident}" href="{"../" * depth}img/a.png?v={version}#L{port}"><img></a>', target
    )

    assert first.fingerprint == second.fingerprint


@given(one=words, other=words)
def test_different_elements_have_different_fingerprints(one: str, other: str) -> None:
    same = " ".join(one.split()) == " ".join(other.split())

    first, second = (
        _only(Element(target=("x",), html=f'<img title="{word}">', in_main=True))
        for word in (one, other)
    )

    assert (first.fingerprint == second.fingerprint) == same


def test_text_that_no_encoding_holds_has_a_fingerprint() -> None:
    """A script can put half of a letter into a page."""
    assert _only(Element(target=("x",), html="<p>", in_main=True, text="\ud83d")).fingerprint


def _only(element: Element) -> Finding:
    found = Assertion(
        rule=RuleId("image-alt"),
        outcome=Outcome.FAILED,
        page="a.html",
        variants=("phone-light",),
        impact=Impact.SERIOUS,
        message="No text.",
        element=element,
    )
    (finding,) = group([found], {"image-alt": _RULE}, ["a.html", "b.html"])
    return finding
