"""The HTML report: one file that asks for nothing, and that no page's content can break out of."""

import base64
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from a11ycheck.model import NotTested, Outcome, Report, RuleId
from a11ycheck.reporters import render
from a11ycheck.reporters.picture import read_picture

Samples = Mapping[str, Report]
Page = Any
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069]")


def html(report: Report) -> str:
    return render(report, "html")


def parse(report: Report) -> Page:
    text = html(report).encode("utf-8")
    return lxml.html.fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8"))


def words(element: Page) -> str:
    return " ".join(element.text_content().split())


def classed(page: Page, name: str) -> list[Page]:
    found: list[Page] = page.xpath(
        f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    )
    return found


def test_is_one_document_in_english(report: Report) -> None:
    text = html(report)
    assert text.startswith("<!doctype html>\n")
    assert text.endswith("</html>\n")
    page = parse(report)
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]
    assert page.xpath("//meta[@name='viewport']/@content") == [
        "width=device-width, initial-scale=1"
    ]
    for element in ("title", "main", "h1", "header", "footer"):
        assert len(page.xpath(f"//{element}")) == 1, element


def test_ids_are_unique_and_every_reference_resolves(report: Report) -> None:
    page = parse(report)
    ids = Counter(page.xpath("//@id"))
    assert [name for name, number in ids.items() if number > 1] == []
    for name in page.xpath("//@aria-labelledby | //label/@for"):
        assert name in ids
    for link in page.xpath("//a/@href"):
        assert link.startswith(("https://", "http://")) or link.removeprefix("#") in ids


def test_asks_for_nothing(report: Report) -> None:
    page = parse(report)
    assert page.xpath("//link | //img | //iframe | //object | //base | //video | //audio") == []
    assert page.xpath("//@src | //@srcset | //@style | //@action | //@ping") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    for style in page.xpath("//style/text()"):
        assert "url(" not in style
        assert "@import" not in style


def test_the_policy_allows_this_style_and_script_alone(report: Report) -> None:
    page = parse(report)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    scripts, styles = page.xpath("//script/text()"), page.xpath("//style/text()")
    assert len(styles) == 1
    assert len(scripts) == bool(report.findings)
    for source in (*scripts, *styles):
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_headings_go_down_one_step_at_a_time(report: Report) -> None:
    levels = [int(item.tag[1]) for item in parse(report).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_tables_have_captions_and_headers(report: Report) -> None:
    for table in parse(report).xpath("//table"):
        assert words(table.find("caption"))
        assert all(cell.get("scope") == "col" for cell in table.xpath("thead//th"))
        assert all(len(row.xpath("th[@scope='row']")) == 1 for row in table.xpath("tbody/tr"))


def test_fields_have_labels(samples: Samples) -> None:
    page = parse(samples["everything"])
    fields = page.xpath("//input[not(@type='checkbox')] | //select")
    labels = page.xpath("//label/@for")
    assert sorted(field.get("id") for field in fields) == sorted(labels)
    assert all(box.getparent().tag == "label" for box in page.xpath("//input[@type='checkbox']"))
    # Without script the filter can do nothing, so it is not there.
    assert page.xpath("//form/@hidden")


def test_page_content_is_shown_and_never_obeyed(samples: Samples) -> None:
    report = samples["hostile"]
    page = parse(report)
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//img | //*[@onerror]") == []
    body = words(page)
    for shown in (
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "user\\u202egnp.exe\\u2066\\u200f",
        "nul\\x00 escape\\x1b[31mred",
        "half \\ud83d of a pair \\udc00",
        "{{ 7 * 7 }} {% raw %}",
        "<!-- --> ]]> <![CDATA[ &lt;&#0; </style></details></main>",
        "line break\\u2028and\\u2029more tab",
    ):
        # In a heading, as a message, as a snippet, as a reason, in the table of pages.
        assert body.count(shown) >= 8, shown
    assert "javascript:" not in html(report)


def test_content_cannot_leave_an_attribute(samples: Samples) -> None:
    report = samples["hostile"]
    evil = '"><img src=x onerror=alert(1)> autofocus'
    finding = replace(
        report.findings[0], rule=RuleId(evil), criteria=(evil,), help_url=f"https://x/{evil}"
    )
    page = parse(replace(report, findings=(finding,), variants=(evil,)))
    assert page.xpath("//img | //*[@onerror] | //*[@autofocus]") == []
    assert page.xpath("//details[@data-rule]/@data-rule") == [evil]
    assert f"https://x/{evil}" in page.xpath("//a/@href")


def test_no_unseen_character_is_in_the_file(report: Report) -> None:
    assert UNSEEN.search(html(report)) is None


def test_an_endless_attribute_is_cut_and_counted(samples: Samples) -> None:
    page = parse(samples["very-long"])
    (snippet,) = (words(pre) for pre in page.xpath("//pre") if "base64" in words(pre))
    assert len(snippet) < 600
    assert snippet.endswith("characters more)")


def test_500_findings_stay_small_and_can_all_be_told_apart(samples: Samples) -> None:
    assert len(html(samples["very-long"]).encode()) < 300_000
    test_ids_are_unique_and_every_reference_resolves(samples["very-long"])


def test_every_place_of_every_finding_is_there(samples: Samples) -> None:
    report = samples["everything"]
    page = parse(report)
    body = words(page)
    for finding in report.findings:
        for place in finding.places:
            assert place.page in body
            if place.element:
                assert place.element.html in body
                assert "".join(map(str, place.element.target)) in body
            if place.source:
                assert place.source.file in body
    for at in (
        "docs/guide/help.md:12",
        "about docs/guide/help.md:24",
        "in the section at docs/guide/help.md:36",
        "somewhere in docs/guide/help.md",
    ):
        assert f" {at} " in body


def test_the_themes_faults_come_first(samples: Samples) -> None:
    titles = [words(title) for title in parse(samples["everything"]).xpath("//main//h2")]
    assert titles == [
        "On many pages",
        "On single pages",
        "On the site as a whole",
        "Needs a person",
        "Known",
        "Not tested",
        "Rules that broke down",
        "Suppressed",
        "Fixed",
        "Success criteria",
        "What pages cost",
        "Pages",
        "Skipped",
        "Blocked requests",
        "Notices",
    ]


def test_each_finding_says_what_why_and_how(samples: Samples) -> None:
    (details,) = parse(samples["theme-fault"]).xpath("//details[@data-rule='button-name']")
    said = words(details)
    assert said.startswith("critical Buttons must have discernible text one fault on 41 pages")
    assert "WCAG 4.1.2 Name, Role, Value" in said
    assert "does not have inner text" in said
    assert details.xpath(".//a[starts-with(., 'How to fix')]/@href") == [
        "https://dequeuniversity.com/rules/axe/4.14/button-name"
    ]
    own = words(parse(samples["page-faults"]))
    assert "How to fix: a11ycheck explain page-weight" in own


@pytest.mark.parametrize(
    ("name", "title", "sentence"),
    [
        ("clean", "Nothing stops publishing", "PASSED No fault found on 41 pages, in 4 variants."),
        ("page-faults", "Not ready to publish", "FAILED 12 faults on 3 of 3 pages."),
        (
            "below-the-gate",
            "Nothing stops publishing",
            "PASSED 1 fault on 1 of 3 pages, none critical.",
        ),
        ("not-tested", "Not fully tested", "NOT TESTED 3 of 7 pages could not be tested."),
        ("interrupted", "Stopped early", "PARTIAL Stopped after 3 of 41 pages."),
        ("empty", "Nothing was audited", "NOTHING AUDITED There was no page to audit."),
    ],
)
def test_the_verdict_comes_first(name: str, title: str, sentence: str, samples: Samples) -> None:
    page = parse(samples[name])
    assert words(page.xpath("//h1")[0]) == title
    (verdict,) = classed(page, "verdict")
    assert words(verdict).startswith(sentence)


def test_impact_is_a_word(samples: Samples) -> None:
    for details in parse(samples["everything"]).xpath("//details[@data-rule]"):
        (tag,) = details.xpath("summary/span[1]")
        assert words(tag) in {"minor", "moderate", "serious", "critical"}


def test_criteria_are_counted_and_linked(samples: Samples) -> None:
    page = parse(samples["everything"])
    rows = page.xpath("//section[@id='criteria']//tbody/tr")
    table = {words(row[0]): [words(cell) for cell in row[1:]] for row in rows}
    assert table["1.4.3 Contrast (Minimum) level AA"] == ["8", "1", "2"]
    assert table["1.4.1 Use of Color level A"] == ["1", "1", "0"]
    assert table["Best practice"] == ["2", "0", "1"]
    # Without a baseline there is no column for it.
    rows = parse(samples["page-faults"]).xpath("//section[@id='criteria']//tbody/tr")
    assert {words(row[0]): len(row) for row in rows}["1.1.1 Non-text Content level A"] == 3
    assert "https://www.w3.org/WAI/WCAG22/Understanding/reflow.html" in page.xpath(
        "//section[@id='criteria']//a/@href"
    )


def test_pages_have_states_faults_and_weights(samples: Samples) -> None:
    report = samples["everything"]
    rows = parse(report).xpath("//section[@id='pages']//tbody/tr")
    table = {words(row[0]): [words(cell) for cell in row[1:]] for row in rows}
    assert len(table) == report.planned
    assert table["guide/help.html"] == ["15", "999 bytes 1 request 1 blocked"]
    assert table["guide/page-01.html"] == ["1", "212.4 kB 14 requests"]
    assert table["guide/slow.html not tested"] == ["n/a", "n/a"]
    assert table["genindex.html skipped"] == ["n/a", "n/a"]


def test_an_audited_address_can_be_followed(samples: Samples) -> None:
    url = "https://example.org/gone"
    assert url in parse(samples["not-tested"]).xpath("//section[@id='pages']//a/@href")
    lost = (NotTested(page="javascript:alert(1)", reason="no"),)
    page = parse(replace(samples["empty"], not_tested=lost, planned=1))
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))


def test_filters_offer_what_there_is(samples: Samples) -> None:
    page = parse(samples["page-faults"])
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
    assert all(select[0].get("value") == "" for select in page.xpath("//select"))


def test_a_clean_report_is_calm(samples: Samples) -> None:
    page = parse(samples["clean"])
    assert page.xpath("//form | //script | //details[@data-rule]") == []
    assert "Nothing to mend." in words(page)
    assert "not a proof that everybody can use the site" in words(page.xpath("//footer")[0])


def test_an_open_question_is_not_called_a_fault(samples: Samples) -> None:
    report = samples["theme-fault"]
    asked = replace(report.findings[0], outcome=Outcome.CANT_TELL)
    said = words(parse(replace(report, findings=(asked,))).xpath("//main")[0])
    assert "one question on 41 pages" in said
    assert "one fault" not in said


def tiles(report: Report) -> dict[str, str]:
    return {
        words(tile.find("dt")): words(tile.find("dd"))
        for tile in parse(report).xpath("//dl[@class='tiles']/div")
    }


def test_new_known_and_fixed_are_counted_apart(samples: Samples) -> None:
    assert tiles(samples["baseline"]) == {
        "New faults": "2",
        "Need a person": "0",
        "Known": "3",
        "Fixed": "3",
        "Pages audited": "3 of 3",
        "Not tested": "0",
        "Suppressed": "0",
        "Heaviest page": "212.4 kB index.html",
    }
    assert {"Faults", "Suppressed"} <= set(tiles(samples["page-faults"]))
    assert "Known" not in tiles(samples["page-faults"])
    page = parse(samples["baseline"])
    known = page.xpath("//section[@id='known']//details/@data-rule")
    assert known == ["color-contrast", "color-contrast", "region"]
    fixed = [words(item) for item in page.xpath("//section[@id='fixed']//li")]
    assert fixed == ["image-alt: 2 in docs/guide/phone.md", "region: 1 in index.html"]


def test_what_is_suppressed_is_folded_and_gives_its_reason(samples: Samples) -> None:
    page = parse(samples["suppressed"])
    groups = page.xpath("//section[@id='suppressed']//details[@data-rule]")
    assert len(groups) == 3
    assert all(item.get("open") is None for item in groups)
    said = words(groups[0])
    assert "docs/guide/help.md:61" in said
    assert "Accepted: The map is described in the text above it. (docs/guide/help.md:60)" in said
    # The reason is given once for a fault, not for each of its places.
    assert words(groups[1]).count("Accepted:") == 1
    assert tiles(samples["suppressed"])["Suppressed"] == "3"


def test_suppressed_findings_count_for_no_criterion(samples: Samples) -> None:
    page = parse(samples["suppressed"])
    assert page.xpath("//section[@id='criteria']") == []
    # The link still leads somewhere.
    assert page.xpath("//details//a[starts-with(., '1.1.1')]/@href") == [
        "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html"
    ]


def test_a_fault_in_the_source_shows_its_line_and_no_page(samples: Samples) -> None:
    page = parse(samples["in-source"])
    (orphan,) = page.xpath("//section[h3='docs/orphan.md']//ul[@class='places']/li")
    assert words(orphan) == "docs/orphan.md:5 ![](map.png)"
    (shared,) = page.xpath("//section[h3='index.html']//ul[@class='places']/li")
    assert words(shared) == "docs/_parts/map.md:3 index.html, guide/phone.html ![](map.png)"
    (unused,) = page.xpath("//details[@data-rule='unused-suppression']//ul[@class='places']/li")
    assert words(unused) == "pyproject.toml:41"


def test_says_when_the_audit_started(samples: Samples) -> None:
    (time,) = parse(samples["clean"]).xpath("//footer//time")
    assert time.get("datetime") == "2026-03-01T09:30:00+00:00"
    assert words(time) == "2026-03-01 09:30 UTC"
    assert parse(samples["empty"]).xpath("//time") == []


def test_files_can_be_filtered(samples: Samples) -> None:
    page = parse(samples["everything"])
    files = page.xpath("//*[@id='f-file']/option/@value")
    assert files == ["", "docs/_parts/more.md", "docs/guide/help.md", "docs/index.md"]
    named = {re.sub(r":\d+$", "", text) for text in page.xpath("//*[@class='source']/text()")}
    assert named == set(files) - {""}
    assert parse(samples["theme-fault"]).xpath("//*[@id='f-file']") == []


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAFElEQVR4nGP8z8Dwn4GBgYEBiAEAGgwCAc0hBhsA"
    "AAAASUVORK5CYII="
)


def webp(chunk: bytes, head: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + chunk + head.ljust(18, b"\x00")


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (3, 2)),
        (webp(b"VP8 ", bytes(10) + b"\x40\x01\xf0\x00"), (320, 240)),
        (webp(b"VP8L", bytes(4) + b"\x2f\x3f\xc1\x3b\x00"), (320, 240)),
        (webp(b"VP8X", bytes(8) + b"\x3f\x01\x00\xef\x00\x00"), (320, 240)),
    ],
)
def test_pictures_know_their_size(data: bytes, size: tuple[int, int]) -> None:
    picture = read_picture(data)
    assert (picture.width, picture.height) == size
    assert base64.b64decode(picture.address.partition(",")[2]) == data


@pytest.mark.parametrize("data", [b"", b"GIF89a" + bytes(40), PNG[:20], webp(b"VP9 ", b"")])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="screenshot"):
        read_picture(data)


def test_a_screenshot_stands_with_its_finding(samples: Samples) -> None:
    report = samples["theme-fault"]
    (finding,) = report.findings
    text = render(report, "html", screenshots={finding.fingerprint: PNG, "of nothing": PNG})
    page = lxml.html.fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    (image,) = page.xpath("//img")
    assert image.get("src").startswith("data:image/png;base64,")
    assert (image.get("width"), image.get("height")) == ("3", "2")
    assert image.get("loading") == "lazy"
    assert image.get("alt") == (
        'Screenshot of <button class="theme-toggle" type="button"><svg></svg></button> on index.html'
    )
    assert image.xpath("ancestor::details/@data-rule") == ["button-name"]
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "img-src data:;" in policy
    assert "img-src" not in html(report)


def test_what_pages_cost_is_told_in_figures_and_drawn(samples: Samples) -> None:
    (table,) = classed(parse(samples["clean"]), "costs")
    heads = [words(head) for head in table.xpath(".//thead//th")]
    assert heads == [
        "Page", "All", "Document", "Style", "Script", "Image",
        "First text, 2g", "First text, edge", "First text, 3g",
    ]  # fmt: skip
    rows = table.xpath("./tbody/tr")
    assert len(rows) == 25
    assert [words(cell) for cell in rows[0].xpath("./td")] == [
        "212.4 kB", "26.6 kB", "13.3 kB", "42.5 kB", "130.1 kB", "13.1 s", "6.1 s", "1.4 s",
    ]  # fmt: skip
    assert "theme.js?v=1f 42.5 kB" in words(rows[0].xpath(".//details")[0])
    lengths = [
        sum(float(width) for width in row.xpath(".//*[local-name()='rect']/@width")) for row in rows
    ]
    assert lengths[:2] == pytest.approx([100, 50], abs=0.3)
    assert lengths == sorted(lengths, reverse=True)
    hint = words(parse(samples["clean"]).xpath("//*[@id='cost']/p")[0])
    assert hint.endswith("The 25 heaviest of 41 pages; the JSON report has all.")


def test_pages_that_were_not_weighed_cost_nothing(samples: Samples) -> None:
    page = parse(replace(samples["clean"], weights=()))
    assert page.xpath("//*[@id='cost']") == []
