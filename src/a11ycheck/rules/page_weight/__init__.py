"""Pages stay within their weight budget.

## What it checks

The bytes transferred on a first visit: the page, its stylesheets, scripts, fonts and images,
compressed as the server sends them, with their headers. Folders are served with gzip, or with the
`.br` and `.gz` files beside the pages, as static hosts do. The rule fails above `max_bytes`. The
bytes of each type (documents with their frames, stylesheets, scripts, fonts, images, and all
others) can have a budget of their own; by default they have none.

## Why it matters

Readers with old phones on 2G pay by the megabyte. At 50 kbit/s a page of 500 kB takes 80 seconds;
many readers leave earlier.

## Example

```html
<img src="photo.png" width="300" height="200" alt="…">
```

where `photo.png` has 4000 × 3000 pixels.

## Use instead

```html
<img src="photo-300.webp" width="300" height="200" alt="…">
```

The message lists the largest files. Remove what the page does not need, scale images to the size at
which they are displayed, drop web fonts, and serve compressed files.

## Known limits

What is loaded later, on scrolling or on a click, and what is already in a reader's cache.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from a11ycheck.config import Count
from a11ycheck.cost import Kind, bytes_by_kind, heaviest, kilobytes, kind_of, largest_file, listed
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

TOO_HEAVY = MessageTemplate(
    "page-too-heavy",
    "Page weighs {total:,g} kB compressed; the budget is {budget:,g} kB. Largest files: {files}.",
)
TOO_HEAVY_BY_KIND = {
    Kind.DOCUMENT: MessageTemplate(
        "documents-too-heavy",
        "Documents weigh {total:,g} kB compressed; the budget is {budget:,g} kB. "
        "Largest files: {files}.",
    ),
    Kind.STYLE: MessageTemplate(
        "stylesheets-too-heavy",
        "Stylesheets weigh {total:,g} kB compressed; the budget is {budget:,g} kB. "
        "Largest files: {files}.",
    ),
    Kind.SCRIPT: MessageTemplate(
        "scripts-too-heavy",
        "Scripts weigh {total:,g} kB compressed; the budget is {budget:,g} kB. "
        "Largest files: {files}.",
    ),
    Kind.FONT: MessageTemplate(
        "fonts-too-heavy",
        "Fonts weigh {total:,g} kB compressed; the budget is {budget:,g} kB. "
        "Largest files: {files}.",
    ),
    Kind.IMAGE: MessageTemplate(
        "images-too-heavy",
        "Images weigh {total:,g} kB compressed; the budget is {budget:,g} kB. "
        "Largest files: {files}.",
    ),
    Kind.OTHER: MessageTemplate(
        "others-too-heavy",
        "Other files weigh {total:,g} kB compressed; the budget is {budget:,g} kB. "
        "Largest files: {files}.",
    ),
}
_NAMED = 3


def _budget(what: str) -> dict[str, str]:
    """Return the metadata of the field of an optional budget."""
    return {"help": f"Fail if {what} transfer more bytes [default: no limit]."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budgets of one page, in bytes transferred."""

    max_bytes: Count = field(
        default=500_000, metadata={"help": "Fail if a first visit transfers more bytes."}
    )
    max_document_bytes: Count | None = field(
        default=None, metadata=_budget("the page and its frames")
    )
    max_style_bytes: Count | None = field(default=None, metadata=_budget("stylesheets"))
    max_script_bytes: Count | None = field(default=None, metadata=_budget("scripts"))
    max_font_bytes: Count | None = field(default=None, metadata=_budget("fonts"))
    max_image_bytes: Count | None = field(default=None, metadata=_budget("images"))
    max_other_bytes: Count | None = field(default=None, metadata=_budget("all other types"))


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the bytes of all requests of the page, and of each type, against their budgets."""
    failed = list(_failed(evidence.requests, options))
    return failed or (Verdict.passed(),)


def _failed(requests: Sequence[Request], options: Options) -> Iterator[Verdict]:
    total = sum(request.wire_bytes or 0 for request in requests)
    if total > options.max_bytes:
        yield _verdict(TOO_HEAVY, requests, total, options.max_bytes)
    for kind, size in bytes_by_kind(requests).items():
        budget: int | None = getattr(options, f"max_{kind}_bytes")
        if budget is not None and size > budget:
            own = [request for request in requests if kind_of(request) is kind]
            yield _verdict(TOO_HEAVY_BY_KIND[kind], own, size, budget)


def _verdict(
    template: MessageTemplate, requests: Sequence[Request], total: int, budget: int
) -> Verdict:
    message = template.format(
        total=kilobytes(total), budget=kilobytes(budget), files=listed(heaviest(requests, _NAMED))
    )
    # The same largest file on many pages is one cause: most often a theme's.
    return Verdict.failed(message, cause=(f"budget={template.id}", largest_file(requests)))


RULE = ResourceRule(
    id="page-weight",
    title="Pages should stay within their weight budget",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
