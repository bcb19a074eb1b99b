"""The format of the JSON report, version 2: these types are its one definition and make its JSON Schema.

Every key is always present. Within a version, keys may be added; none is removed or changes its meaning.
"""

from functools import cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from a11ycheck.cost import Kind
from a11ycheck.model import Impact, Precision, Scope
from a11ycheck.reporters.json_text import Json

__all__ = [
    "SCHEMA_ID",
    "CatalogueRecord",
    "FindingCounts",
    "FindingRecord",
    "Fingerprints",
    "FirstPaint",
    "FixedRecord",
    "LocationRecord",
    "MessageRecord",
    "NoticeRecord",
    "OutcomeRecord",
    "PageReason",
    "PageRecord",
    "ReportRecord",
    "ResourceRecord",
    "RuleErrorRecord",
    "SourceRecord",
    "Summary",
    "SuppressionRecord",
    "ToolRecord",
    "schema",
]

SCHEMA_ID = "a11ycheck-report/2"

_UNIQUE = Meta(extra_json_schema={"uniqueItems": True})

Count = Annotated[int, Meta(ge=0, description="A number of items.")]
Index = Annotated[int, Meta(ge=0)]
Line = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(ge=0)]
Name = Annotated[str, Meta(min_length=1)]
RuleName = Annotated[Name, Meta(description="The rule's id, which never changes.")]
PageName = Annotated[
    Name, Meta(description="The page: its path below the audited folder, or its URL.")
]
Variants = Annotated[list[Name], _UNIQUE]
RuleIndexes = Annotated[list[Index], _UNIQUE]


def _text(description: str) -> Meta:
    return Meta(description=description)


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class ToolRecord(_Record):
    """What made the report."""

    name: Annotated[Name, _text("The program's name.")]
    version: Annotated[Name, _text("The program's version.")]
    axe: Annotated[str, _text("The version of axe-core; empty if it was not used.")]
    browser: Annotated[str, _text("The browser and its version; empty if none was started.")]


class MessageRecord(_Record):
    """A message: the template with its values, and the finished text."""

    id: Annotated[Name, _text("The message's id within its rule, which never changes.")]
    template: Annotated[str, _text("The English text, with a {name} for each value.")]
    values: Annotated[dict[str, "Value"], _text("The values by name; a list holds several.")]
    text: Annotated[str, _text("The finished English text.")]


_Scalar = str | int | float | MessageRecord
Value = _Scalar | list[_Scalar]


class CatalogueRecord(_Record):
    """An entry of a gettext catalogue."""

    file: Annotated[Name, _text("The .po file, relative to the project.")]
    line: Annotated[Line, _text("The line of its msgstr, counted from 1.")]


class SourceRecord(_Record):
    """A line of the source that the page was built from."""

    file: Annotated[Name, _text("The file, relative to the project.")]
    line: Annotated[Line, _text("The line, counted from 1.")]
    precision: Annotated[
        Precision,
        _text(
            "How precise the line is. exact: this line. block: the paragraph or list that starts here. "
            "section: under the heading that starts here. page: somewhere in the file."
        ),
    ]
    catalogue: Annotated[
        CatalogueRecord | None,
        _text("Where the text is translated (file and line name the original); null if it is not."),
    ]


class SuppressionRecord(_Record):
    """Why a finding is accepted."""

    reason: Annotated[str, _text("The reason.")]
    where: Annotated[str, _text("The file and line that suppress it, such as pyproject.toml:41.")]


class LocationRecord(_Record):
    """One distinct element, or whole pages, and every page that shows it."""

    pages: Annotated[
        RuleIndexes,
        _text(
            "The pages that show it, as indexes into the report's pages; empty if the finding is in a "
            "source file and on no page of its own."
        ),
    ]
    variants: Annotated[Variants, _text("The variants that show it; empty if a source was judged.")]
    target: Annotated[
        list[Name | list[Name]],
        _text(
            "axe's selectors: one for each frame on the way to the element; an inner list is a path "
            "through shadow roots. Empty for whole pages."
        ),
    ]
    html: Annotated[str, _text("The element's HTML, perhaps shortened; empty for whole pages.")]
    messages: Annotated[
        list[Index], _text("What is wrong here, as indexes into the finding's messages.")
    ]
    source: Annotated[SourceRecord | None, _text("The line to edit; null if it is not known.")]
    snippet: Annotated[str, _text("That line's text, if the rule judged a source; else empty.")]


class Fingerprints(_Record, rename={"v2": "a11ycheck/v2", "v1": "a11ycheck/v1"}):
    """What identifies the finding from one audit to the next; see "a11ycheck/v2"."""

    v2: Annotated[
        Name, _text("Stays the same when lines move, pages are rebuilt, or other pages change.")
    ]
    v1: Annotated[str, _text("The older fingerprint, kept for one release; may be empty.")]


class FindingRecord(_Record):
    """A rule that failed or could not tell, with every location of the same cause."""

    rule: RuleName
    engine: Annotated[Name, _text("What judged: axe, or a11ycheck for its own rules.")]
    title: Annotated[str, _text("What the rule requires.")]
    outcome: Annotated[
        Literal["failed", "cantTell"], _text("cantTell: no rule can decide it, it needs review.")
    ]
    impact: Annotated[Impact, _text("The impact in axe's terms, from least to most.")]
    criteria: Annotated[
        list[Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+$")]],
        _UNIQUE,
        _text("The success criteria of WCAG 2.2; empty for best practices."),
    ]
    message: Annotated[str, _text("What is wrong, at the worst location.")]
    messages: Annotated[
        list[MessageRecord], _text("The distinct messages of all locations, the worst first.")
    ]
    help_url: Annotated[str, _text("Where the rule is explained; may be empty.")]
    fingerprints: Fingerprints
    scope: Annotated[
        Scope, _text("theme: the same on many pages. page: in a page's source. site: of all pages.")
    ]
    count: Annotated[Count, _text("How often it shows: locations, counted on each of their pages.")]
    locations: Annotated[
        list[LocationRecord], Meta(min_length=1), _text("The distinct elements that show it.")
    ]
    source: Annotated[
        SourceRecord | None, _text("The first known line to edit; null if none is known.")
    ]
    known: Annotated[bool, _text("Whether the finding is in the baseline.")]
    suppression: Annotated[
        SuppressionRecord | None, _text("Why the finding is accepted; null if it is not.")
    ]


class FindingCounts(_Record):
    """The number of findings of each kind."""

    failed: Annotated[Count, _text("Failed findings: known ones included, suppressed ones not.")]
    cant_tell: Annotated[
        Count, _text("Findings to review: known ones included, suppressed ones not.")
    ] = msgspec.field(name="cantTell")
    suppressed: Annotated[Count, _text("Findings that are accepted with a reason.")]
    known: Annotated[Count, _text("Those of failed and cantTell that are in the baseline.")]
    fixed: Annotated[Count, _text("Occurrences in the baseline that were not found any more.")]


class Summary(_Record):
    """The counts; planned = audited + skipped + not_tested, always."""

    planned: Annotated[Count, _text("Pages to audit.")]
    audited: Annotated[Count, _text("Pages that were audited.")]
    skipped: Annotated[Count, _text("Pages that were excluded.")]
    not_tested: Annotated[Count, _text("Pages that could not be tested.")]
    findings: FindingCounts
    rule_errors: Annotated[Count, _text("Rules that raised an error, counted on each page.")]


class FixedRecord(_Record):
    """An entry of the baseline with fewer matches than occurrences."""

    rule: RuleName
    file: Annotated[str, _text("The source file of the entry; empty if it has none.")]
    count: Annotated[int, Meta(ge=1), _text("How many of its occurrences are fixed.")]


class PageReason(_Record):
    """A page that was not audited, and why."""

    page: PageName
    reason: Annotated[MessageRecord, _text("Why.")]


class RuleErrorRecord(_Record):
    """A rule that raised an error."""

    rule: RuleName
    page: Annotated[str, _text("The page; empty if the rule judges all pages together.")]
    message: Annotated[MessageRecord, _text("The error.")]


class NoticeRecord(_Record):
    """A message about a page that is no finding."""

    page: Annotated[str, _text("The page; empty if it is about all of them.")]
    message: Annotated[MessageRecord, _text("The message.")]


class ResourceRecord(_Record):
    """A request of a page."""

    url: Annotated[str, _text("The URL; within the audited folder, its path.")]
    type: Annotated[Kind, _text("The type of the resource.")]
    wire_bytes: Annotated[Count | None, _text("Bytes over the wire; null if not known.")]


class BytesByType(_Record):
    """Bytes over the wire by type of resource."""

    document: Annotated[Count, _text("The page and its frames.")]
    style: Annotated[Count, _text("Stylesheets.")]
    script: Annotated[Count, _text("Scripts.")]
    font: Annotated[Count, _text("Fonts.")]
    image: Annotated[Count, _text("Images.")]
    other: Annotated[Count, _text("Everything else.")]


class FirstPaint(_Record, rename={"g2": "2g", "g3": "3g"}):
    """Estimated seconds until the first text of a first visit, by network."""

    g2: Annotated[Seconds, _text("On 50 kbit/s with a round trip of 500 ms.")]
    edge: Annotated[Seconds, _text("On 120 kbit/s with a round trip of 400 ms.")]
    g3: Annotated[Seconds, _text("On 400 kbit/s with a round trip of 400 ms.")]


class OutcomeRecord(_Record):
    """The rules by their outcome on the page, as indexes into the report's rules."""

    passed: Annotated[RuleIndexes, _text("Applied, and found nothing.")]
    failed: Annotated[RuleIndexes, _text("Failed for at least one element.")]
    cant_tell: Annotated[
        RuleIndexes, _text("Failed for none, and could not tell for at least one.")
    ] = msgspec.field(name="cantTell")
    inapplicable: Annotated[RuleIndexes, _text("Had nothing to judge.")]


_NOT_WEIGHED = "null if the page was not weighed."


class PageRecord(_Record):
    """A page that was audited, weighed or has findings, the outcomes of its rules, and its cost."""

    page: PageName
    outcomes: OutcomeRecord
    wire_bytes: Annotated[
        Count | None, _text(f"Bytes over the wire, compressed, with headers; {_NOT_WEIGHED}")
    ]
    requests: Annotated[Count | None, _text(f"The number of requests; {_NOT_WEIGHED}")]
    blocked: Annotated[list[str], _text("The URLs on other hosts that the audit blocked.")]
    bytes_by_type: Annotated[
        BytesByType | None, _text(f"Bytes over the wire by type of resource; {_NOT_WEIGHED}")
    ]
    render_blocking: Annotated[
        Count | None, _text(f"Requests that block rendering; {_NOT_WEIGHED}")
    ]
    fonts: Annotated[Count | None, _text(f"Fonts that the page loads; {_NOT_WEIGHED}")]
    third_parties: Annotated[Count | None, _text(f"Requests to other hosts; {_NOT_WEIGHED}")]
    heaviest: Annotated[
        list[ResourceRecord], Meta(max_length=5), _text("The page's largest requests.")
    ]
    first_paint: Annotated[
        FirstPaint | None, _text("Estimated seconds until the first text; null if not known.")
    ]


class ReportRecord(_Record):
    """The result of one audit: what was planned, audited, found and not tested."""

    schema_id: Annotated[
        Literal["a11ycheck-report/2"], _text("The name and version of this format.")
    ] = msgspec.field(name="schema")
    tool: ToolRecord
    targets: Annotated[list[str], _text("The folders, files, URLs and sitemaps to audit.")]
    variants: Annotated[
        Variants, _text("The audited variants: viewport and colour scheme, such as phone-dark.")
    ]
    fail_on: Annotated[
        Impact | None, _text("The least impact that fails the audit; null if no finding does.")
    ]
    exit_code: Annotated[
        Literal[0, 1, 2, 3],
        _text(
            "0: nothing at or above fail_on. 1: findings at or above it. 2: something was not tested; "
            "it wins over 1. 3: an error in the command or the configuration, or no page."
        ),
    ]
    interrupted: Annotated[
        bool,
        _text(
            "Whether the audit was interrupted: the report then covers the pages audited until then."
        ),
    ]
    started: Annotated[
        str,
        _text(
            "When the audit started, in ISO 8601, such as 2026-03-01T09:30:00+00:00; may be empty."
        ),
    ]
    seconds: Annotated[Seconds, _text("How long the audit took.")]
    summary: Summary
    rules: Annotated[list[Name], _UNIQUE, _text("The ids of the rules that ran, to index.")]
    findings: Annotated[
        list[FindingRecord],
        _text("Everything that failed or needs review; known and suppressed findings are marked."),
    ]
    fixed: Annotated[list[FixedRecord], _text("Entries of the baseline that are fixed.")]
    not_tested: Annotated[list[PageReason], _text("Pages that could not be tested.")]
    skipped: Annotated[list[PageReason], _text("Pages that were excluded.")]
    rule_errors: Annotated[list[RuleErrorRecord], _text("Rules that raised an error.")]
    notices: Annotated[list[NoticeRecord], _text("Messages about pages that are no findings.")]
    pages: Annotated[
        list[PageRecord], _text("Every page that was audited, weighed, or has findings.")
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
