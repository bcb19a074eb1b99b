"""A text says what is wrong with a field that is marked as invalid.

## What it checks

Visible fields with `aria-invalid`. The rule passes if `aria-errormessage` or `aria-describedby` leads to
a visible text. It fails if no text but labels and buttons is in the field's form, and no alert is on the
page. Otherwise a person has to judge whether one of these texts is the message of the field.

## Why it matters

A red border says that something is wrong. Only a text says which field, why, and what to do.

## Example

```html
<form>
  <label>Email <input type="email" aria-invalid="true" class="red"></label>
  <button>Send</button>
</form>
```

## Use instead

```html
<form>
  <label>Email <input type="email" aria-invalid="true" aria-describedby="e"></label>
  <p id="e">The email needs an @, such as name@example.org.</p>
  <button>Send</button>
</form>
```

Write the message beside the field, and refer to it with `aria-describedby`.

## Known limits

Errors that appear after the form is sent, and whether the message is right.
"""

from pathlib import Path

from a11ycheck.model import (
    Dependency,
    FactRule,
    Facts,
    Impact,
    Message,
    MessageTemplate,
    Reach,
    Verdict,
)

__all__ = ["RULE", "judge"]

MISSING = Message(
    "no-message", "Field is marked as invalid, and no text says what is wrong with it."
)
REVIEW = MessageTemplate(
    "review-message",
    'Field is marked as invalid; review whether "{text}" says what is wrong, and refer to it with '
    "`aria-describedby`.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a field that is marked as invalid: {described, text}; text is that of its form."""
    if facts["described"]:
        return Verdict.passed()
    if facts["text"]:
        return Verdict.cant_tell(REVIEW.format(text=facts["text"]))
    return Verdict.failed(MISSING)


RULE = FactRule(
    id="error-without-message",
    title="A text must say what is wrong with a field that is marked as invalid",
    impact=Impact.SERIOUS,
    criteria=("3.3.1",),
    tags=("wcag2a", "wcag331", "cat.forms"),
    since="0.2.0",
    depends=frozenset({Dependency.VISIBILITY}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/error-identification.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
