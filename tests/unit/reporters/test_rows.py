"""A row names the place, the rule and the fact; what a reader could not tell apart is one row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from a11ycheck.model import Finding, Message
from a11ycheck.reporters.rows import finding_row, folded_rows
from sample_reports.parts import element, finding, line, location

RED = Message(
    "color-contrast.fail.default",
    "Element has insufficient color contrast of {contrastRatio} (foreground color: {fgColor}, …)",
    {
        "contrastRatio": 3.84,
        "fgColor": "#808080",
        "bgColor": "#fcfcfc",
        "expectedContrastRatio": "4.5:1",
    },
)
HERE = Message("text", 'Link text "{text}" does not describe its target.', {"text": "here"})
NO_ALT = Message("has-alt.fail", "Element does not have an alt attribute", {})


def contrast(selector: str, *pages: str) -> Finding:
    html = f'<p class="{selector}">Text</p>'
    places = (location(page, element(selector, html)) for page in pages)
    return finding("color-contrast", *places, messages=(RED,))


def test_a_row_of_axe_begins_with_the_measured_value() -> None:
    row = finding_row(contrast("p", "a.html"))

    assert row.message == "Contrast is 3.84:1 (#808080 on #fcfcfc); expected 4.5:1"


def test_a_message_with_that_id_and_other_values_is_shown_as_it_is() -> None:
    other = replace(
        contrast("p", "a.html").locations[0], messages=(replace(RED, values={}, template="No"),)
    )

    assert finding_row(replace(contrast("p", "a.html"), locations=(other,))).message.startswith(
        "No"
    )


def test_a_message_without_values_is_followed_by_the_start_tag() -> None:
    place = location("a.html", element("img", '<img src="a.png">'))
    link = location("a.html", element("a", '<a href="b.html">here</a>'))
    page = location("a.html", element("html[lang]", '<html lang="en">'))

    image = finding("image-alt", place, messages=(NO_ALT,))
    assert finding_row(image).message == f'{NO_ALT}: <img src="a.png">'
    assert finding_row(finding("image-alt", link, messages=(HERE,))).message == str(HERE)
    assert finding_row(finding("region", page, messages=(NO_ALT,))).message == str(NO_ALT)


def test_findings_that_read_the_same_are_one_row() -> None:
    pages = [f"{number}.html" for number in range(5)]
    (row,) = folded_rows([contrast(f"p{page}", page) for page in pages], most=50)

    assert row.extent == "5 findings on 5 pages"
    assert len(row.findings) == 5


def test_findings_on_lines_of_their_own_are_rows_of_their_own() -> None:
    findings = [
        finding(
            "color-contrast",
            location("a.html", element("p", "<p>"), source=line("docs/a.md", number)),
            messages=(RED,),
        )
        for number in (3, 9)
    ]

    rows = folded_rows(findings, most=50)

    assert [row.where for row in rows] == ["docs/a.md:3", "docs/a.md:9"]


def test_many_rows_of_a_rule_are_folded_where_there_is_no_line_to_go_to() -> None:
    def findings(source: Any) -> list[Finding]:
        return [
            finding(
                "color-contrast",
                location("a.html", element("a", f"<a href={number}>"), source=source(number)),
                messages=(replace(HERE, values={"text": str(number)}),),
            )
            for number in range(1, 21)
        ]

    folded = folded_rows(findings(lambda _number: None), most=50)

    assert len(folded) == 5
    assert (folded[-1].extent, len(folded[-1].findings)) == ("16 findings on 1 page", 16)
    assert len(folded_rows(findings(lambda number: line("docs/a.md", number)), most=50)) == 20


def test_the_page_of_a_row_is_the_start_page_and_no_error_page() -> None:
    pages = ("404.html", "_modules/index.html", "guide.html", "index.html")

    assert finding_row(contrast("p", *pages)).where == "index.html"
    assert finding_row(contrast("p", *pages[:3])).where == "guide.html"
    assert finding_row(contrast("p", *pages[:1])).where == "404.html"
