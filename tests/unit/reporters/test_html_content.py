"""The content of the HTML report: failed findings first, accepted ones apart, and every location."""

import re
from dataclasses import replace

import lxml.html
import pytest

from a11ycheck.model import NotTested, Report, plain_message
from a11ycheck.reporters import render
from html_report import Samples, classed, parse, text_of


def test_every_location_of_every_finding_is_there(samples: Samples) -> None:
    report = samples["everything"]
    page = parse(report)
    body = text_of(page)
    for finding in report.findings:
        for location in finding.locations:
            assert all(page in body for page in location.pages)
            if location.element:
                assert location.element.html in body
                assert "".join(map(str, location.element.target)) in body
            if location.source:
                assert location.source.file in body
    for at in (
        "docs/guide/help.md:12",
        "about docs/guide/help.md:24",
        "in the section at docs/guide/help.md:36",
        "somewhere in docs/guide/help.md",
    ):
        assert f" {at} " in body


def test_the_themes_findings_come_first(samples: Samples) -> None:
    titles = [text_of(title) for title in parse(samples["everything"]).xpath("//main//h2")]
    assert titles == [
        "On many pages",
        "On single pages",
        "Across the site",
        "Needs review",
        "Known",
        "Not tested",
        "Rule errors",
        "Suppressed",
        "Fixed",
        "Test by hand",
        "Success criteria",
        "Page cost",
        "Pages",
        "Skipped",
        "Blocked requests",
        "Notices",
    ]


def test_each_finding_has_what_why_and_how(samples: Samples) -> None:
    (details,) = parse(samples["theme-finding"]).xpath("//details[@data-rule='button-name']")
    content = text_of(details)
    assert content.startswith(
        "critical Buttons must have discernible text button-name index.html 2 locations on 41 pages"
    )
    assert "WCAG 4.1.2 Name, Role, Value" in content
    assert "does not have inner text" in content
    assert details.xpath(".//a[starts-with(., 'How to fix')]/@href") == [
        "https://dequeuniversity.com/rules/axe/4.14/button-name"
    ]
    own = text_of(parse(samples["page-findings"]))
    assert "How to fix: a11ycheck explain page-weight" in own


@pytest.mark.parametrize(
    ("name", "title", "sentence"),
    [
        ("clean", "Nothing stops publishing", "PASSED No findings on 41 pages, in 4 variants."),
        ("page-findings", "Not ready to publish", "FAILED 12 findings on 3 of 3 pages."),
        (
            "below-the-gate",
            "Nothing stops publishing",
            "PASSED 1 finding on 1 of 3 pages, none critical.",
        ),
        ("not-tested", "Not fully tested", "NOT TESTED 3 of 7 pages could not be tested."),
        ("interrupted", "Stopped early", "PARTIAL Stopped after 3 of 41 pages."),
        ("empty", "Nothing was audited", "NOTHING AUDITED There was no page to audit."),
    ],
)
def test_the_status_comes_first(name: str, title: str, sentence: str, samples: Samples) -> None:
    page = parse(samples[name])
    assert text_of(page.xpath("//h1")[0]) == title
    (status,) = classed(page, "status")
    assert text_of(status).startswith(sentence)


def test_impact_is_a_word(samples: Samples) -> None:
    found = parse(samples["everything"]).xpath("//details[@data-rule]/summary/span[1]")
    words = {text_of(item) for item in found}
    assert words
    assert words <= {"minor", "moderate", "serious", "critical"}


def test_criteria_are_counted_and_linked(samples: Samples) -> None:
    page = parse(samples["everything"])
    rows = page.xpath("//section[@id='criteria']//tbody/tr")
    table = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in rows}
    assert table["1.4.3 Contrast (Minimum) level AA"] == ["8", "1", "2"]
    assert table["1.4.1 Use of Color level A"] == ["1", "1", "0"]
    assert table["Best practice"] == ["2", "0", "1"]
    # Without a baseline there is no column for it.
    rows = parse(samples["page-findings"]).xpath("//section[@id='criteria']//tbody/tr")
    assert {text_of(row[0]): len(row) for row in rows}["1.1.1 Non-text Content level A"] == 3
    assert "https://www.w3.org/WAI/WCAG22/Understanding/reflow.html" in page.xpath(
        "//section[@id='criteria']//a/@href"
    )


def test_pages_have_states_findings_and_weights(samples: Samples) -> None:
    report = samples["everything"]
    rows = parse(report).xpath("//section[@id='pages']//tbody/tr")
    table = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in rows}
    assert len(table) == report.planned
    assert table["guide/help.html"] == ["15", "999 bytes 1 request 1 blocked"]
    assert table["guide/page-01.html"] == ["1", "212.4 kB 14 requests"]
    assert table["guide/slow.html not tested"] == ["n/a", "n/a"]
    assert table["genindex.html skipped"] == ["n/a", "n/a"]


def test_an_audited_url_can_be_followed(samples: Samples) -> None:
    url = "https://example.org/gone"
    assert url in parse(samples["not-tested"]).xpath("//section[@id='pages']//a/@href")
    lost = (NotTested(page="javascript:alert(1)", reason=plain_message("no")),)
    page = parse(replace(samples["empty"], not_tested=lost, planned=1))
    links = page.xpath("//a/@href")
    assert links
    assert all(link.startswith("#") for link in links)


def test_filters_offer_what_there_is(samples: Samples) -> None:
    page = parse(samples["page-findings"])
    assert page.xpath("//input[@name='impact']/@value") == [
        "critical",
        "serious",
        "moderate",
        "minor",
    ]
    rules = {
        option.text: option.get("data-criteria")
        for option in page.xpath("//*[@id='f-rule']/option")
    }
    assert rules["image-alt"] == "1.1.1"
    assert rules["page-weight"] == ""
    pages = {item.get("value"): item.text for item in page.xpath("//*[@id='f-page']/option")}
    (phone,) = (number for number, name in pages.items() if name == "guide/phone.html")
    (group,) = page.xpath("//details[@data-rule='reflow']")
    assert group.xpath("ancestor::*[@data-pages][1]/@data-pages") == [phone]
    # A reset shows all again, so the first choice must be the one that leaves nothing out.
    assert {select[0].get("value") for select in page.xpath("//select")} == {""}


def test_a_clean_report_is_calm(samples: Samples) -> None:
    page = parse(samples["clean"])
    assert page.xpath("//form | //script | //details[@data-rule]") == []
    assert "Nothing to fix." in text_of(page)
    assert "does not prove that everybody can use the site" in text_of(page.xpath("//footer")[0])


def tiles(report: Report) -> dict[str, str]:
    return {
        text_of(tile.find("dt")): text_of(tile.find("dd"))
        for tile in parse(report).xpath("//dl[@class='tiles']/div")
    }


def test_new_known_and_fixed_are_counted_apart(samples: Samples) -> None:
    assert tiles(samples["baseline"]) == {
        "New findings": "2",
        "Need review": "0",
        "Known": "3",
        "Fixed": "3",
        "Pages audited": "3 of 3",
        "Not tested": "0",
        "Suppressed": "0",
        "Heaviest page": "212.4 kB index.html",
    }
    assert {"Findings", "Suppressed"} <= set(tiles(samples["page-findings"]))
    assert "Known" not in tiles(samples["page-findings"])
    page = parse(samples["baseline"])
    known = page.xpath("//section[@id='known']//details/@data-rule")
    assert known == ["color-contrast", "color-contrast", "region"]
    fixed = [text_of(item) for item in page.xpath("//section[@id='fixed']//li")]
    assert fixed == ["image-alt: 2 in docs/guide/phone.md", "region: 1 in index.html"]


def test_what_is_suppressed_is_folded_and_gives_its_reason(samples: Samples) -> None:
    page = parse(samples["suppressed"])
    groups = page.xpath("//section[@id='suppressed']//details[@data-rule]")
    assert len(groups) == 3
    assert all(item.get("open") is None for item in groups)
    content = text_of(groups[0])
    assert "docs/guide/help.md:61" in content
    assert "Accepted: The map is described in the text above it. (docs/guide/help.md:60)" in content
    # The reason is given once for a finding, not for each of its locations.
    assert text_of(groups[1]).count("Accepted:") == 1
    assert tiles(samples["suppressed"])["Suppressed"] == "3"


def test_suppressed_findings_count_for_no_criterion(samples: Samples) -> None:
    page = parse(samples["suppressed"])
    assert page.xpath("//section[@id='criteria']") == []
    # The link leads to WCAG instead.
    assert page.xpath("//details//a[starts-with(., '1.1.1')]/@href") == [
        "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html"
    ]


def test_a_finding_in_the_source_shows_its_line_and_no_page(samples: Samples) -> None:
    page = parse(samples["in-source"])
    (orphan,) = page.xpath("//section[h3='docs/orphan.md']//ul[@class='locations']/li")
    assert text_of(orphan) == "docs/orphan.md:5 ![](map.png)"
    (shared,) = page.xpath("//section[h3='index.html']//ul[@class='locations']/li")
    assert text_of(shared) == "docs/_parts/map.md:3 index.html, guide/phone.html ![](map.png)"
    (unused,) = page.xpath("//details[@data-rule='unused-suppression']//ul[@class='locations']/li")
    assert text_of(unused) == "pyproject.toml:41"


def test_says_when_the_audit_started(samples: Samples) -> None:
    (time,) = parse(samples["clean"]).xpath("//footer//time")
    assert time.get("datetime") == "2026-03-01T09:30:00+00:00"
    assert text_of(time) == "2026-03-01 09:30 UTC"
    assert parse(samples["empty"]).xpath("//time") == []


def test_files_can_be_filtered(samples: Samples) -> None:
    page = parse(samples["everything"])
    files = page.xpath("//*[@id='f-file']/option/@value")
    assert files == ["", "docs/_parts/more.md", "docs/guide/help.md", "docs/index.md"]
    named = {re.sub(r":\d+$", "", text) for text in page.xpath("//*[@class='source']/text()")}
    assert named == set(files) - {""}
    assert parse(samples["theme-finding"]).xpath("//*[@id='f-file']") == []


def test_the_name_of_a_link_contains_its_number(samples: Samples) -> None:
    # Arabic has a form without a number for two.
    report = samples["everything"]
    counts = set()
    for size in range(1, len(report.findings) + 1):
        shown = replace(report, findings=report.findings[:size])
        page = lxml.html.fromstring(render(shown, "html", lang="ar"))
        for row in page.xpath("//section[@id='pages']//tbody/tr[td/a]"):
            path, link = text_of(row.find("th")), row.find("td/a")
            counts.add(text_of(link))
            assert text_of(link) in link.get("aria-label").replace(path, "")
    assert "2" in counts
