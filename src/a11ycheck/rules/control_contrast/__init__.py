"""The border or fill of a field stands out from the page.

## What it checks

Text fields, selection lists and styled check boxes on plain colours. The rule fails if an empty field
has a border or a fill, and none of them has a contrast of 3:1 with the page or with each other. Where
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

Buttons, icons and graphics; fields without any border and fill; shadows and images as borders. Fields as
the browser draws them are exempt.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict
from a11ycheck.rules._page.contrast_ratio import contrast, layered

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
    """Judge a field: {borders, fill, outside, text}: layers of colours, the uppermost first.

    `borders` are the colours of its sides, None where a layer is an image.
    """
    outside = facts["outside"] and layered(facts["outside"])
    fill = facts["fill"] and layered(facts["fill"])
    if not outside or not fill:
        return Verdict.passed()
    ratios = [contrast(fill, outside)]
    for border in facts["borders"]:
        line = layered([border, *facts["fill"]])
        if line is None:
            return Verdict.passed()
        ratios += [contrast(line, outside), contrast(line, fill)]
    best = max(ratios)
    if best >= _RATIO or best < _SEEN:
        return Verdict.passed()
    ratio = int(best * 100) / 100
    if facts["text"]:
        return Verdict.cant_tell(REVIEW_TEXT.format(ratio=ratio))
    return Verdict.failed(LOW_CONTRAST.format(ratio=ratio))


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
