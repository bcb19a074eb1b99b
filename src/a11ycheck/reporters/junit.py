"""The report for test dashboards: JUnit XML in the form that Jenkins, GitLab and others read.

There is no standard: this keeps to the elements and attributes of the schema of Jenkins' xUnit plugin.
Each page is a suite, and so are the theme and the site as a whole; each rule is a case of the page's suite,
skipped where it did not apply. Findings of the theme and the site are cases of their own suites.

A dashboard turns red on any failure, so only what fails the audit is one. Findings below `fail_on`, like
those to review, are skipped: JUnit has no warning, and a passed case shows no message.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from a11ycheck.model import Finding, Location, Outcome, Report, Scope, joined_messages
from a11ycheck.reporters import text
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.status import Status, status_line
from a11ycheck.reporters.triage import group_by, page_of
from a11ycheck.web.escapes import escape_commands

__all__ = ["JUNIT"]

_AUDITED = "audited"
_LOCATIONS = 50
_PAGES = 10
_SNIPPET = 500
_MESSAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A test case; `result` is failure, error or skipped, or empty if it passed."""

    name: str
    result: str = ""
    message: str = ""
    kind: str = ""
    body: str = ""


def _render(report: Report, _context: Context) -> str:
    """Return the report as an XML document."""
    shard = f" (shard {report.shard.index} of {report.shard.count})" if report.shard else ""
    root = etree.Element(
        "testsuites", name=f"{report.tool.name}{shard}", time=f"{report.seconds:.3f}"
    )
    suites = [_suite(report, name, cases) for name, cases in _suites(report).items()]
    root.extend(suites)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    etree.indent(root)
    document = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return escape_commands(f"{document.decode('utf-8')}\n", "&#58;")


JUNIT = Reporter(name="junit", media_type="application/xml", extension=".xml", render=_render)


def _suites(report: Report) -> Mapping[str, list[_Case]]:
    """Return the cases by suite: the theme's, those of each page, the site's."""
    found = group_by(_cases(report), lambda item: item[0])
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
        reason = text.clip(str(lost.reason), _MESSAGE)
        yield lost.page, _Case(name=_AUDITED, result="error", kind="not tested", message=reason)
    for item in report.skipped:
        reason = text.clip(str(item.reason), _MESSAGE)
        yield item.page, _Case(name=_AUDITED, result="skipped", message=f"skipped: {reason}")
    yield from _nothing(report)
    groups = group_by(
        report.findings, lambda item: (_suite_of(item), item.rule, _state(item, report))
    )
    for (suite, _, state), findings in groups.items():
        yield suite, _finding_case(findings, state, report.variants)
    for page, outcomes in report.outcomes.items():
        for rule, outcome in outcomes.items():
            if outcome is Outcome.PASSED:
                yield page, _Case(name=rule)
            elif outcome is Outcome.INAPPLICABLE:
                yield page, _Case(name=rule, result="skipped", message="inapplicable")
    errors = group_by(report.rule_errors, lambda item: (item.page, item.rule))
    for (page, rule), found in errors.items():
        message = text.clip("; ".join(dict.fromkeys(str(item.message) for item in found)), _MESSAGE)
        case = _Case(name=f"{rule} (error)", result="error", kind="rule error", message=message)
        yield page or Scope.SITE, case


def _nothing(report: Report) -> Iterator[tuple[str, _Case]]:
    """Yield an error if nothing was audited or judged: without a case, a dashboard is green."""
    line = status_line(report)
    if line.status in {Status.NOTHING, Status.NOT_JUDGED}:
        message = text.clip(" ".join(line.sentences), _MESSAGE)
        kind = line.status.lower()
        yield Scope.SITE, _Case(name=_AUDITED, result="error", kind=kind, message=message)


def _suite_of(finding: Finding) -> str:
    return page_of(finding) if finding.scope is Scope.PAGE else finding.scope


def _state(finding: Finding, report: Report) -> str:
    if finding.suppression:
        return "suppressed"
    if finding.known:
        return "known"
    if finding.outcome is not Outcome.FAILED:
        return "needs review"
    if report.fails(finding):
        return ""
    return "advisory" if finding.rule in report.advisory else "below fail_on"


def _finding_case(findings: list[Finding], state: str, variants: tuple[str, ...]) -> _Case:
    """Return the case of a rule's findings of one state; the state is part of its name."""
    rule = findings[0].rule
    body = "\n\n".join(_details(finding, variants) for finding in findings)
    if not state:
        worst = max((finding.impact for finding in findings), key=lambda impact: impact.rank)
        message = text.clip(findings[0].message or findings[0].title, _MESSAGE)
        if len(findings) > 1:
            message = f"{len(findings):,} findings: {message}"
        return _Case(name=rule, result="failure", message=message, kind=worst, body=body)
    reasons = "; ".join(dict.fromkeys(_reason(finding) for finding in findings))
    return _Case(
        name=f"{rule} ({state})",
        result="skipped",
        message=text.clip(f"{state}: {reasons}", _MESSAGE),
        body=body,
    )


def _reason(finding: Finding) -> str:
    if finding.suppression:
        return f"{finding.suppression.reason} ({finding.suppression.where})"
    if finding.known:
        return "in the baseline"
    message = finding.message or finding.title
    return f"{finding.impact}: {message}" if finding.outcome is Outcome.FAILED else message


def _details(finding: Finding, variants: tuple[str, ...]) -> str:
    lines = [text.clip(finding.message or finding.title, _MESSAGE)]
    for location in finding.locations[:_LOCATIONS]:
        lines += ["", *_location(location, finding, variants)]
    rest = len(finding.locations) - _LOCATIONS
    if rest > 0:
        lines += ["", f"and {text.count(rest, 'more location')}"]
    lines += ["", f"Help: a11ycheck explain {text.one_line(finding.rule)}"]
    if help_url := text.link(finding.help_url):
        lines.append(help_url)
    return "\n".join(lines)


def _location(location: Location, finding: Finding, variants: tuple[str, ...]) -> Iterator[str]:
    if location.messages != finding.messages:
        yield text.clip(joined_messages(location.messages), _MESSAGE)
    if location.source:
        yield text.source_line(location.source)
        if entry := text.translation(location.source):
            yield f"translated in {entry}"
    only = text.only_in(finding.rule, location.variants, variants)
    if location.pages:
        pages = text.listing(location.pages, _PAGES, "page")
        yield f"{pages}{f' ({only})' if only else ''}"
    if location.element:
        yield text.clip(location.element.html, _SNIPPET)
        yield f"at {text.clip(text.selector(location.element.target), _MESSAGE)}"
    elif location.snippet:
        yield text.clip(location.snippet, _SNIPPET)


def _suite(report: Report, name: str, cases: list[_Case]) -> etree._Element:
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
    # Dashboards take the part before the last full stop for a package.
    group = f"a11ycheck.{text.one_line(name).replace('.', '_')}"
    for case in cases:
        names = {"name": text.one_line(case.name), "classname": group}
        element = etree.SubElement(suite, "testcase", names)
        if case.result:
            result = etree.SubElement(element, case.result, message=case.message)
            if case.kind:
                result.set("type", case.kind)
            result.text = case.body or None
    return suite
