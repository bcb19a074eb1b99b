"""`html-parse-error` judges the parse errors of a page's file, without depending on their lines."""

from __future__ import annotations

import pytest

from a11ycheck.evaluate import group, judge
from a11ycheck.model import (
    Finding,
    Impact,
    MessageTemplate,
    Outcome,
    PageEvidence,
    ParseError,
    Precision,
    Scope,
    SourceLocation,
)
from a11ycheck.rules.html_parse_error import RULE, Options
from a11ycheck.rules.html_parse_error import judge as judge_markup

UNCLOSED = MessageTemplate("unclosed-element", "{tag} on line {line} is never closed.")


def error(line: int, tag: str = "<b>", source: SourceLocation | None = None) -> ParseError:
    return ParseError(message=UNCLOSED.format(tag=tag, line=line), line=line, source=source)


def findings(*pages: PageEvidence) -> tuple[Finding, ...]:
    evaluation = judge(pages, [RULE], {RULE.id: Options()})
    return group(evaluation.assertions, {RULE.id: RULE}, [page.page for page in pages])


@pytest.mark.parametrize(
    ("markup", "outcome"),
    [(None, None), ((), Outcome.PASSED), ((error(3),), Outcome.FAILED)],
)
def test_the_outcome_follows_from_the_errors_of_the_file(
    markup: tuple[ParseError, ...] | None, outcome: Outcome | None
) -> None:
    page = PageEvidence(page="a.html", markup=markup)

    expected = {RULE.id: outcome} if outcome else {}
    assert judge([page], [RULE], {RULE.id: Options()}).outcomes == {"a.html": expected}


def test_the_same_error_on_two_pages_is_one_finding_with_the_lines_of_both() -> None:
    (finding,) = findings(
        PageEvidence(page="a.html", markup=(error(3),)),
        PageEvidence(page="b.html", markup=(error(30),)),
    )

    assert finding.scope is Scope.THEME
    assert finding.fragment == "error=unclosed-element, tag=<b>"
    assert [(item.pages, str(item.messages[0])) for item in finding.locations] == [
        (("a.html",), "<b> on line 3 is never closed."),
        (("b.html",), "<b> on line 30 is never closed."),
    ]


def test_an_error_with_a_source_line_belongs_to_its_source_file() -> None:
    at = [SourceLocation(file=file, line=7, precision=Precision.EXACT) for file in ("a.md", "b.md")]

    first, second = findings(
        PageEvidence(page="a.html", markup=(error(3, source=at[0]),)),
        PageEvidence(page="b.html", markup=(error(3, source=at[1]),)),
    )

    assert [first.source, second.source] == at
    assert first.fingerprint != second.fingerprint


def test_different_tags_are_different_findings() -> None:
    page = PageEvidence(page="a.html", markup=(error(3, "<b>"), error(3, "<i>")))

    assert len(findings(page)) == 2


def test_errors_beyond_the_limit_are_counted() -> None:
    page = PageEvidence(page="a.html", markup=tuple(error(line) for line in range(1, 6)))

    *listed, rest = judge_markup(page, Options(max_errors=2))

    assert [str(item.message) for item in listed] == [
        "<b> on line 1 is never closed.",
        "<b> on line 2 is never closed.",
    ]
    assert str(rest.message) == "The page has 5 parse errors; 3 of them are not listed."


def test_errors_that_the_evidence_does_not_hold_are_counted_too() -> None:
    page = PageEvidence(page="a.html", markup=(error(1),), markup_total=100_000)

    *_, rest = judge_markup(page, Options())

    assert str(rest.message) == "The page has 100000 parse errors; 99999 of them are not listed."


def test_malformed_xml_is_critical() -> None:
    message = MessageTemplate("malformed-xml", "Not well-formed: {reason}.").format(reason="x")
    page = PageEvidence(page="a.xhtml", markup=(ParseError(message=message, line=1),))

    (finding,) = findings(page)

    assert finding.impact is Impact.CRITICAL
