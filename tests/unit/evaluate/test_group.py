"""One cause is one finding with all its locations; its scope follows from the pages that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.evaluate import group
from a11ycheck.model import (
    Assertion,
    Dependency,
    Element,
    FactRule,
    Finding,
    Impact,
    MessageTemplate,
    Outcome,
    Precision,
    Reach,
    ResourceRule,
    Rule,
    RuleId,
    Scope,
    SourceLocation,
)

PAGES = [f"page{number:02}.html" for number in range(28)]
STYLE = frozenset({Dependency.LAYOUT, Dependency.COLOUR})


@pytest.fixture
def grouped(rule: Any) -> Any:
    def grouped(
        failures: Sequence[Assertion], *rules: Rule, pages: Sequence[str] = PAGES
    ) -> tuple[Finding, ...]:
        known = {str(item.id): item for item in rules or (rule(),)}
        return group(failures, known, pages)

    return grouped


def line(file: str, number: int) -> SourceLocation:
    return SourceLocation(file=file, line=number, precision=Precision.EXACT)


# --- causes -----------------------------------------------------------------------------------------


def test_the_same_template_element_on_many_pages_is_one_finding_of_the_theme(
    grouped: Any, failure: Any
) -> None:
    failures = [
        failure(page, f'<aside class="x" id="id{number}">', in_main=False, text=f"Text {number}")
        for number, page in enumerate(PAGES)
    ]

    (finding,) = grouped(failures)

    assert finding.scope is Scope.THEME
    assert finding.count == 28
    assert finding.pages == tuple(PAGES)


@pytest.mark.parametrize(
    ("wrong", "pages", "scope"),
    [(28, 28, Scope.THEME), (2, 2, Scope.THEME), (2, 28, Scope.PAGE), (1, 1, Scope.PAGE)],
)
def test_the_root_element_is_the_themes_where_most_pages_fail(
    grouped: Any, failure: Any, wrong: int, pages: int, scope: Scope
) -> None:
    root = Element(target=("html",), html='<html lang="en">')
    failures = [replace(failure(page), element=root) for page in PAGES[:wrong]]

    (finding,) = grouped(failures, pages=PAGES[:pages])

    assert finding.scope is scope
    assert finding.pages == tuple(PAGES[:wrong])


def test_the_same_element_in_the_text_of_two_pages_is_one_finding_of_both(
    grouped: Any, failure: Any
) -> None:
    (finding,) = grouped([failure(page, '<img src="a.png">') for page in PAGES[:2]])

    assert finding.scope is Scope.PAGE
    assert finding.pages == tuple(PAGES[:2])


def test_the_same_element_in_two_source_files_is_two_findings(grouped: Any, failure: Any) -> None:
    failures = [
        failure(page, '<img src="a.png">', source=line(f"{page}.md", 7)) for page in PAGES[:2]
    ]

    first, second = grouped(failures)

    assert (first.pages, second.pages) == ((PAGES[0],), (PAGES[1],))
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("nested-interactive", 1),
        ("focus-indicator-visible", 1),
        ("focus-indicator-contrast", 1),
        ("definition-list", 1),
        ("listitem", 1),
        ("heading-order", 3),
    ],
)
def test_elements_that_fail_whatever_they_say_are_one_finding(
    name: str, count: int, grouped: Any, failure: Any, rule: Any
) -> None:
    failures = [
        failure(html="<summary>", text=text, rule=RuleId(name), message=f"{name} {text}")
        for text in ("fn new() source", "fn push(&mut self) source", "fn pop(&mut self) source")
    ]

    findings = grouped(failures, rule(name))

    assert len(findings) == count
    assert sum(finding.count for finding in findings) == 3


def test_the_same_element_on_most_pages_was_made_by_the_theme(grouped: Any, failure: Any) -> None:
    failures = [failure(page, '<a class="headerlink">', text="¶") for page in PAGES[:15]]

    (finding,) = grouped(failures)

    assert finding.scope is Scope.THEME


def test_the_same_element_on_some_pages_was_made_by_their_authors(
    grouped: Any, failure: Any
) -> None:
    findings = grouped([failure(page, "<a>", text="here") for page in PAGES[:5]])

    assert [finding.scope for finding in findings] == [Scope.PAGE]


def test_a_template_element_on_one_page_has_the_scope_of_that_page(
    grouped: Any, failure: Any
) -> None:
    (finding,) = grouped([failure(in_main=False)])

    assert finding.scope is Scope.PAGE


def test_urls_that_differ_in_depth_are_the_same_cause(grouped: Any, failure: Any) -> None:
    failures = [
        failure(page, f'<a class="brand" href="{"../" * (number % 4)}index.html">', in_main=False)
        for number, page in enumerate(PAGES)
    ]

    assert len(grouped(failures)) == 1


@pytest.mark.parametrize("texts", [("+", "*", "->"), ("\uf001", "\uf002", "")])
def test_icons_and_operators_of_one_template_are_one_finding(
    grouped: Any, failure: Any, texts: Sequence[str]
) -> None:
    alike = [failure(html=f'<a class="op" href="#{text}">', text=text) for text in texts]
    words = [failure(html='<a class="op" href="#">', text=text) for text in ("plus", "minus")]

    findings = grouped([*alike, *words])

    assert [finding.count for finding in findings] == [3, 1, 1]


def test_drawings_that_look_alike_are_one_finding_whatever_they_contain(
    grouped: Any, failure: Any
) -> None:
    diagrams = [
        failure(html=f'<svg class="diagram" width="{size}">', text=text)
        for size, text in ((300, "Start, name"), (420, "Start, value"))
    ]
    other = failure(html='<svg class="chart" width="300">', text="Start, name")

    findings = grouped([*diagrams, other])

    assert [finding.count for finding in findings] == [2, 1]


def _colours(foreground: str, background: str = "#fff") -> tuple[str, ...]:
    return (f"fgColor={foreground}", f"bgColor={background}", "expectedContrastRatio=4.5:1")


def test_a_style_is_one_cause_however_many_elements_have_it(
    grouped: Any, failure: Any, rule: Any
) -> None:
    contrast = rule("color-contrast", depends=STYLE)
    name = RuleId("color-contrast")
    failures = [
        failure(
            page, f'<span class="k" id="i{page}">', text=word, rule=name, cause=_colours("#999")
        )
        for page in PAGES[:3]
        for word in ("if", "else")
    ]
    others = [
        failure(html='<span class="k">', rule=name, cause=_colours("#888")),
        failure(html='<span class="s">', rule=name, cause=_colours("#999")),
        failure(html='<span class="k">', rule=name, cause=_colours("#999", "#000")),
    ]

    findings = grouped([*failures, *others], contrast)

    assert sorted(finding.count for finding in findings) == [1, 1, 1, 6]
    assert findings[0].scope is Scope.THEME
    assert len(findings[0].pages) == 3


def test_cant_tell_of_a_style_is_grouped_by_why_axe_could_not_decide(
    grouped: Any, failure: Any, rule: Any
) -> None:
    contrast = rule("color-contrast", depends=STYLE)
    failures = [
        failure(
            html=f'<p class="{number}">',
            rule=RuleId("color-contrast"),
            outcome=Outcome.CANT_TELL,
            cause=(f"messageKey={key}",),
        )
        for key in ("bgImage", "bgOverlap")
        for number in range(3)
    ]

    findings = grouped(failures, contrast)

    assert [finding.count for finding in findings] == [3, 3]


def test_failed_and_cant_tell_never_share_a_finding(grouped: Any, failure: Any) -> None:
    findings = grouped([failure(), failure(outcome=Outcome.CANT_TELL)])

    assert {finding.outcome for finding in findings} == {Outcome.FAILED, Outcome.CANT_TELL}


def test_page_level_failures_are_grouped_by_their_cause(
    grouped: Any, failure: Any, rule: Any
) -> None:
    third = rule("third-party-request", ResourceRule, judge=list, reach=Reach.PAGE)
    failures = [
        failure(page, rule=third.id, element=None, cause=(f"host={host}",))
        for page, host in [(PAGES[0], "a"), (PAGES[1], "a"), (PAGES[1], "b")]
    ]

    shared, single = grouped(failures, third)

    assert (shared.scope, shared.pages) == (Scope.THEME, tuple(PAGES[:2]))
    assert (single.scope, single.pages) == (Scope.PAGE, (PAGES[1],))
    assert (shared.fragment, single.fragment) == ("host=a", "host=b")


def test_two_exceeded_budgets_of_a_page_are_two_findings(
    grouped: Any, failure: Any, rule: Any
) -> None:
    weight = rule("page-weight", ResourceRule, judge=list, reach=Reach.PAGE)
    templates = [MessageTemplate("total", "{size} in all."), MessageTemplate("font", "{size}.")]
    failures = [
        failure(page, rule=weight.id, element=None, message=template.format(size=size))
        for page, size in ((PAGES[0], 600), (PAGES[1], 700))
        for template in templates
    ]

    findings = grouped(failures, weight)

    assert [(item.pages, item.message) for item in findings] == [
        ((PAGES[0],), "600 in all."),
        ((PAGES[0],), "600."),
        ((PAGES[1],), "700 in all."),
        ((PAGES[1],), "700."),
    ]
    assert [item.fragment for item in findings] == ["total", "font", "total", "font"]
    assert len({item.fingerprint for item in findings}) == 4


def test_site_level_failures_are_grouped_by_their_cause(
    grouped: Any, failure: Any, rule: Any
) -> None:
    titles = rule("duplicate-page-title", reach=Reach.SITE)
    failures = [
        failure(page, "<title>", rule=titles.id, message=f"{title} twice", cause=(title,))
        for page, title in zip(PAGES[:4], ["One", "One", "Two", "Two"], strict=True)
    ]

    findings = grouped(failures, titles)

    assert [(finding.scope, finding.message) for finding in findings] == [
        (Scope.SITE, "One twice"),
        (Scope.SITE, "Two twice"),
    ]


# --- locations --------------------------------------------------------------------------------------


def test_a_location_is_a_distinct_element_with_its_pages(grouped: Any, failure: Any) -> None:
    """203 identical pages with 203 links each are 203 locations, not 41,209."""
    pages = [f"{number}.html" for number in range(203)]
    failures = [
        failure(
            page,
            '<a class="toc">',
            in_main=False,
            element=Element(target=(f"a:nth-child({link})",), html='<a class="toc">'),
        )
        for page in pages
        for link in range(203)
    ]

    (finding,) = grouped(failures, pages=pages)

    assert len(finding.locations) == 203
    assert all(location.pages == tuple(pages) for location in finding.locations)
    assert finding.count == 203 * 203


def test_every_location_keeps_its_message_and_source_line(grouped: Any, failure: Any) -> None:
    failures = [
        failure(page, message=f"On {page}.", source=line("shared.md", number))
        for number, page in enumerate(PAGES[:3], start=1)
    ]

    (finding,) = grouped(failures)

    assert [
        (location.page, str(location.messages[0]), location.source.line)
        for location in finding.locations
        if location.source
    ] == [(page, f"On {page}.", number) for number, page in enumerate(PAGES[:3], start=1)]


def test_a_root_element_of_the_theme_has_no_source_line(grouped: Any, failure: Any) -> None:
    root = Element(target=("html",), html="<html>")
    failures = [
        replace(failure(page), element=root, source=line(f"{page}.md", 1)) for page in PAGES
    ]

    (finding,) = grouped(failures)

    assert finding.source is None
    assert [len(location.pages) for location in finding.locations] == [28]


def test_a_root_element_is_the_same_in_each_state_that_a_theme_keeps_in_it(
    grouped: Any, failure: Any
) -> None:
    """Which variant a page was read in is no part of a fingerprint."""
    light, dark = (
        Element(target=("html",), html=f'<html lang="he" class="{scheme}" data-theme="{scheme}">')
        for scheme in ("light", "dark")
    )
    failures = [
        replace(failure(page), element=light if number else dark)
        for number, page in enumerate(PAGES)
    ]

    (finding,) = grouped(failures)

    assert finding.scope is Scope.THEME
    assert finding.pages == tuple(PAGES)


def test_root_elements_of_two_languages_are_two_findings(grouped: Any, failure: Any) -> None:
    failures = [
        replace(failure(page), element=Element(target=("html",), html=f'<html lang="{lang}">'))
        for page, lang in zip(PAGES, ("he", "ar"), strict=False)
    ]

    assert len(grouped(failures)) == len(failures) == 2


def test_no_assertion_is_lost(grouped: Any, failure: Any) -> None:
    failures = [
        failure(page, html, in_main=in_main, text=text)
        for page in PAGES[:6]
        for html in ("<img>", '<a href="x">', '<a class="b">')
        for in_main in (True, False)
        for text in ("", "here")
    ]

    findings = grouped(failures)

    assert sum(finding.count for finding in findings) == len(failures)
    fingerprints = [finding.fingerprint for finding in findings]
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_finding_has_the_worst_impact_and_its_message(grouped: Any, failure: Any) -> None:
    failures = [
        failure(page, in_main=False, impact=impact, message=str(impact))
        for page, impact in zip(PAGES, [Impact.MINOR, Impact.CRITICAL], strict=False)
    ]

    (finding,) = grouped(failures)

    assert (finding.impact, finding.message) == (Impact.CRITICAL, "critical")


def test_findings_are_sorted_by_scope_page_and_impact(
    grouped: Any, failure: Any, rule: Any
) -> None:
    site = rule("z-site", reach=Reach.SITE)
    failures = [
        failure(PAGES[2], "<b>", impact=Impact.CRITICAL),
        failure(PAGES[1], "<i>", impact=Impact.MINOR),
        failure(PAGES[1], "<u>", impact=Impact.SERIOUS),
        failure(PAGES[3], "<title>", rule=RuleId("z-site"), impact=Impact.CRITICAL),
        *[failure(page, "<nav>", in_main=False, impact=Impact.MINOR) for page in PAGES[:2]],
        *[failure(page, "<hr>", in_main=False, impact=Impact.MINOR) for page in PAGES[:3]],
    ]

    findings = grouped(failures, rule(), site)

    assert [(finding.scope, finding.pages[0], finding.impact) for finding in findings] == [
        (Scope.THEME, PAGES[0], Impact.MINOR),
        (Scope.THEME, PAGES[0], Impact.MINOR),
        (Scope.SITE, PAGES[3], Impact.CRITICAL),
        (Scope.PAGE, PAGES[1], Impact.SERIOUS),
        (Scope.PAGE, PAGES[1], Impact.MINOR),
        (Scope.PAGE, PAGES[2], Impact.CRITICAL),
    ]
    assert [len(finding.pages) for finding in findings[:2]] == [3, 2]


def test_a_rule_of_facts_without_style_is_grouped_by_element(
    grouped: Any, failure: Any, rule: Any
) -> None:
    plain = rule("image-alt", FactRule, probe=None, judge=None, depends=frozenset())

    assert len(grouped([failure(html='<img alt="a">'), failure(html="<img src>")], plain)) == 2


def test_elements_that_differ_by_a_value_are_one_finding_and_keep_their_messages(
    grouped: Any, failure: Any
) -> None:
    (finding,) = grouped(
        [
            failure(PAGES[0], '<img src="a.png">', message="a.png has no text"),
            failure(PAGES[0], '<img src="b.png">', message="b.png has no text"),
            failure(PAGES[1], '<img src="c.png" id="c">', message="c.png has no text"),
        ]
    )

    assert [(item.message, item.pages) for item in finding.locations] == [
        ("a.png has no text", (PAGES[0],)),
        ("b.png has no text", (PAGES[0],)),
        ("c.png has no text", (PAGES[1],)),
    ]
    assert finding.scope is Scope.PAGE


@pytest.mark.parametrize("other", ['<img class="b">', '<img class="a" lang>', '<svg class="a">'])
def test_another_class_attribute_or_element_is_another_finding(
    grouped: Any, failure: Any, other: str
) -> None:
    assert len(grouped([failure(html='<img class="a">'), failure(html=other)])) == 2


def test_elements_of_one_cause_of_their_page_are_one_finding(
    grouped: Any, failure: Any, rule: Any
) -> None:
    wide = rule("reflow", reach=Reach.PAGE)
    changes = {"rule": RuleId("reflow"), "cause": ("width=320",)}
    found = [
        failure(page, html, text=html, message=f"{html} is too wide", **changes)
        for page in PAGES[:2]
        for html in ("<p>", "<pre>", '<a href="x">')
    ]

    (finding,) = grouped(found, wide)

    assert len(finding.locations) == 3
    assert finding.pages == tuple(PAGES[:2])
