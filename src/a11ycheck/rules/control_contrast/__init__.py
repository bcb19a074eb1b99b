"""The border or fill of a field stands out from the page.

## What it checks

Text fields, selection lists and styled check boxes on plain colours. The rule fails if an empty field
has a border or a fill, and none of them has a contrast of 3:1 with the page or with each other, nor has
its outline or its shadow. Where
the field shows text of its own, such as a placeholder, a person has to review whether that is enough to
see where the field is.

## Why it matters

People with low vision do not find a field whose border is nearly as pale as the page.

## Example

```css
input { border: 1px solid #ddd }
```

## Use instead

Draw at least one side of the border in a colour that has contrast with the page:

```css
input { border: 1px solid #767676 }
```

## Known limits

Buttons, icons and graphics; fields without any border and fill; fields with several shadows, and images
as borders. Fields as the browser draws them are exempt.
"""

from collections.abc import Iterable
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict
from a11ycheck.rules._page.contrast_ratio import Colour, contrast, layered

__all__ = ["RULE", "judge"]

LOW_CONTRAST = MessageTemplate(
    "low-contrast",
    "The boundary of the field has a contrast of {ratio}:1 with the page; expected 3:1.",
)
REVIEW_TEXT = MessageTemplate(
    "review-text",
    "The boundary of the field has a contrast of {ratio}:1 with the page, expected 3:1; "
    "review whether its text is enough to find it.",
)
_RATIO = 3.0
# Below this, there is no boundary to be seen, and so none that WCAG asks to be clearer.
_SEEN = 1.08


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a field: {borders, edges, fill, outside, text}: layers of colours, the uppermost first.

    `borders` are the colours of its sides, `edges` that of its outline or shadow, None where a layer is an
    image.
    """
    outside = facts["outside"] and layered(facts["outside"])
    fill = facts["fill"] and layered(facts["fill"])
    if not outside or not fill:
        return Verdict.passed()
    lines = [layered([border, *facts["fill"]]) for border in facts["borders"]]
    # An outline lies on either, and a shadow is nowhere stronger than its colour.
    edges = [
        layered([edge, *facts[below]]) for edge in facts["edges"] for below in ("fill", "outside")
    ]
    seen = _best(lines, (fill, outside), contrast(fill, outside))
    best = _best(edges, (fill, outside, *lines), seen)
    if best >= _RATIO or seen < _SEEN:
        return Verdict.passed()
    ratio = int(best * 100) / 100
    if facts["text"]:
        return Verdict.cant_tell(REVIEW_TEXT.format(ratio=ratio))
    return Verdict.failed(LOW_CONTRAST.format(ratio=ratio))


def _best(colours: Iterable[Colour | None], beside: Iterable[Colour | None], least: float) -> float:
    """Return the best contrast of a colour with one beside it, that of a sure pass where one is unknown."""
    pairs = [(colour, other) for colour in colours for other in beside]
    return max(
        [least, *(contrast(one, other) if one and other else _RATIO for one, other in pairs)]
    )


RULE = FactRule(
    id="control-contrast",
    title="Fields must have a boundary with a contrast of 3:1",
    impact=Impact.MODERATE,
    criteria=("1.4.11",),
    tags=(
        "wcag21aa",
        "wcag1411",
        "cat.color",
    ),
    act=(),
    since="0.2.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/non-text-contrast.html",
    documentation=__doc__ or "",
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT, Dependency.COLOUR}),
    probe=Path(__file__).with_name("probe.js"),
    probe_options={},
    judge=judge,
)
