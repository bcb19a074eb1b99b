"""What was not audited or judged, and notices, in the format of the JSON report."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from a11ycheck.model import Notice, NotTested, Report, RuleError, Skipped, Uncollected, Unjudged
from a11ycheck.reporters.json_pages import PageName
from a11ycheck.reporters.json_records import (
    MessageRecord,
    Record,
    RuleName,
    Variants,
    about,
    message_record,
)

__all__ = [
    "NoticeRecord",
    "PageReason",
    "RuleErrorRecord",
    "ShardRecord",
    "UncollectedRecord",
    "UnjudgedRecord",
    "notice_record",
    "page_reasons",
    "rule_error_record",
    "shard_record",
    "uncollected_record",
    "unjudged_record",
]


class PageReason(Record):
    """A page that was not audited, and why."""

    page: PageName
    reason: Annotated[MessageRecord, about("Why.")]


class RuleErrorRecord(Record):
    """A rule that raised an error."""

    rule: RuleName
    page: Annotated[str, about("The page; empty if the rule judges all pages together.")]
    message: Annotated[MessageRecord, about("The error.")]
    element: Annotated[
        str, about("The selector of the first element on which it was raised; may be empty.")
    ]
    variants: Annotated[Variants, about("The variants in which it was raised; may be empty.")]


class UnjudgedRecord(Record):
    """A rule that judged nothing, since no page has its kind of evidence."""

    rule: RuleName
    reason: Annotated[MessageRecord, about("The evidence that is missing.")]


class UncollectedRecord(Record):
    """Files below the audited folders that may be pages, but were not planned."""

    reason: Annotated[MessageRecord, about("Why.")]
    count: Annotated[int, Meta(ge=1), about("The number of files.")]
    files: Annotated[list[str], about("The first of them.")]


class ShardRecord(Record):
    """The part of the pages that a report covers."""

    index: Annotated[int, Meta(ge=1), about("The number of the shard.")]
    count: Annotated[int, Meta(ge=1), about("The number of shards.")]
    evidence: Annotated[
        str, about("What `a11ycheck merge` of the same version reads; its form may change.")
    ]


class NoticeRecord(Record):
    """A message about a page that is no finding."""

    page: Annotated[str, about("The page; empty if it is about all of them.")]
    message: Annotated[MessageRecord, about("The message.")]


def page_reasons(items: Iterable[NotTested | Skipped]) -> list[PageReason]:
    """Return the records of pages that were not audited."""
    return [PageReason(page=item.page, reason=message_record(item.reason)) for item in items]


def rule_error_record(error: RuleError) -> RuleErrorRecord:
    """Return the record of a rule's error."""
    return RuleErrorRecord(
        rule=error.rule,
        page=error.page,
        message=message_record(error.message),
        element=error.element.selector if error.element else "",
        variants=list(error.variants),
    )


def notice_record(notice: Notice) -> NoticeRecord:
    """Return the record of a notice."""
    return NoticeRecord(page=notice.page, message=message_record(notice.message))


def unjudged_record(item: Unjudged) -> UnjudgedRecord:
    """Return the record of a rule that judged nothing."""
    return UnjudgedRecord(rule=item.rule, reason=message_record(item.reason))


def uncollected_record(item: Uncollected) -> UncollectedRecord:
    """Return the record of files that were not planned."""
    reason = message_record(item.reason)
    return UncollectedRecord(reason=reason, count=item.count, files=list(item.files))


def shard_record(report: Report) -> ShardRecord | None:
    """Return the record of the shard that a report is of, None if it covers all pages."""
    if report.shard is None:
        return None
    return ShardRecord(index=report.shard.index, count=report.shard.count, evidence=report.evidence)
