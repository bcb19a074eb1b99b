"""Content reflows at a width of 320 CSS pixels, without scrolling in two dimensions.

## What it checks

The page at a width of 320 CSS pixels: a desktop window of 1280 pixels at 400 % zoom, or a small phone.
The rule fails if the page is wider than the viewport, and reports the elements that extend beyond it,
except those in a scroll container of their own. An image, a table, code, a map, a toolbar or another
element that may need two dimensions is `cantTell`; so is a box that a canvas fills, alone or under other
layers, or tiles side by side, and what is set as code (`white-space: pre`, monospaced). An image or a
drawing that would fit, but stands too far to the side, needs none, and fails. In a scroll container
around the main content, all else than these has to fit, too. Where the page, or a box around the main
content, has `overflow-x: hidden` or `clip`, the rule reports the text, fields and named images that it
cuts off: nothing scrolls to them.

## Why it matters

People who zoom in have to scroll back and forth for every line. On a phone the text extends beyond
the screen, and each line is read in two pieces.

## Example

```css
.content { width: 960px }
```

## Use instead

```css
.content { max-width: 960px }
```

Let long words, URLs and inline code break (`overflow-wrap: anywhere`). Put wide tables and code in
a scroll container (`overflow-x: auto`, with `tabindex="0"`). Limit images with `max-width: 100%`.
Avoid widths above 320 pixels, and `white-space: nowrap` on text. Remove `overflow-x: hidden` from
`body`: it hides the scroll bar, and what is too wide is lost.

## Known limits

Text that a box inside of the content cuts off at this width (see `text-clipped-when-zoomed`), content that
is hidden at this width, what is fixed to the window, what scripts move (`transform`, animations) or bring
into view from beside a page that cuts it off, such as a closed menu or the next slide, pages with vertical
text (`writing-mode`), and whether a scroll container is necessary.
"""

from dataclasses import replace
from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

OVERFLOWS = MessageTemplate(
    "overflows",
    "Page is {page_width} px wide at a viewport width of 320 px; "
    "this element extends {overflow} px beyond the viewport.",
)
MAY_NEED_TWO_DIMENSIONS = MessageTemplate(
    "may-need-two-dimensions",
    "<{tag}> extends {overflow} px beyond a viewport width of 320 px; "
    "review whether it needs two dimensions.",
)
CUT_OFF = MessageTemplate(
    "cut-off",
    "`{clip}` cuts this element off by {overflow} px at a viewport width of 320 px.",
)
# WCAG 1.4.10 exempts parts of the content which require two-dimensional layout for usage or meaning.
_MAY_NEED_TWO_DIMENSIONS = frozenset(
    {
        "canvas",
        "embed",
        "iframe",
        "img",
        "math",
        "object",
        "picture",
        "pre",
        "svg",
        "table",
        "video",
    }
)
_ROLES = frozenset({"application", "grid", "table", "toolbar", "tree", "treegrid"})
_FITTING = frozenset({"canvas", "img", "picture", "svg"})
# All elements beyond the viewport are one cause: most contain each other, or share a style.
_TOO_WIDE = ("width=320",)
_VIEWPORT = 320
# In CSS pixels: widths are rounded.
_TOLERANCE = 1


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element that extends beyond the viewport, or the page; lengths are in CSS pixels.

    An element: {tag, role, width, overflow, page_width}, with `clip` where that cuts it off, `drawing`
    where it shows one, as a map does, and `code` where it shows lines of that. The page: {window_width,
    page_width}; it passes by itself, because its elements fail where it is wider than the viewport.
    """
    if facts.get("overflow", 0) <= _TOLERANCE:
        return Verdict.passed()
    clip = facts.get("clip", "")
    is_drawing = facts.get("drawing", False)
    is_fitting = facts["tag"] in _FITTING or is_drawing
    fits = not clip and is_fitting and facts["width"] <= _VIEWPORT
    may_need = facts["tag"] in _MAY_NEED_TWO_DIMENSIONS or is_drawing or facts.get("code", False)
    if (may_need and not fits) or facts["role"] in _ROLES:
        return replace(Verdict.cant_tell(MAY_NEED_TWO_DIMENSIONS.format(**facts)), cause=_TOO_WIDE)
    if clip:
        return Verdict.failed(CUT_OFF.format(**facts), cause=(*_TOO_WIDE, clip))
    return Verdict.failed(OVERFLOWS.format(**facts), cause=_TOO_WIDE)


RULE = InteractionRule(
    id="reflow",
    title="Content must reflow at a width of 320 CSS pixels",
    impact=Impact.SERIOUS,
    criteria=("1.4.10",),
    tags=("wcag21aa", "wcag1410", "cat.layout"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/reflow.html",
    documentation=__doc__ or "",
    interaction="narrow",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 20, "tolerance": _TOLERANCE},
    judge=judge,
)
