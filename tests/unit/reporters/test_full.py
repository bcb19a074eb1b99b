"""The full report: every detail of each finding, at 80 columns, without colour, in a pipe."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from rich.cells import cell_len

from a11ycheck.model import Impact, Report, Scope, plain_message
from a11ycheck.reporters import Context, Style, render

ANSI = re.compile(r"\x1b\[[0-9;]*m")
Samples = Mapping[str, Report]


def full(report: Report, **style: object) -> str:
    context = Context(style=Style(**style))  # type: ignore[arg-type]
    return render(report, "full", context=context)


def flat(text: str) -> str:
    """Undo the wrapping, so that a sentence can be looked for."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    "name",
    [
        "empty",
        "all-skipped",
        "clean",
        "theme-finding",
        "page-findings",
        "below-the-gate",
        "no-gate",
        "cant-tell",
        "not-tested",
        "rule-errors",
        "interrupted",
        "hostile",
        "right-to-left",
        "site",
        "sources",
        "in-source",
        "source-only",
        "suppressed",
        "baseline",
        "only-known",
        "unusual-names",
        "urls",
        "blocked-hosts",
        "everything",
    ],
)
def test_looks_as_agreed(
    name: str, samples: Samples, matches_snapshot: Callable[[str, str], None]
) -> None:
    matches_snapshot(full(samples[name]), f"full-{name}")


def test_verbose_looks_as_agreed(
    samples: Samples, matches_snapshot: Callable[[str, str], None]
) -> None:
    matches_snapshot(full(samples["everything"], verbose=True), "full-everything-verbose")


def test_default_is_plain_and_80_columns(report: Report) -> None:
    assert render(report, "full") == full(report, colour=False, width=80)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_wraps_all_but_what_is_copied(report: Report, width: int) -> None:
    for line in full(report, width=width).splitlines():
        assert line == line.rstrip()
        # A URL, a path and a source line stay in one piece, so that they can be clicked.
        longest = max(map(cell_len, line.split()), default=0)
        assert cell_len(line) <= width or longest > width - 18


def test_colour_changes_no_word(report: Report) -> None:
    coloured = full(report, colour=True)
    assert ANSI.search(coloured)
    assert ANSI.sub("", coloured) == full(report)


def test_without_colour_there_is_no_escape(report: Report) -> None:
    assert "\x1b" not in full(report)


def test_no_invisible_character_reaches_the_full(samples: Samples) -> None:
    text = full(samples["hostile"])
    assert text.encode("utf-8")
    unseen = {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert unseen == {"\n"}
    assert "user\\u202egnp.exe" in text
    assert "half \\ud83d of a pair" in text
    assert "escape\\x1b[31mred" in text


def test_joiners_of_arabic_script_stay(samples: Samples) -> None:
    page = "ckb/یه\u200cکێک.html"
    report = replace(samples["clean"], planned=1, audited=(page,), weights=(), findings=())
    lost = replace(samples["not-tested"].not_tested[0], page=page)
    assert page in full(replace(report, not_tested=(lost,)))


def test_content_is_not_read_as_markup(samples: Samples) -> None:
    text = full(samples["hostile"], colour=True)
    assert "[bold red]not markup[/bold red] :warning:" in ANSI.sub("", text)


def test_help_names_the_command_and_only_safe_urls(samples: Samples) -> None:
    output = full(samples["page-findings"])
    assert "Help: a11ycheck explain image-alt" in output
    assert "https://dequeuniversity.com/rules/axe/4.14/image-alt" in output
    assert "javascript:" not in full(samples["hostile"])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("empty", "NOTHING AUDITED: There was no page to audit."),
        ("all-skipped", "NOTHING AUDITED: The only page was skipped."),
        ("clean", "PASSED: No findings on 41 pages, in 4 variants."),
        ("theme-finding", "FAILED: 1 finding on 41 of 41 pages."),
        ("below-the-gate", "PASSED: 1 finding on 1 of 3 pages, none critical."),
        ("interrupted", "PARTIAL: Stopped after 3 of 41 pages."),
        ("not-tested", "NOT TESTED: 3 of 7 pages could not be tested."),
        ("rule-errors", "NOT TESTED: 2 rules raised an error on 2 pages."),
    ],
)
def test_first_line_is_the_status(name: str, first: str, samples: Samples) -> None:
    assert full(samples[name], width=200).startswith(first)


def test_a_long_report_ends_with_its_status_and_exit_code(samples: Samples) -> None:
    for name in ("page-findings", "not-tested", "rule-errors", "interrupted", "everything"):
        lines = full(samples[name], width=300).splitlines()
        assert lines[0] == lines[-2]
        assert lines[-1].startswith(f"Exit code {int(samples[name].exit_code)}: ")


def test_the_themes_findings_come_first(samples: Samples) -> None:
    text = full(samples["everything"])
    titles = ["ON MANY PAGES", "ON SINGLE PAGES", "ACROSS THE SITE", "REVIEW BY HAND"]
    titles += ["NOT TESTED: there", "RULE ERRORS", "SKIPPED", "NOTICES", "BLOCKED REQUESTS"]
    positions = [text.index(title) for title in titles]
    assert positions == sorted(positions)
    assert "One finding on 41 pages." in text


def test_long_lists_are_cut_and_marked(samples: Samples) -> None:
    text = flat(full(samples["page-findings"]))
    assert text.count('<span class="pale">') == 5
    assert "and 3 more locations" in text
    assert "Lists above are cut: see all with --verbose or --format html=report.html" in text


def test_verbose_cuts_nothing(samples: Samples) -> None:
    text = flat(full(samples["page-findings"], verbose=True))
    assert text.count('<span class="pale">') == 8
    assert "more location" not in text
    everything = flat(full(samples["everything"], verbose=True))
    assert "guide/page-17.html" in everything
    assert "due to a background image" in everything


def test_a_list_is_not_cut_for_a_single_item(samples: Samples) -> None:
    report = samples["page-findings"]
    pale = [item for item in report.findings if item.rule == "color-contrast"]
    text = full(replace(report, findings=tuple(pale[:6])))
    assert text.count('<span class="pale">') == 6
    assert "more location" not in text


def test_the_source_line_comes_first_with_its_precision(samples: Samples) -> None:
    lines = [line.strip() for line in full(samples["sources"]).splitlines()]
    at = lines.index("- docs/guide/help.md:12")
    assert lines[at + 1 : at + 3] == ['<img src="1.png">', "at img:nth-child(1)"]
    assert "- about docs/guide/help.md:24" in lines
    assert "- in the section at docs/guide/help.md:36" in lines
    assert "- somewhere in docs/guide/help.md" in lines


def test_each_location_has_its_own_line(samples: Samples) -> None:
    lines = [line.strip() for line in full(samples["sources"]).splitlines()]
    at = lines.index("- docs/_parts/more.md:3")
    # Two pages include the same lines: that is one location.
    assert lines[at + 1] == "guide/phone.html, guide/help.html"
    assert "- docs/index.md:7" in lines
    assert "- guide/phone.html" in lines


def test_new_known_and_fixed_stand_apart(samples: Samples) -> None:
    text = flat(full(samples["baseline"]))
    assert "2 new, 0 need review, 3 known, 3 fixed, 0 suppressed" in text
    assert "KNOWN: 3 findings in the baseline; these do not fail the audit" in text
    assert "in 1 location: about docs/guide/help.md:90" in text
    assert "FIXED: no longer found; remove them with a11ycheck baseline prune" in text
    assert "image-alt: 2 in docs/guide/phone.md" in text
    assert text.index("ON SINGLE PAGES") < text.index("KNOWN:") < text.index("FIXED:")
    assert "known" not in full(samples["page-findings"]).lower()


def test_what_is_suppressed_is_listed_with_its_reason(samples: Samples) -> None:
    text = flat(full(samples["suppressed"]))
    assert "image-alt, docs/guide/help.md:61: The map is described in the text above it. " in text
    assert "(docs/guide/help.md:60)" in text
    assert "button-name, on index.html, guide/help.html, guide/phone.html: The map widget" in text
    assert "0 failed, 0 need review, 3 suppressed" in text


def test_long_lists_of_suppressed_or_fixed_findings_are_cut(samples: Samples) -> None:
    report = samples["suppressed"]
    many = replace(report, findings=report.findings * 5, fixed=samples["baseline"].fixed * 9)
    text = flat(full(many))
    assert text.count("The map is described") == 4
    assert "and 5 more FIXED" in text
    assert "and 8 more" in text
    assert "Lists above are cut: see all with --verbose or --format html=report.html" in text
    verbose = flat(full(many, verbose=True))
    assert verbose.count("The map is described") == 5


def test_variants_are_named_if_not_all_show_the_finding(samples: Samples) -> None:
    text = full(samples["page-findings"])
    assert "at p:nth-child(1) > span (only in light)" in text
    assert "only in phone\n" in text
    assert "desktop" not in text


def test_every_page_that_was_not_tested_is_named_with_its_reason(samples: Samples) -> None:
    text = flat(full(samples["not-tested"]))
    assert "did not finish loading within 30 s. guide/slow.html, guide/loop.html" in text
    assert "The server answered 404 Not Found. https://example.org/gone" in text
    assert "7 planned = 3 audited + 1 skipped + 3 not tested" in text


def test_impact_is_a_word(samples: Samples) -> None:
    text = full(samples["page-findings"])
    for impact in Impact:
        assert f"\n  {impact} " in text
    assert "1 critical, 9 serious, 1 moderate, 1 minor" in text


def test_criteria_have_their_names(samples: Samples) -> None:
    assert "WCAG 1.4.3 Contrast (Minimum)" in full(samples["page-findings"])
    assert "WCAG 1.3.2 Meaningful Sequence, 3.1.1 Language of Page" in full(
        samples["right-to-left"]
    )


def test_a_criterion_that_is_not_in_the_table_is_no_error(samples: Samples) -> None:
    report = samples["sources"]
    strange = replace(report.findings[0], criteria=("1.9.9",))
    assert "image-alt" in full(replace(report, findings=(strange,)))


def test_a_finding_on_several_pages_stands_under_the_first_and_names_the_others(
    samples: Samples,
) -> None:
    report = samples["theme-finding"]
    finding = replace(report.findings[0], scope=Scope.PAGE)
    text = flat(full(replace(report, findings=(finding,))))
    assert "ON SINGLE PAGES index.html: 1 finding" in text
    assert "- index.html, guide/page-01.html, guide/page-02.html and 35 more pages" in text
    assert text.count("button-name: Buttons") == 1


def test_each_location_has_its_own_message(samples: Samples) -> None:
    report = samples["sources"]
    finding = report.findings[-1]
    first, *others = finding.locations
    budget = replace(first, messages=(plain_message("Another budget is exceeded"),))
    text = full(replace(report, findings=(replace(finding, locations=(budget, *others)),)))
    assert text.index("Another budget is exceeded") < text.index("- docs/index.md:7")
    assert text.index("- docs/index.md:7") < text.index("The link has no styling")


def test_ends_with_the_heaviest_pages_and_the_time(samples: Samples) -> None:
    text = full(samples["everything"])
    assert "2.5 MB  guide/phone.html" in text
    assert (
        "12.3 s, started 2026-03-01 09:30 UTC, 12 pages unchanged since the last audit"
    ) in flat(text)
    assert "started" not in full(samples["empty"])


def test_a_very_long_report_stays_readable(samples: Samples) -> None:
    text = full(samples["very-long"])
    assert "(1,613 characters more)" in flat(text)
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "12 min 34 s" in text
