"""The JSON report's format, version 2: these types are its one definition and make its JSON Schema.

Every key is always present. Within a version, keys may be added; none is removed or changes its meaning.
"""

from functools import cache
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from a11ycheck.cost import Kind
from a11ycheck.model import Impact
from a11ycheck.reporters.json_findings import (
    UNIQUE,
    Count,
    FindingRecord,
    Indexes,
    MessageRecord,
    Name,
    Record,
    RuleName,
    Variants,
    about,
)
from a11ycheck.reporters.json_text import Json

__all__ = [
    "SCHEMA_ID",
    "BytesByType",
    "FindingCounts",
    "FirstPaint",
    "FixedRecord",
    "NoticeRecord",
    "OutcomeRecord",
    "PageReason",
    "PageRecord",
    "ReportRecord",
    "ResourceRecord",
    "RuleErrorRecord",
    "Summary",
    "ToolRecord",
    "schema",
]

SCHEMA_ID: Final = "a11ycheck-report/2"

Seconds = Annotated[float, Meta(ge=0)]
PageName = Annotated[
    Name, Meta(description="The page: its path below the audited folder, or its URL.")
]


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


class ResourceRecord(Record):
    """A request of a page."""

    url: Annotated[str, about("The URL; within the audited folder, its path.")]
    type: Annotated[Kind, about("The type of the resource.")]
    wire_bytes: Annotated[Count | None, about("Bytes over the wire; null if not known.")]


class BytesByType(Record):
    """Bytes over the wire by type of resource."""

    document: Annotated[Count, about("The page and its frames.")]
    style: Annotated[Count, about("Stylesheets.")]
    script: Annotated[Count, about("Scripts.")]
    font: Annotated[Count, about("Fonts.")]
    image: Annotated[Count, about("Images.")]
    other: Annotated[Count, about("Everything else.")]


class FirstPaint(Record, rename={"g2": "2g", "g3": "3g"}):
    """Estimated seconds until the first text of a first visit, by network."""

    g2: Annotated[Seconds, about("On 50 kbit/s with a round trip of 500 ms.")]
    edge: Annotated[Seconds, about("On 120 kbit/s with a round trip of 400 ms.")]
    g3: Annotated[Seconds, about("On 400 kbit/s with a round trip of 400 ms.")]


class OutcomeRecord(Record):
    """The rules by their outcome on the page, as indexes into the report's rules."""

    passed: Annotated[Indexes, about("Applied, and found nothing.")]
    failed: Annotated[Indexes, about("Failed for at least one element.")]
    cant_tell: Annotated[
        Indexes, about("Failed for none, and could not tell for at least one.")
    ] = msgspec.field(name="cantTell")
    inapplicable: Annotated[Indexes, about("Had nothing to judge.")]


_NOT_WEIGHED = "null if the page was not weighed."


class PageRecord(Record):
    """A page that was audited, weighed or has findings, the outcomes of its rules, and its cost."""

    page: PageName
    outcomes: OutcomeRecord
    wire_bytes: Annotated[
        Count | None, about(f"Bytes over the wire, compressed, with headers; {_NOT_WEIGHED}")
    ]
    requests: Annotated[Count | None, about(f"The number of requests; {_NOT_WEIGHED}")]
    blocked: Annotated[list[str], about("The URLs on other hosts that the audit blocked.")]
    bytes_by_type: Annotated[
        BytesByType | None, about(f"Bytes over the wire by type of resource; {_NOT_WEIGHED}")
    ]
    render_blocking: Annotated[
        Count | None, about(f"Requests that block rendering; {_NOT_WEIGHED}")
    ]
    fonts: Annotated[Count | None, about(f"Fonts that the page loads; {_NOT_WEIGHED}")]
    third_parties: Annotated[Count | None, about(f"Requests to other hosts; {_NOT_WEIGHED}")]
    heaviest: Annotated[
        list[ResourceRecord], Meta(max_length=5), about("The page's largest requests.")
    ]
    first_paint: Annotated[
        FirstPaint | None, about("Estimated seconds until the first text; null if not known.")
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
