"""Text is not clipped at 200 % zoom.

## What it checks

The page at 640 by 512 CSS pixels: a window of 1280 by 1024 pixels at 200 % zoom. The rule fails if an
ancestor with `overflow: hidden` or `clip`, `contain: paint` or `clip-path: inset(0)` cuts text that is
visible in part. Text that ends with an ellipsis (`text-overflow`) or after a number of lines
(`line-clamp`) passes. Text that scripts move, as in a carousel, is for people to review, and so is text
that is drawn over other text with no background between them.

## Why it matters

People who zoom in cannot read the rest, and nothing shows that there is more.

## Example

```css
.teaser { height: 3em; overflow: hidden }
```

## Use instead

Let boxes grow with their text:

```css
.teaser { min-height: 3em }
```

## Known limits

Text that is hidden entirely, content in frames, and whole lines that a box of one line leaves out: that may
be meant.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

CLIPPED_ACROSS = MessageTemplate(
    "clipped-across",
    "Text is cut {cut} px from its end by `{clip}` at 200 % zoom (viewport 640 × 512 px).",
)
CLIPPED_DOWN = MessageTemplate(
    "clipped-down",
    "Lines of text are cut by {cut} px by `{clip}` at 200 % zoom (viewport 640 × 512 px).",
)
REVIEW_MOVED = MessageTemplate(
    "review-moved",
    "Text is cut {cut} px by `{clip}` at 200 % zoom; review whether it moves into view.",
)
REVIEW_OVERLAP = MessageTemplate(
    "review-overlap",
    "Text is drawn over the text of `{other}` at 200 % zoom; review whether both can be read.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a text, {across, down, moved, clip, ellipsis, clean} or {other}, or the page, {texts}.

    `across` and `down` are the CSS pixels that are cut; `ellipsis` and `clean` tell that this is meant.
    """
    if "other" in facts:
        return Verdict.cant_tell(REVIEW_OVERLAP.format(other=facts["other"]))
    across = facts.get("across", 0) and not facts["ellipsis"]
    down = facts.get("down", 0) and not facts["clean"]
    if not across and not down:
        return Verdict.passed()
    cut = facts["across"] if across else facts["down"]
    if facts["moved"]:
        return Verdict.cant_tell(REVIEW_MOVED.format(cut=cut, clip=facts["clip"]))
    message = CLIPPED_ACROSS if across else CLIPPED_DOWN
    return Verdict.failed(message.format(cut=cut, clip=facts["clip"]))


RULE = InteractionRule(
    id="text-clipped-when-zoomed",
    title="Text must not be clipped at 200 % zoom",
    impact=Impact.SERIOUS,
    criteria=("1.4.4",),
    tags=(
        "wcag2aa",
        "wcag144",
        "cat.layout",
    ),
    act=("59br37",),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/resize-text.html",
    documentation=__doc__ or "",
    interaction="zoomed",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 20},
    judge=judge,
)
