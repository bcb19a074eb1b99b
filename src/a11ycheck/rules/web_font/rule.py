"""A page brings few fonts of its own, and light ones.

## What it checks

The fonts that a first visit to the page loads: how many, and how many bytes they have over the
wire. The rule fails above `max_fonts` or above `max_bytes`.

## Why it matters

Themes for documentation that bring fonts bring 115 to 710 kB of them: at 50 kbit/s that is 18 to
110 seconds, while all text of a page has a few kB. Until a font is there, browsers show no text, or
show it twice in different widths, so that lines jump while they are read. Every phone has fonts for
its readers' script.

## How to fix

Use the fonts of the device: `font-family: system-ui, sans-serif`. Where a font must be, bring one
file, in WOFF2, cut down to the letters that are needed (`unicode-range`), with `font-display: swap`
or `optional`. Draw icons as SVG: a font of icons is read out as odd letters, and is lost where
readers choose a font.

## What it cannot see

Fonts inside of style sheets (`data:`), which count as bytes of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from a11ycheck.cost import Kind, heaviest, kind_of, listed
from a11ycheck.model import (
    Impact,
    MessageTemplate,
    Outcome,
    PageEvidence,
    Reach,
    ResourceRule,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "Options", "judge"]

TOO_MUCH = MessageTemplate(
    "too-much",
    "A first visit brings {fonts} with {total:,} bytes; "
    "the budget is {max_fonts} with {max_bytes:,}: {named}.",
)
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budget of one page."""

    max_fonts: int = field(default=2, metadata={"help": "Fonts that a first visit may load."})
    max_bytes: int = field(
        default=100_000, metadata={"help": "Bytes over the wire that all fonts together may cost."}
    )


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge number and bytes of the fonts that the page loads against the budget."""
    fonts = [request for request in evidence.requests if kind_of(request) is Kind.FONT]
    total = sum(request.wire_bytes or 0 for request in fonts)
    if len(fonts) <= options.max_fonts and total <= options.max_bytes:
        return (Verdict(outcome=Outcome.PASSED),)
    largest = heaviest(fonts, _NAMED) or tuple(fonts[:_NAMED])
    message = TOO_MUCH.format(
        fonts="1 font" if len(fonts) == 1 else f"{len(fonts)} fonts",
        total=total,
        max_fonts=options.max_fonts,
        max_bytes=options.max_bytes,
        named=listed(largest),
    )
    return (Verdict(outcome=Outcome.FAILED, message=message),)


RULE = ResourceRule(
    id=RuleId("web-font"),
    title="A page should bring few fonts of its own, and light ones",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
