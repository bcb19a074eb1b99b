"""What a failed test says: what is wrong, where, and how to mend it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from a11ycheck.model import Finding, Place, Report
from a11ycheck.reporters import text
from a11ycheck.rules import by_id

__all__ = ["failure_text", "in_brief"]

_FINDINGS = 10
_PLACES = 3
_PAGES = 10
_SENTENCE = 400
_SNIPPET = 200
_HOW_TO_FIX = re.compile(r"^## How to fix\n+(.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)


def in_brief(report: Report) -> str:
    """Return the verdict in one sentence, without a full stop: "2 faults on 1 page, 1 page not tested"."""
    gate = report.gate
    parts = []
    if gate:
        pages = {page for finding in gate for page in finding.pages}
        parts.append(f"{text.count(len(gate), 'fault')} on {text.count(len(pages), 'page')}")
    if report.not_tested:
        parts.append(f"{text.count(len(report.not_tested), 'page')} not tested")
    if report.rule_errors:
        parts.append(f"{text.count(len(report.rule_errors), 'rule')} broke down")
    clean = f"nothing to mend on {text.count(len(report.audited), 'page')}"
    return ", ".join(parts) or clean


def failure_text(report: Report) -> str:
    """Return what is wrong with an audit that is not clean, a fault's source line first."""
    limit = f" (impact {report.fail_on} and above)" if report.gate and report.fail_on else ""
    lines = chain(
        [f"{in_brief(report)}{limit}"],
        *(_finding(finding, report.variants) for finding in report.gate[:_FINDINGS]),
        _rest(len(report.gate) - _FINDINGS, "fault"),
        _not_seen(report),
    )
    return "\n".join(lines)


def _finding(finding: Finding, variants: Sequence[str]) -> Iterator[str]:
    first, *others = finding.places
    shown = _wrong(finding)
    yield ""
    yield f"{_where(first)}: {finding.rule} ({finding.impact}): {text.one_line(finding.title)}"
    if shown:
        yield f"    wrong     {shown}"
    yield from _details(first, variants)
    yield f"    fix       {_remedy(finding)}"
    if others:
        also = dict.fromkeys(_where(place) for place in others)
        yield f"    also in   {text.listing(also, _PLACES, 'place')}"


def _wrong(finding: Finding) -> str:
    said = text.clip(finding.message, _SENTENCE)
    return "" if said == text.one_line(finding.title) else said


def _where(place: Place) -> str:
    return text.at(place.source) if place.source else text.one_line(place.page)


def _details(place: Place, variants: Sequence[str]) -> Iterator[str]:
    if place.source and (entry := text.translation(place.source)):
        yield f"    text of   {entry}"
    only = text.only_in(place.variants, variants)
    if place.source or only:
        yield f"    page      {text.one_line(place.page)}{f' ({only})' if only else ''}"
    if place.element is not None:
        yield f"    element   {text.clip(text.selector(place.element.target), _SNIPPET)}"
        yield f"    snippet   {text.clip(place.element.html, _SNIPPET)}"


def _remedy(finding: Finding) -> str:
    """Return the rule's own advice; axe's stands at its address, since its message says what is missing."""
    rule = by_id(finding.rule)
    advice = _HOW_TO_FIX.search(rule.documentation) if rule is not None else None
    if advice is not None:
        return text.clip(advice[1], _SENTENCE)
    explain = f"a11ycheck explain {finding.rule}"
    return ", ".join(filter(None, (explain, text.link(finding.help_url))))


def _rest(number: int, noun: str) -> Iterator[str]:
    if number > 0:
        yield f"\nand {text.count(number, f'more {noun}')}"


def _not_seen(report: Report) -> Iterator[str]:
    for item in report.not_tested[:_PAGES]:
        yield f"\nnot tested: {text.one_line(item.page)}: {text.clip(item.reason, _SENTENCE)}"
    yield from _rest(len(report.not_tested) - _PAGES, "page not tested")
    for error in report.rule_errors[:_PAGES]:
        where = f" on {text.one_line(error.page)}" if error.page else ""
        yield f"\nbroke down: {error.rule}{where}: {text.clip(error.message, _SENTENCE)}"
