"""What a failed test says: what is wrong, where, and how to mend it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from a11ycheck.model import Finding, Place, Report
from a11ycheck.reporters import text
from a11ycheck.reporters.words import plural, say, speaking, spoken, translate
from a11ycheck.rules import by_id

__all__ = ["failure_text", "in_brief"]

_FINDINGS = 10
_PLACES = 3
_PAGES = 10
_SENTENCE = 400
_SNIPPET = 200
_COLUMN = 9
_HOW_TO_FIX = re.compile(r"^## How to fix\n+(.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)


def in_brief(report: Report, lang: str = "en") -> str:
    """Return the verdict in one sentence, without a full stop: "2 faults on 1 page, 1 page not tested"."""
    with speaking(lang):
        return _brief(report)


def failure_text(report: Report, lang: str = "en") -> str:
    """Return what is wrong with an audit that is not clean, a fault's source line first."""
    with speaking(lang):
        return "\n".join(_lines(report))


def _brief(report: Report) -> str:
    gate = report.gate
    parts = []
    if gate:
        pages = {page for finding in gate for page in finding.pages}
        things, where = text.count(len(gate), "fault"), text.count(len(pages), "page")
        parts.append(translate("{things} on {pages}", things=things, pages=where))
    if report.not_tested:
        unseen = text.count(len(report.not_tested), "page")
        parts.append(translate("{pages} not tested", pages=unseen))
    if report.rule_errors:
        broken = text.count(len(report.rule_errors), "rule")
        parts.append(translate("{rules} broke down", rules=broken))
    audited = text.count(len(report.audited), "page")
    return translate(", ").join(parts) or translate("nothing to mend on {pages}", pages=audited)


def _lines(report: Report) -> Iterator[str]:
    limit = ""
    if report.gate and report.fail_on:
        level = translate(report.fail_on)
        limit = f" ({translate('impact {impact} and above', impact=level)})"
    return chain(
        [f"{_brief(report)}{limit}"],
        *(_finding(finding, report.variants) for finding in report.gate[:_FINDINGS]),
        _rest(len(report.gate) - _FINDINGS, "fault"),
        _not_seen(report),
    )


def _finding(finding: Finding, variants: Sequence[str]) -> Iterator[str]:
    first, *others = finding.places
    title = text.one_line(say(finding.title))
    wrong = text.clip(say(finding.message), _SENTENCE)
    yield ""
    yield f"{_where(first)}: {finding.rule} ({translate(finding.impact)}): {title}"
    if wrong and wrong != title:
        yield _row("wrong", wrong)
    yield from _details(first, variants)
    yield _row("fix", _remedy(finding))
    if others:
        also = dict.fromkeys(_where(place) for place in others)
        yield _row("also in", text.listing(also, _PLACES, "place"))


def _row(label: str, value: str) -> str:
    return f"    {translate(label):<{_COLUMN}} {value}"


def _where(place: Place) -> str:
    return text.at(place.source) if place.source else text.one_line(place.page)


def _details(place: Place, variants: Sequence[str]) -> Iterator[str]:
    if place.source and (entry := text.translation(place.source)):
        yield _row("text of", entry)
    only = text.only_in(place.variants, variants)
    if place.source or only:
        yield _row("page", f"{text.one_line(place.page)}{f' ({only})' if only else ''}")
    if place.element is not None:
        yield _row("element", text.clip(text.selector(place.element.target), _SNIPPET))
        yield _row("snippet", text.clip(place.element.html, _SNIPPET))


def _remedy(finding: Finding) -> str:
    """Return the rule's own advice; axe's stands at its address, since its message says what is missing.

    The advice is English: in another language the command that shows it is named.
    """
    rule = by_id(finding.rule)
    advice = _HOW_TO_FIX.search(rule.documentation) if rule is not None else None
    if advice is not None and spoken().code == "en":
        return text.clip(advice[1], _SENTENCE)
    explain = f"a11ycheck explain {finding.rule}"
    return translate(", ").join(filter(None, (explain, text.link(finding.help_url))))


def _rest(number: int, noun: str) -> Iterator[str]:
    if number > 0:
        yield "\n" + plural(f"and {{number}} more {noun}", f"and {{number}} more {noun}s", number)


def _not_seen(report: Report) -> Iterator[str]:
    not_tested, broke_down = translate("not tested:"), translate("broke down:")
    for item in report.not_tested[:_PAGES]:
        reason = text.clip(say(item.reason), _SENTENCE)
        yield f"\n{not_tested} {text.one_line(item.page)}: {reason}"
    left = len(report.not_tested) - _PAGES
    if left > 0:
        yield "\n" + plural(
            "and {number} more page not tested", "and {number} more pages not tested", left
        )
    for error in report.rule_errors[:_PAGES]:
        where = f" {translate('on {pages}', pages=text.one_line(error.page))}" if error.page else ""
        yield f"\n{broke_down} {error.rule}{where}: {text.clip(say(error.message), _SENTENCE)}"
