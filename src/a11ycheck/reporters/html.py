"""The report for everybody: one HTML file that needs nothing else, safe with any page's content in it."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from a11ycheck.language import runs
from a11ycheck.model import Finding, Impact, PageWeight, Report, Scope
from a11ycheck.reporters import group, text
from a11ycheck.reporters.costs import costs
from a11ycheck.reporters.group import Ledger, Tally
from a11ycheck.reporters.picture import Picture, read_picture
from a11ycheck.reporters.verdict import Word, headline
from a11ycheck.reporters.words import criterion_name, say, spoken, translate
from a11ycheck.wcag import CRITERIA, Criterion

__all__ = ["render_html"]

_TITLES = {
    Word.PARTIAL: "Stopped early",
    Word.NOTHING: "Nothing was audited",
    Word.NOT_TESTED: "Not fully tested",
    Word.FAILED: "Not ready to publish",
    Word.PASSED: "Nothing stops publishing",
}
_INDENT = re.compile(r"\n\s+")
_FEW_GROUPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _CriterionRow:
    criterion: Criterion | None
    number: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageRow:
    page: str
    state: str
    faults: int
    weight: PageWeight | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """A stretch of the bar of impacts, in hundredths of its length."""

    impact: Impact
    number: int
    start: float
    length: float


def render_html(report: Report, screenshots: Mapping[str, bytes] | None = None) -> str:
    """Return the report as one HTML page: no request, no script needed, all content escaped.

    `screenshots` are PNG or WebP pictures of the elements, by the findings' fingerprints; they become
    part of the page. ValueError where one is neither.
    """
    shots = {name: read_picture(data) for name, data in (screenshots or {}).items()}
    page = _environment().get_template("report.html.j2").render(_context(report, shots))
    # The template's indentation is for its reader; every text of the report stands on one line.
    return _INDENT.sub("\n", page).strip() + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("a11ycheck.reporters"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"text": text, "group": group, "Scope": Scope}
    environment.globals |= {"_": translate, "said": _said, "name_of": criterion_name}
    return environment


def _shown(value: Any) -> Any:
    # Every text that the template puts into the page comes through here, then is escaped: none can
    # carry a character that the reader cannot see. Markup is the template's own.
    return (
        value if isinstance(value, Markup) or not isinstance(value, str) else text.one_line(value)
    )


def _context(report: Report, shots: Mapping[str, Picture]) -> dict[str, Any]:
    verdict = headline(report)
    found = group.ledger(report)
    single = (item for item in report.findings if item.scope is Scope.PAGE)
    pages = dict.fromkeys((*group.pages_of(report.findings), *map(group.page_of, single)))
    criteria = _criterion_rows(report)
    return {
        "report": report,
        "words": spoken(),
        **_directions(),
        "verdict": verdict,
        "title": _TITLES[verdict.word],
        "found": found,
        "shots": shots,
        **_sections(found),
        "pages": list(pages),
        "files": group.source_files(report.findings),
        "number_of": {page: number for number, page in enumerate(pages)},
        "bars": _bars(found.faults),
        "criteria": criteria,
        "counted": {row.number for row in criteria},
        "page_rows": _page_rows(report, found.faults),
        "costs": costs(report.weights),
        "heaviest": max(report.weights, key=lambda weight: weight.wire_bytes, default=None),
        "rules": _rules(report.findings),
        "not_tested": group.by_sentence((item.page, item.reason) for item in report.not_tested),
        "skipped": group.by_sentence((item.page, item.reason) for item in report.skipped),
        "rule_errors": group.by_sentence(
            (item.page, f"{item.rule}: {say(item.message)}") for item in report.rule_errors
        ),
        "notices": group.by_sentence((item.page, item.message) for item in report.notices),
        "hosts": group.blocked_hosts(report),
        "style": _asset("report.css"),
        "script": _asset("report.js"),
        "policy": _policy(pictures=bool(shots)),
    }


def _said(message: str, limit: int) -> Markup:
    """Return a rule's title or message as HTML: what runs from left to right is kept so."""
    words = text.clip(say(message), limit)
    if spoken().direction == "ltr":
        return escape(words)
    pieces = (
        Markup('<bdi dir="ltr">{}</bdi>').format(piece) if kept else escape(piece)
        for piece, kept in runs(words)
    )
    return Markup().join(pieces)


def _directions() -> dict[str, Markup]:
    """Return attributes for what can be in English, a text or what a link leads to, in another report."""
    if spoken().code == "en":
        return {"auto": Markup(), "english": Markup()}
    return {"auto": Markup(' dir="auto"'), "english": Markup(' hreflang="en"')}


def _sections(found: Ledger) -> dict[str, Any]:
    single = (item for item in found.faults if item.scope is Scope.PAGE)
    theme = group.by_rule(group.of_scope(found.faults, Scope.THEME))
    pages = {page: group.by_rule(items) for page, items in group.by_page(single).items()}
    site = group.by_rule(group.of_scope(found.faults, Scope.SITE))
    person = group.by_rule(found.questions)
    number = len(theme) + len(site) + len(person) + sum(map(len, pages.values()))
    return {
        "theme_groups": theme,
        "page_groups": pages,
        "site_groups": site,
        "opened_groups": person,
        "known_groups": group.by_rule(found.known),
        "suppressed_groups": group.by_rule(found.suppressed),
        "few": number <= _FEW_GROUPS,
    }


def _bars(failed: tuple[Finding, ...]) -> list[_Bar]:
    bars: list[_Bar] = []
    start = 0.0
    for impact, number in group.impacts(failed).items():
        length = 100 * number / len(failed)
        bars.append(_Bar(impact=impact, number=number, start=start, length=length))
        start += length
    return bars


def _criterion_rows(report: Report) -> list[_CriterionRow]:
    return [
        _CriterionRow(criterion=CRITERIA.get(number), number=number, tally=tally)
        for number, tally in group.by_criterion(report).items()
    ]


def _page_rows(report: Report, faults: tuple[Finding, ...]) -> list[_PageRow]:
    weights = {weight.page: weight for weight in report.weights}
    states = dict.fromkeys((*report.audited, *weights, *group.pages_of(faults)), "")
    states |= {item.page: "skipped" for item in report.skipped}
    states |= {item.page: "not tested" for item in report.not_tested}
    counts = dict.fromkeys(states, 0)
    for finding in faults:
        for page in finding.pages:
            counts[page] += 1
    return [
        _PageRow(page=page, state=state, faults=counts[page], weight=weights.get(page))
        for page, state in states.items()
    ]


def _rules(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    criteria = {finding.rule: finding.criteria for finding in findings}
    return {rule: criteria[rule] for rule in sorted(criteria)}


@cache
def _asset(name: str) -> Markup:
    source = files("a11ycheck.reporters").joinpath("templates", name).read_text("utf-8")
    # The project's own file, not a report's text: it is not escaped, and its hash allows it.
    return Markup(_INDENT.sub("\n", source).strip())  # noqa: S704


def _policy(*, pictures: bool) -> str:
    style, script = (_hash(_asset(name)) for name in ("report.css", "report.js"))
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; "
        f"{'img-src data:; ' if pictures else ''}base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
