"""Images that assistive technologies ignore are decoration.

## What it checks

Each visible `img`, `svg` and `canvas` that assistive technologies ignore: hidden from them, with an
empty alternative, or without a name. The rule fails for a `canvas` on which a script draws text
that is nowhere else on the page. A person has to judge graphics with hidden text (`aria-hidden`), and
large images in the main content beside which there is no text. Text in a graphic that is only without
a name is read.

## Why it matters

What only the image says does not reach readers who do not see it.

## Example

```html
<canvas id="state"></canvas>
<script>state.getContext("2d").fillText("Out of stock", 10, 20)</script>
```

## Use instead

```html
<canvas id="state" role="img" aria-label="Out of stock"></canvas>
<script>state.getContext("2d").fillText("Out of stock", 10, 20)</script>
```

Give the graphic a text alternative, or repeat its text beside it.

## Known limits

Small images, those in links and buttons, and those beside text are taken for decoration. Text that
a worker draws is not noticed, and in a shadow root no `img` and `svg`.
"""

import re
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

DRAWN = MessageTemplate(
    "drawn-text",
    'Canvas without a name shows the text "{text}", which is nowhere else on the page.',
)
REVIEW_TEXT = MessageTemplate(
    "review-text", 'Graphic that assistive technologies ignore contains the text "{text}".'
)
REVIEW = MessageTemplate("review", "{tag} is ignored by assistive technologies; is it decoration?")
LETTERS = re.compile(r"[^\W\d_]{2}")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an ignored image: {kind, texts, missing, alone}; `missing` are texts that are not read."""
    missing = [text for text in facts["missing"] if LETTERS.search(text)]
    if missing and facts["kind"] == "canvas" and len(missing) * 2 > len(facts["texts"]):
        return Verdict.failed(DRAWN.format(text=missing[0]))
    if missing:
        return Verdict.cant_tell(REVIEW_TEXT.format(text=missing[0]))
    if facts["alone"]:
        return Verdict.cant_tell(REVIEW.format(tag=facts["kind"]))
    return Verdict.passed()


RULE = FactRule(
    id="ignored-image-informs",
    title="Images that assistive technologies ignore must be decoration",
    impact=Impact.SERIOUS,
    criteria=("1.1.1",),
    tags=("wcag2a", "wcag111", "cat.text-alternatives"),
    act=("e88epe",),
    since="0.1.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"size": 32},
    depends=frozenset({Dependency.VISIBILITY}),
    judge=judge,
)
