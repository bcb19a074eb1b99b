"""Keyboard focus can leave each element with standard keys.

## What it checks

As [keyboard-trap](keyboard-trap.md), but only Tab, Shift+Tab, Escape, Enter, Space and the arrow keys
count: keys that the page explains are no way out. The rule runs only when it is selected.

## Why it matters

WCAG allows a special key if the page explains it, but nobody expects it.

## Example

```html
<p>Press Ctrl+M to leave the editor.</p>
```

## Use instead

Let Escape leave the editor.

## Known limits

Those of `keyboard-trap`.
"""

from pathlib import Path

from a11ycheck.model import (
    Facts,
    Impact,
    InteractionRule,
    MessageTemplate,
    Reach,
    RuleStatus,
    Verdict,
)

__all__ = ["RULE", "judge"]

NEEDS_OTHER_KEY = MessageTemplate(
    "needs-other-key",
    "Keyboard focus can leave this element only with {key}, which is not standard.",
)
NO_STANDARD_KEY = MessageTemplate(
    "no-standard-key", "Keyboard focus cannot leave this element with standard keys."
)
REVIEW_STANDARD_KEY = MessageTemplate(
    "review-standard-key",
    "Scripts move the keyboard focus back to these {size} elements after a delay; "
    "review whether standard keys lead out.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a trap, {size, delayed, standard_key, documented_key, named_keys}, or the page, {stops, traps}.

    `standard_key` and `documented_key` are the keys that lead out, "" if none does.
    """
    if "size" not in facts or facts["standard_key"]:
        return Verdict.passed()
    if facts["documented_key"]:
        return Verdict.failed(NEEDS_OTHER_KEY.format(key=facts["documented_key"]))
    if facts["delayed"] and facts["size"] > 1:
        return Verdict.cant_tell(REVIEW_STANDARD_KEY.format(size=facts["size"]))
    return Verdict.failed(NO_STANDARD_KEY.format())


RULE = InteractionRule(
    id="keyboard-trap-standard-keys",
    title="Keyboard focus should be able to leave each element with standard keys",
    impact=Impact.SERIOUS,
    tags=(
        "best-practice",
        "cat.keyboard",
    ),
    act=("a1b64e",),
    status=RuleStatus.EXPERIMENTAL,
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/no-keyboard-trap.html",
    documentation=__doc__ or "",
    interaction="walk",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"traps": True},
    judge=judge,
)
