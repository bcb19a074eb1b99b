"""The focus order follows the meaning.

## What it checks

Fields with a positive `tabindex`, and modal dialogs that are open when the page loads. The rule fails
if Tab reaches a field after another one of its form or group that both the document and the layout
have below it. It is `cantTell` if it skips a field that has no `tabindex`, and if an open dialog with
`aria-modal` does not have the focus: a script may lead Tab into it.

## Why it matters

Who uses the keyboard, or a screen reader, fills in a form in the order of the focus. A jump back looks
like an error, and a dialog without the focus cannot be found.

## Example

```html
<form>
  <label>First name <input tabindex="2"></label>
  <label>Last name <input tabindex="1"></label>
</form>
```

## Use instead

```html
<form>
  <label>First name <input></label>
  <label>Last name <input></label>
</form>
```

Leave out `tabindex`, and write the fields in the order in which they are filled in. Open dialogs with
`showModal()`.

## Known limits

An order of the document that differs from the layout: see `reading-order`. Dialogs that a click opens.
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

REVERSED = MessageTemplate(
    "reversed", 'Field gets the focus after "{other}", which is below it in the form.'
)
SKIPPING = MessageTemplate(
    "skipping", 'Field gets the focus before "{other}", which is above it; review the order.'
)
DIALOG = Message(
    "dialog-without-focus",
    "Modal dialog is open, and the focus is not in it; review whether Tab leads into it.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a field, {isReversed, leapt, isSkipping, skipped}, or an open dialog, {hasFocus}.

    `leapt` names the field that comes first although it is below, `skipped` one that comes later.
    """
    if facts["kind"] == "dialog":
        return Verdict.passed() if facts["hasFocus"] else Verdict.cant_tell(DIALOG)
    if facts["isReversed"]:
        return Verdict.failed(REVERSED.format(other=facts["leapt"]))
    if facts["isSkipping"]:
        return Verdict.cant_tell(SKIPPING.format(other=facts["skipped"]))
    return Verdict.passed()


RULE = FactRule(
    id="focus-order",
    title="The focus order must follow the meaning",
    impact=Impact.SERIOUS,
    criteria=("2.4.3",),
    tags=("wcag2a", "wcag243", "cat.keyboard"),
    since="0.2.0",
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/focus-order.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
