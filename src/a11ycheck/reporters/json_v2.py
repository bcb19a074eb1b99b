"""The report for programs, as JSON: version 2 of its format, and its JSON Schema.

Every key is always present. Within a version, keys may be added; none is removed or changes its meaning.
"""

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from a11ycheck.model import Impact, NotTested, Outcome, Report, Skipped
from a11ycheck.reporters.json_findings import (
    UNIQUE,
    Count,
    FindingRecord,
    MessageRecord,
    Name,
    Record,
    RuleName,
    Variants,
    about,
    finding_record,
    message_record,
)
from a11ycheck.reporters.json_pages import PageName, PageRecord, Seconds, page_record
from a11ycheck.reporters.json_text import Json, json_text
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.triage import pages_of, triage_report

__all__ = ["JSON", "schema"]

SCHEMA_ID: Final = "a11ycheck-report/2"


class ToolRecord(Record):
    """What made the report."""

    name: Annotated[Name, about("The program's name.")]
    version: Annotated[Name, about("The program's version.")]
    axe: Annotated[str, about("The version of axe-core; empty if it was not used.")]
    browser: Annotated[str, about("The browser and its version; empty if none was started.")]


class FindingCounts(Record):
    """The number of findings of each kind."""

    failed: Annotated[Count, about("Failed findings: known ones included, suppressed ones not.")]
    cant_tell: Annotated[
        Count, about("Findings to review: known ones included, suppressed ones not.")
    ] = msgspec.field(name="cantTell")
    suppressed: Annotated[Count, about("Findings that are accepted with a reason.")]
    known: Annotated[Count, about("Those of failed and cantTell that are in the baseline.")]
    fixed: Annotated[Count, about("Occurrences in the baseline that were not found any more.")]


class Summary(Record):
    """The counts; planned = audited + skipped + not_tested, always."""

    planned: Annotated[Count, about("Pages to audit.")]
    audited: Annotated[Count, about("Pages that were audited.")]
    skipped: Annotated[Count, about("Pages that were excluded.")]
    not_tested: Annotated[Count, about("Pages that could not be tested.")]
    findings: FindingCounts
    rule_errors: Annotated[Count, about("Rules that raised an error, counted on each page.")]


class FixedRecord(Record):
    """An entry of the baseline with fewer matches than occurrences."""

    rule: RuleName
    file: Annotated[str, about("The source file of the entry; empty if it has none.")]
    count: Annotated[int, Meta(ge=1), about("How many of its occurrences are fixed.")]


class PageReason(Record):
    """A page that was not audited, and why."""

    page: PageName
    reason: Annotated[MessageRecord, about("Why.")]


class RuleErrorRecord(Record):
    """A rule that raised an error."""

    rule: RuleName
    page: Annotated[str, about("The page; empty if the rule judges all pages together.")]
    message: Annotated[MessageRecord, about("The error.")]


class NoticeRecord(Record):
    """A message about a page that is no finding."""

    page: Annotated[str, about("The page; empty if it is about all of them.")]
    message: Annotated[MessageRecord, about("The message.")]


class ShardRecord(Record):
    """The part of the pages that a report covers."""

    index: Annotated[int, Meta(ge=1), about("The number of the shard.")]
    count: Annotated[int, Meta(ge=1), about("The number of shards.")]
    evidence: Annotated[
        str, about("What `a11ycheck merge` of the same version reads; its form may change.")
    ]


class ReportRecord(Record):
    """The result of one audit: what was planned, audited, found and not tested."""

    schema_id: Annotated[
        Literal["a11ycheck-report/2"], about("The name and version of this format.")
    ] = msgspec.field(name="schema")
    tool: ToolRecord
    targets: Annotated[list[str], about("The folders, files, URLs and sitemaps to audit.")]
    variants: Annotated[
        Variants, about("The audited variants: viewport and colour scheme, such as phone-dark.")
    ]
    fail_on: Annotated[
        Impact | None, about("The least impact that fails the audit; null if no finding does.")
    ]
    exit_code: Annotated[
        Literal[0, 1, 2, 3],
        about(
            "0: nothing at or above fail_on. 1: findings at or above it. 2: something was not tested; "
            "it wins over 1. 3: an error in the command or the configuration, or no page."
        ),
    ]
    interrupted: Annotated[
        bool,
        about(
            "Whether the audit was interrupted: the report then covers the pages audited until then."
        ),
    ]
    started: Annotated[
        str,
        about(
            "When the audit started, in ISO 8601, such as 2026-03-01T09:30:00+00:00; may be empty."
        ),
    ]
    seconds: Annotated[Seconds, about("How long the audit took.")]
    shard: Annotated[
        ShardRecord | None, about("The part of the pages that is covered; null for all of them.")
    ]
    summary: Summary
    rules: Annotated[list[Name], UNIQUE, about("The ids of the rules that ran, to index.")]
    findings: Annotated[
        list[FindingRecord],
        about("Everything that failed or needs review; known and suppressed findings are marked."),
    ]
    fixed: Annotated[list[FixedRecord], about("Entries of the baseline that are fixed.")]
    not_tested: Annotated[list[PageReason], about("Pages that could not be tested.")]
    skipped: Annotated[list[PageReason], about("Pages that were excluded.")]
    rule_errors: Annotated[list[RuleErrorRecord], about("Rules that raised an error.")]
    notices: Annotated[list[NoticeRecord], about("Messages about pages that are no findings.")]
    pages: Annotated[
        list[PageRecord], about("Every page that was audited, weighed, or has findings.")
    ]


def _render(report: Report, _context: Context) -> str:
    """Return the whole report as indented JSON in a stable order."""
    return json_text(msgspec.to_builtins(_report(report)))


JSON = Reporter(name="json", media_type="application/json", extension=".json", render=_render)


def _report(report: Report) -> ReportRecord:
    weights = {weight.page: weight for weight in report.weights}
    pages = list(dict.fromkeys((*report.audited, *weights, *pages_of(report.findings))))
    number = {page: index for index, page in enumerate(pages)}
    rules = sorted({rule for outcomes in report.outcomes.values() for rule in outcomes})
    rule_number = {rule: index for index, rule in enumerate(rules)}
    return ReportRecord(
        schema_id=SCHEMA_ID,
        tool=ToolRecord(**asdict(report.tool)),
        targets=list(report.targets),
        variants=list(report.variants),
        fail_on=report.fail_on,
        exit_code=report.exit_code.value,
        interrupted=report.interrupted,
        started=report.started,
        seconds=round(report.seconds, 3),
        shard=_shard(report),
        summary=_summary(report),
        rules=rules,
        findings=[finding_record(item, number) for item in report.findings],
        fixed=[FixedRecord(**asdict(item)) for item in report.fixed],
        not_tested=_reasons(report.not_tested),
        skipped=_reasons(report.skipped),
        rule_errors=[
            RuleErrorRecord(rule=item.rule, page=item.page, message=message_record(item.message))
            for item in report.rule_errors
        ],
        notices=[
            NoticeRecord(page=item.page, message=message_record(item.message))
            for item in report.notices
        ],
        pages=[
            page_record(page, weights.get(page), report.outcomes.get(page, {}), rule_number)
            for page in pages
        ],
    )


def _shard(report: Report) -> ShardRecord | None:
    if report.shard is None:
        return None
    return ShardRecord(**asdict(report.shard), evidence=report.evidence)


def _reasons(items: Iterable[NotTested | Skipped]) -> list[PageReason]:
    return [PageReason(page=item.page, reason=message_record(item.reason)) for item in items]


def _summary(report: Report) -> Summary:
    found = triage_report(report)
    return Summary(
        planned=report.planned,
        audited=len(report.audited),
        skipped=len(report.skipped),
        not_tested=len(report.not_tested),
        findings=FindingCounts(
            failed=len(report.with_outcome(Outcome.FAILED)),
            cant_tell=len(report.with_outcome(Outcome.CANT_TELL)),
            suppressed=len(found.suppressed),
            known=len(found.known),
            fixed=found.fixed,
        ),
        rule_errors=len(report.rule_errors),
    )


@cache
def schema() -> Json:
    """Return the JSON Schema (draft 2020-12) of the report."""
    (reference,), definitions = msgspec.json.schema_components(
        [ReportRecord], ref_template="#/$defs/{name}"
    )
    report: Json = definitions.pop(reference["$ref"].rpartition("/")[2])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **report,
        "title": SCHEMA_ID,
        "$defs": definitions,
    }
