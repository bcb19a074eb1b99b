"""The label of a form field describes its purpose.

## What it checks

The visible labels of text fields. The rule fails if a label says nothing on its own, such as
"Menu", "Info" or "حقل", or if fields with the same label follow each other and no visible text
between them tells them apart.

## Why it matters

A label is all that tells what to enter. People who see a part of the page at a time, or forget what
they have read, cannot learn it from elsewhere.

## Example

```html
<label>Name <input name="shipping-name"></label>
<label>Name <input name="billing-name"></label>
```

## Use instead

```html
<fieldset><legend>Shipping</legend><label>Name <input name="shipping-name"></label></fieldset>
<fieldset><legend>Billing</legend><label>Name <input name="billing-name"></label></fieldset>
```

Name in the label what to enter, or in a heading above it.

## Known limits

Whether any other label describes its field. Checkboxes, radio buttons and selects.
"""

from pathlib import Path

from a11ycheck.language import is_vague_label
from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

VAGUE = MessageTemplate("vague-label", 'Label "{label}" does not describe what to enter.')
REPEATED = MessageTemplate(
    "repeated-label",
    'Label "{label}" is that of another field before it, and no visible text tells them apart.',
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a label: {label, repeated}; `repeated` is true if no text tells it from one before."""
    label = facts["label"]
    if is_vague_label(label):
        return Verdict.failed(VAGUE.format(label=label))
    if facts["repeated"]:
        return Verdict.failed(REPEATED.format(label=label))
    return Verdict.passed()


RULE = FactRule(
    id="form-label-not-descriptive",
    title="The label of a form field must describe its purpose",
    impact=Impact.SERIOUS,
    criteria=("2.4.6",),
    tags=("wcag2aa", "wcag246", "cat.forms"),
    act=("cc0f0a",),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/headings-and-labels.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
