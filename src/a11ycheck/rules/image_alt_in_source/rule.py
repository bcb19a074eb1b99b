"""Every picture has a text in the source, or is marked as decoration there.

## What it checks

Each picture of the source: in MyST `![…](…)`, the directives `image` and `figure`, pictures of
substitutions, and `<img>` that is written by hand. The rule fails where nobody has said what the
picture shows, nor that it shows nothing. A text that is empty on purpose passes: `:alt:` with
nothing behind it, `{alt=""}` behind the brackets, or `alt=""` in HTML.

## Why it matters

Sphinx hides this fault. It fills in the path of the file, or the name of a substitution; of
`![](picture.png)` it makes decoration, which screen readers pass over. So no check of the page can
see it. People who do not see the picture, or who save their data and load none, learn nothing.

## How to fix

Say in a sentence what the picture tells. In MyST:

```markdown
![What the picture tells](picture.png)
```

and in the directives of MyST and reStructuredText:

````markdown
```{figure} picture.png
:alt: What the picture tells
```
````

```rst
.. |name| image:: picture.png
   :alt: What the picture tells
```

Where a picture tells nothing, say that: an empty `:alt:`. In Markdown write `![](picture.png){alt=""}`,
which needs the MyST extension `attrs_inline`, or use the directive `image`.

## What it cannot see

Whether a text is true, and whether a picture that is marked as decoration is one. Pictures that an
extension draws, such as graphs, are not looked at.
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

FORGOTTEN = MessageTemplate(
    "forgotten",
    "The picture {uri} has no text: say what it tells, or that it is decoration.",
)
EMPTY_BRACKETS = MessageTemplate(
    "empty-brackets",
    "The brackets of the picture {uri} are empty, so it is published as decoration: "
    "say what it tells, or mark it as decoration.",
)
IGNORED = MessageTemplate(
    "ignored",
    'Markdown does not read the text "{ignored}" of {uri} there: write it between the brackets.',
)
NAME_OF_SUBSTITUTION = MessageTemplate(
    "name-of-substitution",
    "The picture {uri} has no text, so the name of its substitution is read out: "
    "say what it tells, or that it is decoration.",
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one picture: {form, alt, uri, ignored}; `alt` is None where it was forgotten."""
    del options
    if facts["alt"] is not None:
        return Verdict(outcome=Outcome.PASSED)
    message = FORGOTTEN
    if facts["form"] == "substitution":
        message = NAME_OF_SUBSTITUTION
    elif facts["form"] == "markdown":
        message = IGNORED if facts["ignored"] else EMPTY_BRACKETS
    return Verdict(outcome=Outcome.FAILED, message=message.format(**facts))


RULE = SourceRule(
    id=RuleId("image-alt-in-source"),
    title="Every picture must have a text in the source, or be marked as decoration",
    impact=Impact.SERIOUS,
    criteria=("1.1.1",),
    tags=("wcag2a", "wcag111", "cat.text-alternatives", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.IMAGE,
)
