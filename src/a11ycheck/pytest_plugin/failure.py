"""The text of a failed test: what is wrong, where, and how to fix it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from a11ycheck.model import Finding, Location, Report
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import (
    current_locale,
    format_message,
    format_messages,
    plural,
    translate,
    use_locale,
)
from a11ycheck.reporters.status import Status, status_line
from a11ycheck.reporters.triage import pages_of
from a11ycheck.rules import by_id
from a11ycheck.web.escapes import escape_commands, escape_invisible

__all__ = ["brief", "failure_text"]

_FINDINGS = 10
_LOCATIONS = 3
_PAGES = 10
_MESSAGE = 400
_SNIPPET = 200
_COLUMN = 9
_ADVICE = re.compile(r"^## Use instead\n+(.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CODE_BLOCK = re.compile(r"^(`{3,}|~{3,}|:{3,}).*?^\1$\n*", re.MULTILINE | re.DOTALL)


def brief(report: Report, lang: str = "en") -> str:
    """Return the result in one sentence without a full stop: "2 findings on 1 page, 1 page not tested"."""
    with use_locale(lang):
        return _brief(report)


def failure_text(report: Report, lang: str = "en") -> str:
    """Return what is wrong with a report that is not clean, the source line of each finding first."""
    with use_locale(lang):
        return escape_commands("\n".join(_lines(report)))


def _brief(report: Report) -> str:
    line = status_line(report)
    if line.status in {Status.NOTHING, Status.NOT_JUDGED}:
        return str(line).rstrip(".")
    gate = report.gate
    parts = []
    if gate:
        findings = text.count(len(gate), "finding")
        pages = text.count(len(pages_of(gate)), "page")
        parts.append(translate("{findings} on {pages}", findings=findings, pages=pages))
    if report.not_tested:
        not_tested = text.count(len(report.not_tested), "page")
        parts.append(translate("{pages} not tested", pages=not_tested))
    if report.rule_errors:
        rules = text.count(len(report.rule_errors), "rule")
        parts.append(translate("{rules} raised an error", rules=rules))
    audited = text.count(len(report.audited), "page")
    return translate(", ").join(parts) or translate("no findings on {pages}", pages=audited)


def _lines(report: Report) -> Iterator[str]:
    limit = ""
    if report.gate and report.fail_on:
        level = translate(report.fail_on)
        limit = f" ({translate('impact {impact} and above', impact=level)})"
    rest = len(report.gate) - _FINDINGS
    more = plural("and {number} more finding", "and {number} more findings", rest)
    return chain(
        [f"{_brief(report)}{limit}"],
        *(_finding(finding, report.variants) for finding in report.gate[:_FINDINGS]),
        [f"\n{more}"] if rest > 0 else [],
        _not_tested(report),
    )


def _finding(finding: Finding, variants: Sequence[str]) -> Iterator[str]:
    first = finding.locations[0]
    title = text.one_line(translate(finding.title))
    message = text.clip(format_messages(first.messages), _MESSAGE)
    yield ""
    where, *others = dict.fromkeys(
        name for location in finding.locations for name in _names(location)
    )
    yield f"{where}: {escape_invisible(finding.rule)} ({translate(finding.impact)}): {title}"
    if message and message != title:
        yield _row("message", message)
    yield from _details(finding, first, variants)
    yield _row("fix", _advice(finding))
    if others:
        yield _row("also in", text.listing(others, _LOCATIONS, "location"))


def _row(label: str, value: str) -> str:
    return f"    {translate(label):<{_COLUMN}} {value}"


def _names(location: Location) -> tuple[str, ...]:
    if location.source:
        return (text.source_line(location.source),)
    return tuple(map(text.one_line, location.pages or ("",)))


def _details(finding: Finding, location: Location, variants: Sequence[str]) -> Iterator[str]:
    if location.source and (entry := text.translation(location.source)):
        yield _row("text of", entry)
    only = text.only_in(finding.rule, location.variants, variants)
    if location.source or only:
        yield _row("page", f"{text.one_line(location.page)}{f' ({only})' if only else ''}")
    if location.element is not None:
        yield _row("element", text.clip(text.selector(location.element.target), _SNIPPET))
        yield _row("snippet", text.clip(location.element.html, _SNIPPET))


def _advice(finding: Finding) -> str:
    """Return the rule's own advice, or where to read it.

    The advice is in English, and axe-core's is on its site: otherwise the command that shows it is named.
    """
    rule = by_id(finding.rule)
    advice = _ADVICE.search(rule.documentation) if rule is not None else None
    if advice is not None and current_locale().code == "en":
        paragraph, *_ = _CODE_BLOCK.sub("", advice[1]).split("\n\n")
        return text.clip(paragraph, _MESSAGE)
    explain = f"a11ycheck explain {escape_invisible(finding.rule)}"
    return translate(", ").join(filter(None, (explain, text.link(finding.help_url))))


def _not_tested(report: Report) -> Iterator[str]:
    for item in report.not_tested[:_PAGES]:
        reason = text.clip(format_message(item.reason), _MESSAGE)
        yield f"\n{translate('not tested:')} {text.one_line(item.page)}: {reason}"
    rest = len(report.not_tested) - _PAGES
    if rest > 0:
        one, many = "and {number} more page not tested", "and {number} more pages not tested"
        yield f"\n{plural(one, many, rest)}"
    for error in report.rule_errors[:_PAGES]:
        where = f" {translate('on {pages}', pages=text.one_line(error.page))}" if error.page else ""
        message = text.clip(format_message(error.message), _MESSAGE)
        yield f"\n{translate('rule error:')} {escape_invisible(error.rule)}{where}: {message}"
