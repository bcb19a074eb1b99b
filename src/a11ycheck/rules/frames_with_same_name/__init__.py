"""Frames with the same name show the same content.

## What it checks

`iframe` elements that have the same accessible name, also within other frames. The rule fails if the
documents in them have no word in common. It passes if they are the same document, or if one contains
the text of the other. Otherwise, and if a document of another site cannot be read, the outcome is
`cantTell`.

## Why it matters

Screen readers list the frames of a page by their names. Of two frames "Map", nobody knows which is
which.

## Example

```html
<iframe title="Contributors" src="writers.html"></iframe>
<iframe title="Contributors" src="sponsors.html"></iframe>
```

## Use instead

```html
<iframe title="Writers" src="writers.html"></iframe>
<iframe title="Sponsors" src="sponsors.html"></iframe>
```

Name in each title what only this frame shows.

## Known limits

Whether documents with some words in common serve the same purpose.
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

OTHER = MessageTemplate("other-content", 'Frames named "{name}" show documents with other content.')
REVIEW = MessageTemplate(
    "review-content",
    'Frames named "{name}" show different documents; review whether these are equal.',
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a frame and the first with its name: {name, relation}, how their documents relate."""
    match facts["relation"]:
        case "same":
            return Verdict.passed()
        case "other":
            return Verdict.failed(OTHER.format(name=facts["name"]))
        case _:
            return Verdict.cant_tell(REVIEW.format(name=facts["name"]))


RULE = FactRule(
    id="frames-with-same-name",
    title="Frames with the same name must show the same content",
    impact=Impact.MODERATE,
    criteria=("4.1.2",),
    tags=("wcag2a", "wcag412", "cat.text-alternatives"),
    act=("4b1c6c",),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/standards-guidelines/act/rules/4b1c6c/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
