"""Right-to-left pages are laid out as mirror images.

## What it checks

Right-to-left pages. Each is measured twice: as it is, and with `dir="ltr"`. Styles for the start or
end of a line change sides; styles for the left or right do not. The rule considers those that stay.

It fails if Arabic or Hebrew text of some length is aligned to the left, and if a list, a quotation
or a bar beside a text has its space on the left although the text starts on the right. Other space
on the left, and floats, are `cantTell`, because they may be intended. Space on the right passes:
that is where right-to-left text starts. So does what a stylesheet sets that is made for right-to-left
pages, and says so in its name, such as `bootstrap.rtl.min.css` or `style-rtl.css`.

## Why it matters

A stylesheet written for English puts bullets, indents and bars on the left. On an Arabic page
bullets are outside the text, quotations look like other text, and lines start at a ragged edge.

## Example

```css
blockquote { margin-left: 2em; border-left: 4px solid; text-align: left }
```

## Use instead

```css
blockquote { margin-inline-start: 2em; border-inline-start: 4px solid; text-align: start }
```

Logical properties give the same result in English, and mirror by themselves. In a Sphinx project
check the files in `html_css_files`; the theme `furo_light` uses logical properties. A stylesheet
only for right-to-left pages should start its selectors with `[dir="rtl"]`, or have `rtl` in its name.

## Known limits

Positions, transforms and backgrounds. Space on the right that should be on the left.
Elements in shadow roots.
"""

from pathlib import Path

from a11ycheck.model import Dependency, Facts, Impact, InteractionRule, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

ALIGNED = MessageTemplate(
    "left-aligned", "Right-to-left text is aligned to the left; expected `text-align: start`."
)
ROOM = MessageTemplate(
    "space-on-left",
    "<{tag}> has {left:g} px of {kind} on the left and {right:g} px on the right, in "
    "right-to-left text.",
)
PERHAPS_FLOAT = MessageTemplate(
    "float",
    "Element keeps `float: {side}` when the page is mirrored; review whether that is intended.",
)
PERHAPS_ALIGNED = MessageTemplate(
    "possibly-left-aligned",
    "Text stays aligned to the left when the page is mirrored; review whether that is intended.",
)
PERHAPS_ROOM = MessageTemplate(
    "possible-space-on-left",
    "Element keeps {left:g} px of {kind} on the left and {right:g} px on the right when the "
    "page is mirrored; review whether that is intended.",
)
_BEGIN_WITH_ROOM = frozenset({"ul", "ol", "menu", "dd", "blockquote"})
_TEXT = 6
_ROOM = 8
_BLOCKS = ("block", "list-item", "flex", "grid", "table", "flow-root")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {kind, tag, display, prose, words} with {side}, or with {left, right} in CSS pixels.

    The kind "page" is the page as a whole, with the number of its `elements` that have sided styles.
    """
    match facts["kind"]:
        case "page":
            return Verdict.passed()
        case "text-align":
            return _judge_alignment(facts)
        case "float":
            return Verdict.cant_tell(PERHAPS_FLOAT.format(side=facts["side"]))
        case _:
            return _judge_room(facts)


def _judge_alignment(facts: Facts) -> Verdict:
    if facts["side"] == "right" or not facts["words"]:
        return Verdict.passed()
    if facts["prose"] and facts["words"] >= _TEXT:
        return Verdict.failed(ALIGNED.format())
    return Verdict.cant_tell(PERHAPS_ALIGNED.format())


def _judge_room(facts: Facts) -> Verdict:
    kind, left, right = facts["kind"], facts["left"], facts["right"]
    if left < right or not facts["words"]:
        return Verdict.passed()
    bar = kind == "border" and facts["display"] in _BLOCKS
    # A negative margin on the right moves a box, such as a menu that is placed over others.
    indent = facts["tag"] in _BEGIN_WITH_ROOM and left >= _ROOM and left - right >= _ROOM
    values = {"tag": facts["tag"], "kind": kind, "left": round(left, 2), "right": round(right, 2)}
    if bar or indent:
        return Verdict.failed(ROOM.format(**values))
    if left - right < _ROOM:
        return Verdict.passed()
    return Verdict.cant_tell(PERHAPS_ROOM.format(**values))


RULE = InteractionRule(
    id="physical-css-in-rtl",
    title="Right-to-left pages should be laid out as mirror images",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/International/articles/css-logical/",
    documentation=__doc__ or "",
    interaction="mirrored",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"elements": 1500, "same": 2, "limit": 40},
    judge=judge,
)
