"""The stylesheets, images and scripts of a page load.

## What it checks

Each request of the page to its own host for a stylesheet, script, image, font, video or frame. The
rule fails if the server answers with an error, such as 404. The same file on many pages is one
finding.

A page whose own stylesheet is missing is not judged by rules that depend on its layout or colours:
the findings would be about a page that nobody designed.

## Why it matters

Without its stylesheet a page has no layout, no visible focus and no contrast that anyone chose.
Without its scripts, menus do not open. An image that does not load leaves its alternative text, or
nothing.

## Example

```html
<link rel="stylesheet" href="/static/theme.css">
```

## Use instead

```html
<link rel="stylesheet" href="../static/theme.css">
```

If the path is right where the site is published, name the path below which it is published with
`--base`, such as `--base /docs/`.

## Known limits

Files of other hosts, which are not requested, and files that load only after an action.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from a11ycheck.model import (
    Impact,
    Message,
    MessageTemplate,
    Outcome,
    PageEvidence,
    Reach,
    Request,
    ResourceRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

NOT_FOUND = MessageTemplate("not-found", "{kind} {path} was answered with status {status}.")
KINDS = {
    "stylesheet": Message("stylesheet", "Stylesheet"),
    "script": Message("script", "Script"),
    "image": Message("image", "Image"),
    "font": Message("font", "Font"),
    "media": Message("media", "Media file"),
    "document": Message("frame", "Frame"),
}
_IMPACTS = {
    "stylesheet": Impact.CRITICAL,
    "script": Impact.SERIOUS,
    "image": Impact.SERIOUS,
    "document": Impact.SERIOUS,
}


def judge(evidence: PageEvidence, options: object) -> Sequence[Verdict]:
    """Judge the requests of a page: one verdict for each file that is not there."""
    # The first document is the page; the others are those of its frames.
    page = next((request for request in evidence.requests if request.kind == "document"), None)
    judged = [item for item in evidence.requests if item.kind in KINDS and item is not page]
    own = [request for request in judged if not request.third_party and not request.blocked]
    missing = {request.url: request for request in own if request.is_missing}
    return [_verdict(request) for request in missing.values()] or [Verdict.passed() for _ in own]


def _verdict(request: Request) -> Verdict:
    path = urlsplit(request.url).path
    message = NOT_FOUND.format(kind=KINDS[request.kind], path=path, status=request.status)
    return Verdict(
        outcome=Outcome.FAILED,
        message=message,
        cause=(f"path={path}",),
        impact=_IMPACTS.get(request.kind, Impact.MODERATE),
    )


RULE = ResourceRule(
    id="resource-not-found",
    title="Stylesheets, scripts and images of a page should load",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.structure"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    judge=judge,
)
