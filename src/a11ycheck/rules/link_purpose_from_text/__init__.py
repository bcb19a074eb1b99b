"""The text of a link describes its purpose on its own.

## What it checks

The accessible name of each link, without its context. The rule fails if it is one of the phrases
that say nothing on their own, or nothing but the name of a format, such as "PDF". It is `cantTell`
if the name is a single word.

This is a criterion of level AAA: the rule runs only where it is selected.

## Why it matters

Screen readers list the links of a page by their names. In such a list there is no context.

## Example

```html
<li>Ulysses: <a href="ulysses.epub">EPUB</a></li>
```

## Use instead

```html
<li><a href="ulysses.epub">Ulysses, EPUB</a></li>
```

Where the text has to stay short, `aria-label` can repeat and complete it.

## Known limits

Whether a name of several words describes the purpose.
"""

from pathlib import Path

from a11ycheck.language import fold_phrase, is_format_name, is_vague_link
from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

NO_PURPOSE = MessageTemplate(
    "no-purpose", 'Link "{name}" does not describe its purpose on its own.'
)
ONE_WORD = MessageTemplate(
    "one-word", 'Link "{name}" is one word; review whether it describes its purpose on its own.'
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one link: {name}, its accessible name."""
    name = facts["name"]
    if is_vague_link(name) or is_format_name(name):
        return Verdict.failed(NO_PURPOSE.format(name=name))
    if len(fold_phrase(name).split()) == 1:
        return Verdict.cant_tell(ONE_WORD.format(name=name))
    return Verdict.passed()


RULE = FactRule(
    id="link-purpose-from-text",
    title="The text of a link should describe its purpose on its own",
    impact=Impact.MODERATE,
    criteria=("2.4.9",),
    tags=("wcag2aaa", "wcag249", "cat.name-role-value"),
    act=("aizyf1",),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-link-only.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
