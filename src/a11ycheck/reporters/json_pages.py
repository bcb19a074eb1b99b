"""The pages in the format of the JSON report: the outcomes of their rules, and what they cost."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from a11ycheck.cost import Kind, kind_of
from a11ycheck.model import Outcome, PageWeight, Shown
from a11ycheck.reporters.json_records import Count, Indexes, Name, Record, about

__all__ = ["PageName", "PageRecord", "Seconds", "outcome_records", "page_record"]

Seconds = Annotated[float, Meta(ge=0)]
PageName = Annotated[
    Name, Meta(description="The page: its path below the audited folder, or its URL.")
]


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


class ShownRecord(Record):
    """What the page displayed in the first variant."""

    characters: Annotated[Count, about("Characters of visible text.")]
    elements: Annotated[Count, about("Visible elements.")]
    main: Annotated[str, about("The element with the main content: body where none is marked.")]
    main_characters: Annotated[Count, about("Characters of visible text in the main content.")]
    uninspected_frames: Annotated[
        list[str], about("Visible frames of another origin, or in a sandbox.")
    ]
    closed_shadow_roots: Annotated[list[str], about("Elements with a closed shadow root.")]
    failed_stylesheets: Annotated[list[str], about("The URLs of stylesheets that did not apply.")]


_NOT_WEIGHED = "null if the page was not weighed."


class PageRecord(Record):
    """A page that was audited, weighed or has findings, the outcomes of its rules, and its cost."""

    page: PageName
    outcomes: OutcomeRecord
    shown: Annotated[
        ShownRecord | None, about("What the page displayed; null if it was not measured.")
    ]
    wire_bytes: Annotated[
        Count | None, about(f"Bytes over the wire, compressed, with headers; {_NOT_WEIGHED}")
    ]
    requests: Annotated[Count | None, about(f"The number of requests; {_NOT_WEIGHED}")]
    blocked: Annotated[
        list[str], about("The first 100 URLs on other hosts that the audit blocked.")
    ]
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


def outcome_records(
    pages: Mapping[str, Mapping[str, Outcome]], rule_number: Mapping[str, int]
) -> dict[str, OutcomeRecord]:
    """Return the rules of each page by their outcome; `rule_number` gives each rule's index.

    Pages that share their outcomes share the record.
    """
    known: dict[int, OutcomeRecord] = {}
    for outcomes in pages.values():
        if id(outcomes) not in known:
            known[id(outcomes)] = _outcome_record(outcomes, rule_number)
    return {page: known[id(outcomes)] for page, outcomes in pages.items()}


def _outcome_record(
    outcomes: Mapping[str, Outcome], rule_number: Mapping[str, int]
) -> OutcomeRecord:
    def having(outcome: Outcome) -> list[int]:
        return sorted(rule_number[rule] for rule, found in outcomes.items() if found is outcome)

    return OutcomeRecord(
        passed=having(Outcome.PASSED),
        failed=having(Outcome.FAILED),
        cant_tell=having(Outcome.CANT_TELL),
        inapplicable=having(Outcome.INAPPLICABLE),
    )


def page_record(
    page: str,
    weight: PageWeight | None,
    outcomes: OutcomeRecord | None,
    shown: Shown | None = None,
) -> PageRecord:
    """Return a page with the outcomes of its rules, None if it was not judged."""
    paint = weight.first_paint if weight else {}
    return PageRecord(
        page=page,
        outcomes=outcomes or _outcome_record({}, {}),
        shown=_shown_record(shown) if shown is not None else None,
        wire_bytes=weight.wire_bytes if weight else None,
        requests=weight.requests if weight else None,
        blocked=[request.url for request in weight.blocked] if weight else [],
        bytes_by_type=BytesByType(**{kind: weight.kinds.get(kind, 0) for kind in Kind})
        if weight
        else None,
        render_blocking=weight.blocking if weight else None,
        fonts=weight.fonts if weight else None,
        third_parties=weight.third_parties if weight else None,
        heaviest=[
            ResourceRecord(url=item.url, type=kind_of(item), wire_bytes=item.wire_bytes)
            for item in (weight.heaviest if weight else ())
        ],
        first_paint=FirstPaint(
            g2=round(paint["2g"], 2), edge=round(paint["edge"], 2), g3=round(paint["3g"], 2)
        )
        if paint
        else None,
    )


def _shown_record(shown: Shown) -> ShownRecord:
    return ShownRecord(
        characters=shown.characters,
        elements=shown.elements,
        main=shown.main,
        main_characters=shown.main_characters,
        uninspected_frames=list(shown.frames),
        closed_shadow_roots=list(shown.closed_roots),
        failed_stylesheets=list(shown.stylesheets),
    )
