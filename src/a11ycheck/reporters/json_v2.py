"""The report for programs, as JSON: version 2 of its format, and its JSON Schema.

Every key is always present. Within a version, keys may be added; none is removed or changes its meaning.
"""

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from a11ycheck.errors import UserError
from a11ycheck.model import Impact, Outcome, Report
from a11ycheck.reporters.json_findings import FindingRecord, finding_record
from a11ycheck.reporters.json_gaps import (
    NoticeRecord,
    PageReason,
    RuleErrorRecord,
    ShardRecord,
    UncollectedRecord,
    UnjudgedRecord,
    notice_record,
    page_reasons,
    rule_error_record,
    shard_record,
    uncollected_record,
    unjudged_record,
)
from a11ycheck.reporters.json_pages import PageRecord, Seconds, outcome_records, page_record
from a11ycheck.reporters.json_records import (
    UNIQUE,
    Count,
    Name,
    Record,
    RuleName,
    Variants,
    about,
)
from a11ycheck.reporters.json_text import Json, json_text
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.status import Status, status_line
from a11ycheck.reporters.triage import pages_of, triage_report

__all__ = ["JSON", "ReportRecord", "read_report", "schema"]

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
    uninspected_frames: Annotated[Count, about("Visible frames that could not be inspected.")]
    closed_shadow_roots: Annotated[Count, about("Closed shadow roots: they cannot be inspected.")]
    failed_stylesheets: Annotated[
        Count, about("Stylesheets that did not apply, counted on each page.")
    ]


class FixedRecord(Record):
    """An entry of the baseline with fewer matches than occurrences."""

    rule: RuleName
    file: Annotated[str, about("The source file of the entry; empty if it has none.")]
    count: Annotated[int, Meta(ge=1), about("How many of its occurrences are fixed.")]


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
            "0: no finding fails the audit. 1: findings fail it. 2: something, or everything, was not "
            "tested; it wins over 1. 3: an error in the command or the configuration."
        ),
    ]
    status: Annotated[
        Status,
        about("The result in a word or two, such as PASSED, FAILED or NOTHING AUDITED."),
    ]
    status_text: Annotated[str, about("The reasons for the status, in English.")]
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
    kept_evidence: Annotated[
        str | None, about("What `a11ycheck compare` needs, with --keep-evidence; null without.")
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
    unjudged: Annotated[
        list[UnjudgedRecord], about("Rules that judged nothing, for lack of evidence.")
    ]
    uncollected: Annotated[
        list[UncollectedRecord], about("Files that may be pages, but were not planned, by reason.")
    ]
    pages: Annotated[
        list[PageRecord], about("Every page that was audited, weighed, or has findings.")
    ]


def _render(report: Report, context: Context) -> str:
    """Return the whole report as indented JSON in a stable order."""
    return json_text(_report(report, context))


JSON = Reporter(name="json", media_type="application/json", extension=".json", render=_render)


def _report(report: Report, context: Context) -> ReportRecord:
    line = status_line(report)
    weights = {weight.page: weight for weight in report.weights}
    pages = list(dict.fromkeys((*report.audited, *weights, *pages_of(report.findings))))
    number = {page: index for index, page in enumerate(pages)}
    rules = sorted({rule for outcomes in report.outcomes.values() for rule in outcomes})
    outcomes = outcome_records(report.outcomes, {rule: index for index, rule in enumerate(rules)})
    return ReportRecord(
        schema_id=SCHEMA_ID,
        tool=ToolRecord(**asdict(report.tool)),
        targets=list(report.targets),
        variants=list(report.variants),
        fail_on=report.fail_on,
        exit_code=report.exit_code.value,
        status=line.status,
        status_text=" ".join(line.sentences),
        interrupted=report.interrupted,
        started=report.started,
        seconds=round(report.seconds, 3),
        shard=shard_record(report),
        kept_evidence=report.kept or None,
        summary=_summary(report),
        rules=rules,
        findings=[
            finding_record(item, number, context, fails=report.fails(item))
            for item in report.findings
        ],
        fixed=[FixedRecord(**asdict(item)) for item in report.fixed],
        not_tested=page_reasons(report.not_tested),
        skipped=page_reasons(report.skipped),
        rule_errors=[rule_error_record(item) for item in report.rule_errors],
        notices=[notice_record(item) for item in report.notices],
        unjudged=[unjudged_record(item) for item in report.unjudged],
        uncollected=[uncollected_record(item) for item in report.uncollected],
        pages=[
            page_record(page, weights.get(page), outcomes.get(page), report.shown.get(page))
            for page in pages
        ],
    )


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
        uninspected_frames=sum(len(shown.frames) for shown in report.shown.values()),
        closed_shadow_roots=sum(len(shown.closed_roots) for shown in report.shown.values()),
        failed_stylesheets=sum(len(shown.stylesheets) for shown in report.shown.values()),
    )


def read_report(path: Path) -> ReportRecord:
    """Return the report in a file; UserError if it is none of this version."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=ReportRecord)
    except OSError as error:
        message = f"{path}: {error.strerror or error}."
        raise UserError(message, "Write one: a11ycheck audit TARGET --format json=FILE") from None
    except msgspec.DecodeError as error:
        message = f"{path} is not a JSON report of version 2: {error}."
        raise UserError(message, "Write one: a11ycheck audit TARGET --format json=FILE") from None


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
