"""Error messages name their field and what is wrong, for everybody.

## What it checks

English texts in forms that say that an input is wrong, such as "Invalid value" or "cannot be empty".
The rule fails if such a message is displayed, but hidden from assistive technology, and not repeated.
It is `cantTell` if the message describes a control without being displayed, names none of several
fields, or says neither what is wrong nor how to correct it: a person has to judge whether another
sign, such as a border, does that.

## Why it matters

"Please fill in the form correctly" makes readers guess. A message that only some perceive leaves the
others with a form that cannot be sent.

## Example

```html
<form>
  <label>Age <input type="number" value="0"></label>
  <span aria-hidden="true">Invalid age: it must be at least 1.</span>
  <button>Send</button>
</form>
```

## Use instead

```html
<form>
  <label>Age <input type="number" value="0" aria-invalid="true" aria-describedby="e"></label>
  <span id="e">Invalid age: it must be at least 1.</span>
  <button>Send</button>
</form>
```

Write the message beside the field, name the field and the remedy, and refer to it with
`aria-describedby`.

## Known limits

Messages that appear after the form is sent, in other languages than English, or on another page.
Fields in shadow roots.
"""

from pathlib import Path

from a11ycheck.model import (
    Dependency,
    FactRule,
    Facts,
    Impact,
    MessageTemplate,
    Reach,
    Verdict,
)

__all__ = ["RULE", "judge"]

HIDDEN = MessageTemplate(
    "hidden-message", 'Error message "{text}" is hidden from assistive technology.'
)
UNSEEN = MessageTemplate(
    "unseen-message",
    'Error message "{text}" is announced, but not displayed; review whether there is an error.',
)
NO_FIELD = MessageTemplate(
    "no-field", 'Error message "{text}" names no field; review what tells readers which one it is.'
)
NO_REMEDY = MessageTemplate(
    "no-remedy",
    'Error message "{text}" does not say what to correct; review whether another text does.',
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an error message: {text, seen, announced, repeated, certain, identifies, explains}.

    `certain` is true for texts that are about nothing but an error, `repeated` if a hidden message is
    announced elsewhere; `identifies` is true if it names a field, `explains` if it names a remedy.
    """
    text = facts["text"]
    if facts["seen"] and not facts["announced"] and not facts["repeated"]:
        message = HIDDEN.format(text=text)
        is_certain = facts["certain"] and facts["explains"]
        return Verdict.failed(message) if is_certain else Verdict.cant_tell(message)
    if not facts["seen"]:
        return Verdict.cant_tell(UNSEEN.format(text=text))
    if not facts["identifies"]:
        return Verdict.cant_tell(NO_FIELD.format(text=text))
    if not facts["explains"]:
        return Verdict.cant_tell(NO_REMEDY.format(text=text))
    return Verdict.passed()


RULE = FactRule(
    id="error-message-not-descriptive",
    title="Error messages must name their field and what is wrong",
    impact=Impact.SERIOUS,
    criteria=("3.3.1",),
    tags=("wcag2a", "wcag331", "cat.forms"),
    act=("36b590",),
    since="0.2.0",
    depends=frozenset({Dependency.VISIBILITY}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/error-identification.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
