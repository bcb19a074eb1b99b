"""The report for GitHub Actions, read back as the runner reads workflow commands."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest

from a11ycheck.model import Report, plain_message
from a11ycheck.reporters import render

Samples = Mapping[str, Report]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    level: str
    properties: Mapping[str, str]
    message: str


def unescape(text: str, *, more: bool) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n")):
        text = text.replace(escape, character)
    if more:
        text = text.replace("%3A", ":").replace("%2C", ",")
    return text.replace("%25", "%")


def parse(line: str) -> Command | None:
    """Read a line as the runner does: `::name key=value,key=value::data`, else it is a line of the log."""
    if not line.startswith("::"):
        return None
    head, data = line[2:].split("::", 1)
    level, _, listed = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in listed.split(",") if pair)
    return Command(
        level=level,
        properties={name: unescape(value, more=True) for name, value in pairs},
        message=unescape(data, more=False),
    )


def commands(report: Report) -> list[Command]:
    return [found for line in render(report, "github").splitlines() if (found := parse(line))]


def closing(report: Report) -> list[str]:
    return [line for line in render(report, "github").splitlines() if not parse(line)]


def test_every_line_is_a_command_or_closes(report: Report) -> None:
    lines = render(report, "github").splitlines()
    kinds = [bool(parse(line)) for line in lines]
    assert kinds == sorted(kinds, reverse=True)
    assert lines[sum(kinds)].startswith("a11ycheck: ")
    for command in commands(report):
        assert command.level in {"error", "warning", "notice"}
        assert set(command.properties) in ({"file", "line", "title"}, {"title"})
        assert command.properties["title"]
        assert command.message


def test_is_text_that_every_log_can_hold(report: Report) -> None:
    text = render(report, "github")
    assert text.encode("utf-8")
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]", text) is None


def test_the_worst_comes_first(report: Report) -> None:
    order = [["error", "warning", "notice"].index(item.level) for item in commands(report)]
    assert order == sorted(order)


def test_one_annotation_for_each_new_finding(samples: Samples) -> None:
    assert len(commands(samples["page-findings"])) == len(samples["page-findings"].findings)
    assert commands(samples["only-known"]) == []
    assert commands(samples["suppressed"]) == []
    assert closing(samples["suppressed"]) == [
        "a11ycheck: PASSED: No findings on 3 pages, in 4 variants.",
        "a11ycheck: 3 findings suppressed.",
    ]


def test_stands_on_the_line_to_edit(samples: Samples) -> None:
    found = commands(samples["sources"])
    lines = [(item.properties["file"], item.properties["line"]) for item in found]
    assert sorted(lines) == [
        ("docs/guide/help.md", "12"),
        ("docs/guide/help.md", "24"),
        ("docs/guide/help.md", "36"),
        ("docs/guide/help.md", "48"),
        ("docs/index.md", "7"),
    ]
    by_line = {item.properties["line"]: item for item in found}
    exact = by_line["12"]
    assert exact.properties["title"] == "Images must have alternative text (image-alt)"
    assert exact.message.splitlines() == [
        "Element does not have an alt attribute",
        '<img src="1.png">',
        "on guide/help.html",
        "Help: a11ycheck explain image-alt",
    ]
    assert "in the block that starts at this line" in by_line["24"].message
    assert "in the section that starts at this line" in by_line["36"].message
    assert "somewhere in this file" in by_line["48"].message
    assert "also docs/guide/help.md:40, docs/_parts/more.md:3" in by_line["7"].message


def test_a_finding_in_the_source_shows_its_line(samples: Samples) -> None:
    (command,) = commands(samples["source-only"])[1:]
    assert (command.properties["file"], command.properties["line"]) == ("docs/guide/help.md", "12")
    assert command.message.splitlines()[1:] == [
        "![](map.png)",
        "Help: a11ycheck explain image-alt-in-source",
    ]


def test_levels_follow_the_impact(samples: Samples) -> None:
    levels = {item.properties["title"]: item.level for item in commands(samples["page-findings"])}
    assert {title.rpartition("(")[2][:-1]: level for title, level in levels.items()} == {
        "image-alt": "error",
        "color-contrast": "error",
        "reflow": "error",
        "region": "warning",
        "page-weight": "notice",
    }


def test_a_finding_to_review_is_a_notice(samples: Samples) -> None:
    found = commands(samples["cant-tell"])
    assert {item.level for item in found} == {"notice"}
    assert all(item.properties["title"].startswith("Needs review: ") for item in found)


def test_what_was_not_seen_is_an_error_without_a_file(samples: Samples) -> None:
    first, second = commands(samples["not-tested"])[:2]
    assert (first.level, first.properties) == ("error", {"title": "Not tested: 2 pages"})
    assert first.message == (
        "The page did not finish loading within 30 s.\nguide/slow.html, guide/loop.html"
    )
    assert second.message == "The server answered 404 Not Found.\nhttps://example.org/gone"
    broken = commands(samples["rule-errors"])
    assert [item.level for item in broken] == ["error", "error"]
    assert broken[0].message == "reflow: TypeError: x is undefined\nindex.html, guide/help.html"


def test_file_names_come_back_as_they_were(samples: Samples) -> None:
    report = samples["unusual-names"]
    found = [item.properties.get("file") for item in commands(report)]
    given = [item.source.file if item.source else None for item in report.findings]
    assert found == given


def test_page_content_cannot_give_a_command(samples: Samples) -> None:
    report = samples["site"]
    evil = "a\r\n::add-mask::b\n::error file=x,line=1::c%0A::d, e: f"
    messages = (plain_message(evil),)
    location = replace(report.findings[0].locations[0], messages=messages)
    finding = replace(report.findings[0], title=evil, messages=messages, locations=(location,))
    (command,) = commands(replace(report, findings=(finding,)))
    # On one line, as everything from a page.
    text = "a ::add-mask::b ::error file=x,line=1::c%0A::d, e: f"
    assert command.properties == {"title": f"{text} (duplicate-page-title)"}
    assert command.message.splitlines()[0] == text


def test_says_how_many_github_hides(samples: Samples) -> None:
    assert closing(samples["everything"])[-1] == (
        "a11ycheck: 20 errors, 2 warnings, 3 notices. GitHub shows the first 10 of each as "
        "annotations; the log has all of them."
    )
    # Ten errors are not too many.
    assert len(closing(samples["page-findings"])) == 1


@pytest.mark.parametrize(
    "name",
    ["clean", "page-findings", "sources", "baseline", "not-tested", "unusual-names", "everything"],
)
def test_looks_as_agreed(
    name: str, samples: Samples, matches_snapshot: Callable[[str, str], None]
) -> None:
    matches_snapshot(render(samples[name], "github"), f"github-{name}")
