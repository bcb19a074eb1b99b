"""The findings in the format of the JSON report: rules, messages, locations, and sources.

The types are the one definition of the format and make its JSON Schema; the functions fill them.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Literal

from msgspec import Meta

from a11ycheck.model import (
    Finding,
    Impact,
    Location,
    Message,
    Outcome,
    Precision,
    Scope,
    SourceLocation,
)
from a11ycheck.reporters.json_records import (
    UNIQUE,
    Count,
    Index,
    Indexes,
    Line,
    MessageRecord,
    Name,
    Record,
    RuleName,
    Variants,
    about,
    message_record,
)
from a11ycheck.reporters.reporter import Context

__all__ = ["FindingRecord", "finding_record"]


class CatalogueRecord(Record):
    """An entry of a gettext catalogue."""

    file: Annotated[Name, about("The .po file, relative to the project.")]
    line: Annotated[Line, about("The line of its msgstr, counted from 1.")]


class SourceRecord(Record):
    """A line of the source that the page was built from."""

    file: Annotated[Name, about("The file, relative to the project.")]
    line: Annotated[Line, about("The line, counted from 1.")]
    precision: Annotated[
        Precision,
        about(
            "How precise the line is. exact: this line. block: the paragraph or list that starts here. "
            "section: under the heading that starts here. page: somewhere in the file."
        ),
    ]
    catalogue: Annotated[
        CatalogueRecord | None,
        about("Where the text is translated (file and line name the original); null if it is not."),
    ]


class SuppressionRecord(Record):
    """Why a finding is accepted."""

    reason: Annotated[str, about("The reason.")]
    where: Annotated[str, about("The file and line that suppress it, such as pyproject.toml:41.")]


class LocationRecord(Record):
    """One distinct element, or whole pages, and the pages that show it."""

    pages: Annotated[
        Indexes,
        about(
            "The first 10 pages that show it, or all with --all-pages, as indexes into the report's "
            "pages; empty if the finding is in a source file and on no page of its own."
        ),
    ]
    page_count: Annotated[Count, about("On how many pages it shows; pages lists the first.")]
    variants: Annotated[Variants, about("The variants that show it; empty if a source was judged.")]
    target: Annotated[
        list[Name | list[Name]],
        about(
            "axe's selectors: one for each frame on the way to the element; an inner list is a path "
            "through shadow roots. Empty for whole pages."
        ),
    ]
    html: Annotated[str, about("The element's HTML, perhaps shortened; empty for whole pages.")]
    messages: Annotated[
        list[Index], about("What is wrong here, as indexes into the finding's messages.")
    ]
    source: Annotated[SourceRecord | None, about("The line to edit; null if it is not known.")]
    snippet: Annotated[str, about("That line's text, if the rule judged a source; else empty.")]


class Fingerprints(Record, rename={"v2": "a11ycheck/v2", "v1": "a11ycheck/v1"}):
    """What identifies the finding from one audit to the next."""

    v2: Annotated[
        Name, about("Stays the same when lines move, pages are rebuilt, or other pages change.")
    ]
    v1: Annotated[str, about("The older fingerprint, kept for one release; may be empty.")]


class FindingRecord(Record):
    """A rule that failed or could not tell, with every location of the same cause."""

    rule: RuleName
    engine: Annotated[Name, about("What judged: axe, or a11ycheck for its own rules.")]
    title: Annotated[str, about("What the rule requires.")]
    outcome: Annotated[
        Literal["failed", "cantTell"], about("cantTell: no rule can decide it, it needs review.")
    ]
    impact: Annotated[Impact, about("How serious it is: minor, moderate, serious or critical.")]
    criteria: Annotated[
        list[Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+$")]],
        UNIQUE,
        about("The success criteria of WCAG 2.2; empty for best practices."),
    ]
    message: Annotated[str, about("What is wrong, at the worst location.")]
    messages: Annotated[
        list[MessageRecord], about("The distinct messages of all locations, the worst first.")
    ]
    help_url: Annotated[str, about("Where the rule is explained; may be empty.")]
    fingerprints: Fingerprints
    scope: Annotated[
        Scope, about("theme: the same on many pages. page: in a page's source. site: of all pages.")
    ]
    count: Annotated[Count, about("How often it shows: locations, counted on each of their pages.")]
    locations: Annotated[
        list[LocationRecord], Meta(min_length=1), about("The distinct elements that show it.")
    ]
    source: Annotated[
        SourceRecord | None, about("The first known line to edit; null if none is known.")
    ]
    fails: Annotated[bool, about("Whether the finding fails the audit.")]
    known: Annotated[bool, about("Whether the finding is in the baseline.")]
    suppression: Annotated[
        SuppressionRecord | None, about("Why the finding is accepted; null if it is not.")
    ]


def finding_record(
    finding: Finding, page_number: Mapping[str, int], context: Context, *, fails: bool
) -> FindingRecord:
    """Return a finding with its locations; `page_number` gives each page's index."""
    every = (*finding.messages, *(one for item in finding.locations for one in item.messages))
    messages = list({_key(message): message for message in every}.values())
    message_number = {_key(message): index for index, message in enumerate(messages)}
    suppression = finding.suppression
    return FindingRecord(
        rule=finding.rule,
        engine=finding.engine,
        title=finding.title,
        outcome="failed" if finding.outcome is Outcome.FAILED else "cantTell",
        impact=finding.impact,
        criteria=list(finding.criteria),
        message=finding.message,
        messages=[message_record(item) for item in messages],
        help_url=finding.help_url,
        fingerprints=Fingerprints(v2=finding.fingerprint, v1=finding.fingerprint_v1),
        scope=finding.scope,
        count=finding.count,
        locations=[
            _location(
                item,
                [page_number[page] for page in context.first_pages(item.pages)],
                message_number,
            )
            for item in finding.locations
        ],
        source=_source(finding.source),
        fails=fails,
        known=finding.known,
        suppression=SuppressionRecord(**asdict(suppression)) if suppression else None,
    )


def _location(
    location: Location,
    pages: list[int],
    message_number: Mapping[tuple[str, str], int],
) -> LocationRecord:
    element = location.element
    steps = element.target if element else ()
    return LocationRecord(
        pages=pages,
        page_count=len(location.pages),
        variants=list(location.variants),
        target=[step if isinstance(step, str) else list(step) for step in steps],
        html=element.html if element else "",
        messages=[message_number[_key(message)] for message in location.messages],
        source=_source(location.source),
        snippet=location.snippet,
    )


def _key(message: Message) -> tuple[str, str]:
    return message.id, str(message)


def _source(source: SourceLocation | None) -> SourceRecord | None:
    if source is None:
        return None
    entry = source.catalogue
    return SourceRecord(
        file=source.file,
        line=source.line,
        precision=source.precision,
        catalogue=CatalogueRecord(file=entry.file, line=entry.line) if entry else None,
    )
