"""Passwords and codes can be pasted.

## What it checks

Password fields, except those for a new password and those of a form with several, and fields for
one-time codes: a text is pasted into each. The rule fails if a script refuses it, or clears the
field, which it does not when the text is typed.

## Why it matters

A password that cannot be pasted has to be remembered and typed: a test of memory that some people cannot
pass. Password managers fill in what nobody can remember.

## Example

```html
<input type="password" autocomplete="current-password" onpaste="return false">
```

## Use instead

```html
<input type="password" autocomplete="current-password">
```

Remove what listens to `paste`.

## Known limits

Fields that refuse text while it is typed, puzzles, and other ways to log in that the page offers.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

REFUSED = Message("paste-refused", "A script refuses what is pasted into this field.")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a field for a password or code: {refused}."""
    return Verdict.failed(REFUSED) if facts["refused"] else Verdict.passed()


RULE = InteractionRule(
    id="paste-prevented",
    title="Pasting passwords and codes must be possible",
    impact=Impact.SERIOUS,
    criteria=("3.3.8",),
    tags=("wcag22aa", "wcag338", "cat.forms"),
    since="0.2.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/failures/F109",
    documentation=__doc__ or "",
    interaction="fields",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
