"""The findings in the format of the JSON report: rules, messages, locations, and sources.

The types are the one definition of the format and make its JSON Schema; the functions fill them.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Literal

import msgspec
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

__all__ = [
    "UNIQUE",
    "Count",
    "FindingRecord",
    "Indexes",
    "MessageRecord",
    "Name",
    "Record",
    "RuleName",
    "Variants",
    "about",
    "finding_record",
    "message_record",
]

UNIQUE = Meta(extra_json_schema={"uniqueItems": True})

Count = Annotated[int, Meta(ge=0, description="A number of items.")]
Index = Annotated[int, Meta(ge=0)]
Line = Annotated[int, Meta(ge=1)]
Name = Annotated[str, Meta(min_length=1)]
RuleName = Annotated[Name, Meta(description="The rule's id, which never changes.")]
Variants = Annotated[list[Name], UNIQUE]
Indexes = Annotated[list[Index], UNIQUE]


def about(description: str) -> Meta:
    """Return the description of a key."""
    return Meta(description=description)


class Record(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An object of the report: every key is required, and no other is allowed."""


class MessageRecord(Record):
    """A message: the template with its values, and the finished text."""

    id: Annotated[Name, about("The message's id within its rule, which never changes.")]
    template: Annotated[str, about("The English text, with a {name} for each value.")]
    values: Annotated[dict[str, "Value"], about("The values by name; a list holds several.")]
    text: Annotated[str, about("The finished English text.")]


_Scalar = str | float | MessageRecord
Value = _Scalar | list[_Scalar]


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
    """One distinct element, or whole pages, and every page that shows it."""

    pages: Annotated[
        Indexes,
        about(
            "The pages that show it, as indexes into the report's pages; empty if the finding is in a "
            "source file and on no page of its own."
        ),
    ]
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
    known: Annotated[bool, about("Whether the finding is in the baseline.")]
    suppression: Annotated[
        SuppressionRecord | None, about("Why the finding is accepted; null if it is not.")
    ]


def finding_record(finding: Finding, page_number: Mapping[str, int]) -> FindingRecord:
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
        locations=[_location(item, page_number, message_number) for item in finding.locations],
        source=_source(finding.source),
        known=finding.known,
        suppression=SuppressionRecord(**asdict(suppression)) if suppression else None,
    )


def message_record(message: Message) -> MessageRecord:
    """Return a message with its values and its text."""

    def scalar(value: str | float | Message) -> _Scalar:
        return message_record(value) if isinstance(value, Message) else value

    return MessageRecord(
        id=message.id,
        template=message.template,
        values={
            name: [scalar(item) for item in value] if isinstance(value, tuple) else scalar(value)
            for name, value in message.values.items()
        },
        text=str(message),
    )


def _location(
    location: Location,
    page_number: Mapping[str, int],
    message_number: Mapping[tuple[str, str], int],
) -> LocationRecord:
    element = location.element
    steps = element.target if element else ()
    return LocationRecord(
        pages=[page_number[page] for page in location.pages],
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
