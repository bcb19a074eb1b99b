"""Every link holds something that can be read out.

## What it checks

Each link to an address: in MyST `[](https://…)`, in reStructuredText, and `<a href>` that is written
by hand. The rule fails where it holds no words, and no picture with a text. A link without words to
a page or a heading of the same site passes: Sphinx takes the title.

## Why it matters

A screen reader says "link" and nothing more, or reads the address. Nobody can see the link either,
and yet the Tab key stops on it.

## How to fix

Write words between the brackets, in MyST `[The guide](https://example.org)`, in reStructuredText
`` `The guide <https://example.org>`__ ``. A picture that is a link needs a text that says where it leads:

```rst
.. image:: picture.png
   :alt: The guide
   :target: https://example.org
```

## What it cannot see

Links that a script fills.
"""

from collections.abc import Mapping
from typing import Any

from a11ycheck.model import (
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    SourceKind,
    SourceRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

NO_WORDS = MessageTemplate(
    "no-words",
    "This link to {target} holds no words.",
)
EMPTY_PICTURE = MessageTemplate(
    "empty-picture",
    "This link to {target} holds nothing but a picture without a text.",
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one link: {text, target, image}; `image` tells whether it holds a picture."""
    del options
    if facts["text"]:
        return Verdict(outcome=Outcome.PASSED)
    message = EMPTY_PICTURE if facts["image"] else NO_WORDS
    return Verdict(outcome=Outcome.FAILED, message=message.format(target=facts["target"]))


RULE = SourceRule(
    id=RuleId("empty-link"),
    title="Every link must hold words",
    impact=Impact.SERIOUS,
    criteria=("2.4.4", "4.1.2"),
    tags=("wcag2a", "wcag244", "wcag412", "cat.name-role-value", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.LINK,
)
