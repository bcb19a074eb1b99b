"""The HTML report: one file that asks for nothing, and that no page's content can break out of."""

import base64
import hashlib
import itertools
import re
from collections import Counter
from dataclasses import replace

from a11ycheck.model import Report, RuleId
from html_report import Samples, html, parse, text_of

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069]")


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
        assert text_of(table.find("caption"))
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
    body = text_of(page)
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
    (snippet,) = (text_of(pre) for pre in page.xpath("//pre") if "base64" in text_of(pre))
    assert len(snippet) < 600
    assert snippet.endswith("characters more)")


def test_500_findings_stay_small_and_distinct(samples: Samples) -> None:
    assert len(html(samples["very-long"]).encode()) < 300_000
    test_ids_are_unique_and_every_reference_resolves(samples["very-long"])
