"""The report for test dashboards: JUnit XML in the form that Jenkins, GitLab and others read.

There is no standard: this keeps to the elements and attributes of the schema of Jenkins' xUnit plugin.
A page is a suite, and so are the theme and the site as a whole; a rule is a case of it, and passes where
it had something to judge and nothing to report.

A dashboard turns red on any failure, so only what fails the audit is one. What is below `fail_on` is
skipped, as what needs a person is: JUnit knows no warning, and what passed shows no message.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from a11ycheck.model import Finding, Impact, Outcome, Report, Scope
from a11ycheck.reporters import group, text
from a11ycheck.reporters.group import Spot

__all__ = ["render_junit"]

_AUDITED = "audited"
_PLACES = 50
_PAGES = 10
_SNIPPET = 500
_MESSAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A test case; `result` is failure, error or skipped, or empty where it passed."""

    name: str
    result: str = ""
    message: str = ""
    kind: str = ""
    body: str = ""


def render_junit(report: Report) -> str:
    """Return the report as an XML document with one suite for each page."""
    root = etree.Element("testsuites", name=report.tool.name, time=f"{report.seconds:.3f}")
    suites = [_suite(report, name, cases) for name, cases in _suites(report).items()]
    root.extend(suites)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    etree.indent(root)
    document = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return f"{document.decode('utf-8')}\n"


def _suites(report: Report) -> Mapping[str, list[_Case]]:
    """Return the cases by suite: the theme's, those of each page, the site's."""
    found = dict(group.gather(_cases(report), lambda item: item[0]))
    pages = [name for name in found if name not in {Scope.THEME, Scope.SITE}]
    return {
        name: [case for _, case in found[name]]
        for name in (Scope.THEME, *pages, Scope.SITE)
        if name in found
    }


def _cases(report: Report) -> Iterator[tuple[str, _Case]]:
    for page in report.audited:
        yield page, _Case(name=_AUDITED)
    for lost in report.not_tested:
        reason = text.clip(lost.reason, _MESSAGE)
        yield lost.page, _Case(name=_AUDITED, result="error", kind="not tested", message=reason)
    for item in report.skipped:
        reason = text.clip(item.reason, _MESSAGE)
        yield item.page, _Case(name=_AUDITED, result="skipped", message=f"skipped: {reason}")
    groups = group.gather(
        report.findings, lambda item: (_suite_of(item), item.rule, _state(item, report.fail_on))
    )
    for (suite, _, state), findings in groups.items():
        yield suite, _finding_case(findings, state, report.variants)
    for passed in report.passed:
        yield passed.page, _Case(name=passed.rule)
    errors = group.gather(report.rule_errors, lambda item: (item.page, item.rule))
    for (page, rule), broken in errors.items():
        message = text.clip("; ".join(dict.fromkeys(item.message for item in broken)), _MESSAGE)
        name = f"{rule} (broke down)"
        case = _Case(name=name, result="error", kind="rule broke down", message=message)
        yield page or Scope.SITE, case


def _suite_of(finding: Finding) -> str:
    return group.page_of(finding) if finding.scope is Scope.PAGE else finding.scope


def _state(finding: Finding, fail_on: Impact | None) -> str:
    if finding.suppression:
        return "suppressed"
    if finding.known:
        return "known"
    if finding.outcome is not Outcome.FAILED:
        return "needs a person"
    is_below = fail_on is None or finding.impact.rank < fail_on.rank
    return "below fail_on" if is_below else ""


def _finding_case(findings: list[Finding], state: str, variants: tuple[str, ...]) -> _Case:
    """Return the case of a rule's findings of one state; the state is part of its name."""
    first = findings[0]
    body = "\n\n".join(_told(finding, variants) for finding in findings)
    if not state:
        worst = max(
            (finding.impact for finding in findings), key=lambda impact: Impact(impact).rank
        )
        message = _summary(findings)
        return _Case(name=first.rule, result="failure", message=message, kind=worst, body=body)
    reasons = "; ".join(dict.fromkeys(_reason(finding) for finding in findings))
    return _Case(
        name=f"{first.rule} ({state})",
        result="skipped",
        message=text.clip(f"{state}: {reasons}", _MESSAGE),
        body=body,
    )


def _summary(findings: list[Finding]) -> str:
    said = text.clip(findings[0].message or findings[0].title, _MESSAGE)
    return said if len(findings) == 1 else f"{len(findings):,} faults: {said}"


def _reason(finding: Finding) -> str:
    if finding.suppression:
        return f"{finding.suppression.reason} ({finding.suppression.where})"
    if finding.known:
        return "stands in the baseline"
    said = finding.message or finding.title
    return f"{finding.impact}: {said}" if finding.outcome is Outcome.FAILED else said


def _told(finding: Finding, variants: tuple[str, ...]) -> str:
    spots = group.spots(finding)
    lines = [text.clip(finding.message or finding.title, _MESSAGE)]
    for spot in spots[:_PLACES]:
        lines += ["", *_place(spot, variants)]
    if len(spots) > _PLACES:
        lines += ["", f"and {text.count(len(spots) - _PLACES, 'more place')}"]
    help_url = text.link(finding.help_url)
    lines += ["", f"Help: a11ycheck explain {text.one_line(finding.rule)}"]
    return "\n".join([*lines, help_url] if help_url else lines)


def _place(spot: Spot, variants: tuple[str, ...]) -> Iterator[str]:
    place = spot.place
    if place.source:
        yield text.at(place.source)
        if entry := text.translation(place.source):
            yield f"translated in {entry}"
    only = text.only_in(place.variants, variants)
    if spot.pages:
        yield f"{text.listing(spot.pages, _PAGES, 'page')}{f' ({only})' if only else ''}"
    if place.element:
        yield text.clip(place.element.html, _SNIPPET)
        yield f"at {text.clip(text.selector(place.element.target), _MESSAGE)}"
    elif place.snippet:
        yield text.clip(place.snippet, _SNIPPET)


def _suite(report: Report, name: str, cases: Iterable[_Case]) -> etree._Element:
    cases = list(cases)
    results = [case.result for case in cases]
    suite = etree.Element(
        "testsuite",
        name=text.one_line(name),
        tests=str(len(cases)),
        failures=str(results.count("failure")),
        errors=str(results.count("error")),
        skipped=str(results.count("skipped")),
    )
    if report.started:
        moment = datetime.fromisoformat(report.started).astimezone(UTC)
        suite.set("timestamp", moment.strftime("%Y-%m-%dT%H:%M:%S"))
    suite.extend(_element(name, case) for case in cases)
    return suite


def _element(suite: str, case: _Case) -> etree._Element:
    # Dashboards take what stands before the last full stop for a package.
    place = text.one_line(suite).replace(".", "_")
    element = etree.Element(
        "testcase", name=text.one_line(case.name), classname=f"a11ycheck.{place}"
    )
    if case.result:
        result = etree.SubElement(element, case.result, message=case.message)
        if case.kind:
            result.set("type", case.kind)
        result.text = case.body or None
    return element
