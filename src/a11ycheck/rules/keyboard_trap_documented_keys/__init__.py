"""Where standard keys do not leave an element, the page names one that does.

## What it checks

Elements that the focus cannot leave with standard keys. The page has to name another key, such as "Press
Ctrl+M to exit", in text that is visible and not hidden from assistive technology, and that key has to
work from each of these elements. The rule runs only when it is selected.

## Why it matters

WCAG 2.1.2 allows a way out other than the standard keys if users are advised of it.

## Example

```html
<textarea onblur="this.focus()"></textarea>
```

## Use instead

Name the key before the element, and refer to the text:

```html
<p id="help">Press Ctrl+M to leave the editor.</p>
<textarea aria-describedby="help"></textarea>
```

## Known limits

Only keys named in Latin letters are found. Whether the text is understood is for people to review.
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

NO_NAMED_KEY = MessageTemplate(
    "no-named-key", "The page names no key with which the keyboard focus can leave this element."
)
NAMED_KEY_FAILS = MessageTemplate(
    "named-key-fails",
    "Keyboard focus cannot leave this element with the keys that the page names: {keys}.",
)
REVIEW_NAMED_KEY = MessageTemplate(
    "review-named-key",
    "Scripts move the keyboard focus back to these {size} elements after a delay; "
    "review whether the page explains a way out.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a trap, {size, delayed, standard_key, documented_key, named_keys}, or the page, {stops, traps}.

    `documented_key` is the key that the page names and that leads out, "" if none does.
    """
    if "size" not in facts or facts["documented_key"]:
        return Verdict.passed()
    if facts["delayed"] and facts["size"] > 1:
        return Verdict.cant_tell(REVIEW_NAMED_KEY.format(size=facts["size"]))
    if facts["named_keys"]:
        return Verdict.failed(NAMED_KEY_FAILS.format(keys=tuple(facts["named_keys"])))
    return Verdict.failed(NO_NAMED_KEY.format())


RULE = InteractionRule(
    id="keyboard-trap-documented-keys",
    title="Pages should name the key that leaves an element where standard keys do not",
    impact=Impact.SERIOUS,
    tags=(
        "best-practice",
        "cat.keyboard",
    ),
    act=("ebe86a",),
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
