"""Pages stay within their web font budget.

## What it checks

The web fonts that a first visit to the page loads: their number, and their bytes transferred. The
rule fails above `max_fonts`, and above `max_bytes`.

## Why it matters

Documentation themes with web fonts load 115 to 710 kB of them, which takes 18 to 110 seconds at 50
kbit/s; all text of a page has a few kB. Until a font has arrived, browsers show no text, or show it
twice in different widths, so that lines shift while they are read. Every phone has fonts for the
script of its user.

## Example

```css
@font-face { font-family: Inter; src: url(inter-full.ttf) }
body { font-family: Inter }
```

## Use instead

```css
body { font-family: system-ui, sans-serif }
```

If a web font is necessary, use one WOFF2 file, a subset of the characters that are needed
(`unicode-range`), with `font-display: swap` or `optional`. Use SVG for icons: screen readers
announce the characters of an icon font, and the icons are lost where users choose their own font.

## Known limits

Fonts embedded in stylesheets (`data:`) count as bytes of the stylesheet. A font of which one format
failed to load counts once if the files of its formats differ only by their extension.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from a11ycheck.config import Count
from a11ycheck.cost import Kind, fonts_of, heaviest, kilobytes, kind_of, largest_file, listed
from a11ycheck.model import (
    Impact,
    MessageTemplate,
    PageEvidence,
    Reach,
    Request,
    ResourceRule,
    Verdict,
)

__all__ = ["RULE", "Options", "judge"]

TOO_MANY = MessageTemplate(
    "too-many", "Page loads {count} web fonts; the budget is {budget}. Largest files: {files}."
)
TOO_HEAVY = MessageTemplate(
    "too-heavy",
    "Web fonts weigh {total:,g} kB compressed; the budget is {budget:,g} kB. "
    "Largest files: {files}.",
)
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budget of one page."""

    max_fonts: Count = field(
        default=2, metadata={"help": "Fail if a first visit loads more web fonts."}
    )
    max_bytes: Count = field(
        default=100_000, metadata={"help": "Fail if all web fonts together transfer more bytes."}
    )


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the number and the bytes of the fonts that the page loads against their budgets."""
    requests = [request for request in evidence.requests if kind_of(request) is Kind.FONT]
    return tuple(_failed(requests, options)) or (Verdict.passed(),)


def _failed(requests: Sequence[Request], options: Options) -> Iterator[Verdict]:
    fonts = fonts_of(requests)
    files = listed(heaviest(fonts, _NAMED) or fonts[:_NAMED])
    # The same largest font on many pages is one cause: most often a theme's.
    largest = largest_file(fonts)
    if len(fonts) > options.max_fonts:
        message = TOO_MANY.format(count=len(fonts), budget=options.max_fonts, files=files)
        cause = ("budget=max_fonts", largest)
        yield Verdict.failed(message, cause=cause)
    total = sum(request.wire_bytes or 0 for request in requests)
    if total > options.max_bytes:
        message = TOO_HEAVY.format(
            total=kilobytes(total), budget=kilobytes(options.max_bytes), files=files
        )
        cause = ("budget=max_bytes", largest)
        yield Verdict.failed(message, cause=cause)


RULE = ResourceRule(
    id="web-font",
    title="Pages should stay within their web font budget",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
