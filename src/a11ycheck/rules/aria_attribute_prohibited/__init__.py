"""ARIA attributes are not on elements whose role prohibits them.

## What it checks

Elements with `aria-label`, `aria-labelledby`, `aria-roledescription`, `aria-braillelabel` or
`aria-brailleroledescription` that assistive technology finds. The rule fails if WAI-ARIA prohibits the
attribute on the element's role, such as a name on a `div` or a paragraph. It runs only when it is
selected: axe's `aria-prohibited-attr` reports most names.

## Why it matters

Browsers and screen readers ignore the attribute or treat it in different ways, so that its text may
reach nobody.

## Example

```html
<p aria-label="Five stars">★★★★★</p>
```

## Use instead

Give the element a role that may have a name:

```html
<p role="img" aria-label="Five stars">★★★★★</p>
```

## Known limits

Elements without a role of their own in HTML, such as `abbr`, and custom elements are not judged.
"""

from pathlib import Path

from a11ycheck.model import (
    Dependency,
    FactRule,
    Facts,
    Impact,
    MessageTemplate,
    Reach,
    RuleStatus,
    Verdict,
)

__all__ = ["RULE", "judge"]

PROHIBITED = MessageTemplate("prohibited", "`{attribute}` is prohibited on the role {role}.")
# WAI-ARIA 1.2, 5.2.8.6, and ARIA in HTML for elements without a role of their own.
_UNNAMED = frozenset(
    {
        *("caption", "code", "deletion", "emphasis", "generic", "insertion", "mark", "none"),
        *("paragraph", "presentation", "strong", "subscript", "suggestion", "superscript"),
    }
)
_NAMES = frozenset({"aria-braillelabel", "aria-label", "aria-labelledby"})


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an attribute of an element: {attribute, role}."""
    role = facts["role"]
    prohibited = role in _UNNAMED if facts["attribute"] in _NAMES else role == "generic"
    if prohibited:
        return Verdict.failed(PROHIBITED.format(**facts))
    return Verdict.passed()


RULE = FactRule(
    id="aria-attribute-prohibited",
    title="ARIA attributes must not be on elements whose role prohibits them",
    impact=Impact.SERIOUS,
    criteria=("1.3.1",),
    tags=(
        "wcag2a",
        "wcag131",
        "cat.aria",
    ),
    act=("kb1m8s",),
    status=RuleStatus.EXPERIMENTAL,
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/TR/wai-aria-1.2/#prohibitedattributes",
    documentation=__doc__ or "",
    depends=frozenset({Dependency.VISIBILITY}),
    probe=Path(__file__).with_name("probe.js"),
    probe_options={},
    judge=judge,
)
