"""What is visible is also announced.

## What it checks

Visible text that is kept from assistive technologies: in an element with `aria-hidden="true"` or
`inert`, or in CSS content with an empty alternative (`content: "New" / ""`). The outcome is cantTell
if the text has words that are announced nowhere on the page, and nothing beside it is announced in
its place. A person has to decide whether the text is decoration.

## Why it matters

People who listen to the page do not get this text: a price, a state, a heading.

## Example

```html
<p>Rain barrel <span aria-hidden="true">Out of stock</span></p>
```

## Use instead

```html
<p>Rain barrel <span>Out of stock</span></p>
```

If the text is hard to listen to, announce another one beside it:

```html
<span aria-hidden="true">Mo–Fr 9–17</span>
<span class="visually-hidden">Monday to Friday, 9 to 17</span>
```

## Known limits

Text in images, canvases and code, single letters, frames, and shadow roots. Pages on which a modal
dialog is open. CSS content of stylesheets from other hosts.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

SILENT = MessageTemplate(
    "silent", 'The text "{text}" is visible, but not announced; review whether it is decoration.'
)
_LONGEST = 60


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element: {texts, replaced}; `texts` are those of it that are announced nowhere."""
    if not facts["texts"] or facts["replaced"]:
        return Verdict.passed()
    text = " ".join(facts["texts"])[:_LONGEST]
    return Verdict.cant_tell(SILENT.format(text=text))


RULE = FactRule(
    id="visible-but-not-announced",
    title="What is visible should be announced",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.structure"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/TR/wai-aria-1.2/#aria-hidden",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    depends=frozenset({Dependency.VISIBILITY}),
    judge=judge,
)
