"""The report for programs, as JSON: fills the types that `json_types` and `json_findings` define."""

from collections.abc import Mapping

import msgspec

from a11ycheck.cost import Kind, kind_of
from a11ycheck.model import (
    Finding,
    Location,
    Message,
    Outcome,
    PageWeight,
    Report,
    SourceLocation,
)
from a11ycheck.model.message import Value
from a11ycheck.reporters import json_findings as records
from a11ycheck.reporters import json_types as types
from a11ycheck.reporters.json_text import json_text
from a11ycheck.reporters.json_types import schema
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.triage import pages_of, triage_report

__all__ = ["JSON", "schema"]

_Key = tuple[str, str]


def _render(report: Report, _context: Context) -> str:
    """Return the whole report as indented JSON in a stable order."""
    return json_text(msgspec.to_builtins(_report(report)))


JSON = Reporter(name="json", media_type="application/json", extension=".json", render=_render)


def _report(report: Report) -> types.ReportRecord:
    weights = {weight.page: weight for weight in report.weights}
    pages = list(dict.fromkeys((*report.audited, *weights, *pages_of(report.findings))))
    number = {page: index for index, page in enumerate(pages)}
    rules = sorted({rule for outcomes in report.outcomes.values() for rule in outcomes})
    rule_number = {rule: index for index, rule in enumerate(rules)}
    tool = report.tool
    return types.ReportRecord(
        schema_id=types.SCHEMA_ID,
        tool=types.ToolRecord(
            name=tool.name, version=tool.version, axe=tool.axe, browser=tool.browser
        ),
        targets=list(report.targets),
        variants=list(report.variants),
        fail_on=report.fail_on,
        exit_code=report.exit_code.value,
        interrupted=report.interrupted,
        started=report.started,
        seconds=round(report.seconds, 3),
        summary=_summary(report),
        rules=rules,
        findings=[_finding(item, number) for item in report.findings],
        fixed=[
            types.FixedRecord(rule=item.rule, file=item.file, count=item.count)
            for item in report.fixed
        ],
        not_tested=[
            types.PageReason(page=item.page, reason=_message(item.reason))
            for item in report.not_tested
        ],
        skipped=[
            types.PageReason(page=item.page, reason=_message(item.reason))
            for item in report.skipped
        ],
        rule_errors=[
            types.RuleErrorRecord(rule=item.rule, page=item.page, message=_message(item.message))
            for item in report.rule_errors
        ],
        notices=[
            types.NoticeRecord(page=item.page, message=_message(item.message))
            for item in report.notices
        ],
        pages=[
            _page(page, weights.get(page), _outcomes(report.outcomes.get(page, {}), rule_number))
            for page in pages
        ],
    )


def _summary(report: Report) -> types.Summary:
    found = triage_report(report)
    return types.Summary(
        planned=report.planned,
        audited=len(report.audited),
        skipped=len(report.skipped),
        not_tested=len(report.not_tested),
        findings=types.FindingCounts(
            failed=len(report.with_outcome(Outcome.FAILED)),
            cant_tell=len(report.with_outcome(Outcome.CANT_TELL)),
            suppressed=len(found.suppressed),
            known=len(found.known),
            fixed=found.fixed,
        ),
        rule_errors=len(report.rule_errors),
    )


def _finding(finding: Finding, page_number: Mapping[str, int]) -> records.FindingRecord:
    every = (*finding.messages, *(one for item in finding.locations for one in item.messages))
    messages = list({_key(message): message for message in every}.values())
    message_number = {_key(message): index for index, message in enumerate(messages)}
    suppression = finding.suppression
    return records.FindingRecord(
        rule=finding.rule,
        engine=finding.engine,
        title=finding.title,
        outcome="failed" if finding.outcome is Outcome.FAILED else "cantTell",
        impact=finding.impact,
        criteria=list(finding.criteria),
        message=finding.message,
        messages=[_message(item) for item in messages],
        help_url=finding.help_url,
        fingerprints=records.Fingerprints(v2=finding.fingerprint, v1=finding.fingerprint_v1),
        scope=finding.scope,
        count=finding.count,
        locations=[_location(item, page_number, message_number) for item in finding.locations],
        source=_source(finding.source),
        known=finding.known,
        suppression=None
        if suppression is None
        else records.SuppressionRecord(reason=suppression.reason, where=suppression.where),
    )


def _location(
    location: Location, page_number: Mapping[str, int], message_number: Mapping[_Key, int]
) -> records.LocationRecord:
    element = location.element
    steps = element.target if element else ()
    return records.LocationRecord(
        pages=[page_number[page] for page in location.pages],
        variants=list(location.variants),
        target=[step if isinstance(step, str) else list(step) for step in steps],
        html=element.html if element else "",
        messages=[message_number[_key(message)] for message in location.messages],
        source=_source(location.source),
        snippet=location.snippet,
    )


def _key(message: Message) -> _Key:
    return message.id, str(message)


def _message(message: Message) -> records.MessageRecord:
    return records.MessageRecord(
        id=message.id,
        template=message.template,
        values={name: _value(value) for name, value in message.values.items()},
        text=str(message),
    )


def _value(value: Value) -> records.Value:
    match value:
        case Message():
            return _message(value)
        case tuple():
            return [_message(item) if isinstance(item, Message) else item for item in value]
        case _:
            return value


def _source(source: SourceLocation | None) -> records.SourceRecord | None:
    if source is None:
        return None
    entry = source.catalogue
    return records.SourceRecord(
        file=source.file,
        line=source.line,
        precision=source.precision,
        catalogue=None
        if entry is None
        else records.CatalogueRecord(file=entry.file, line=entry.line),
    )


def _outcomes(outcomes: Mapping[str, Outcome], number: Mapping[str, int]) -> types.OutcomeRecord:
    def having(outcome: Outcome) -> list[int]:
        return sorted(number[rule] for rule, found in outcomes.items() if found is outcome)

    return types.OutcomeRecord(
        passed=having(Outcome.PASSED),
        failed=having(Outcome.FAILED),
        cant_tell=having(Outcome.CANT_TELL),
        inapplicable=having(Outcome.INAPPLICABLE),
    )


def _page(page: str, weight: PageWeight | None, outcomes: types.OutcomeRecord) -> types.PageRecord:
    paint = weight.first_paint if weight else {}
    return types.PageRecord(
        page=page,
        outcomes=outcomes,
        wire_bytes=weight.wire_bytes if weight else None,
        requests=weight.requests if weight else None,
        blocked=[request.url for request in weight.blocked] if weight else [],
        bytes_by_type=types.BytesByType(**{kind: weight.kinds.get(kind, 0) for kind in Kind})
        if weight
        else None,
        render_blocking=weight.blocking if weight else None,
        fonts=weight.fonts if weight else None,
        third_parties=weight.third_parties if weight else None,
        heaviest=[
            types.ResourceRecord(url=item.url, type=kind_of(item), wire_bytes=item.wire_bytes)
            for item in (weight.heaviest if weight else ())
        ],
        first_paint=types.FirstPaint(
            g2=round(paint["2g"], 2), edge=round(paint["edge"], 2), g3=round(paint["3g"], 2)
        )
        if paint
        else None,
    )
