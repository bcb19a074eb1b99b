"""Names that come from attributes are in the language of their element.

## What it checks

Accessible names that are not visible as text: `aria-label`, `alt`, `title` and `placeholder`. The rule
compares the language of each with the `lang` that applies to its element. The outcome is cantTell if it
seems to be another language. A name that `untranslated-text` fails on the page is not listed again.

## Why it matters

The voice of a screen reader follows `lang`. An English name in an Arabic page is read with Arabic
sounds, or not at all. It also shows that the name was not translated: `lang` cannot mark the text of an
attribute.

## Example

```html
<html lang="ar">
…
<button aria-label="Open the navigation menu">☰</button>
```

## Use instead

```html
<button aria-label="فتح قائمة التنقل">☰</button>
```

Or use visible text, whose language `lang` can mark.

## Known limits

Names of fewer than ten letters, and proper names. Visible text: see `lang-matches-text` and
`part-lang-matches-text`.
"""

from collections.abc import Sequence
from dataclasses import replace

from a11ycheck.language import Fit, judge_language
from a11ycheck.model import Impact, MessageTemplate, PageTree, Reach, TreeNode, TreeRule, Verdict

__all__ = ["RULE", "judge"]

OTHER = MessageTemplate(
    "other-language",
    'The name "{name}" is not in the language "{lang}" of its element; it seems to be "{found}".',
)
_ORIGINS = ("aria-label", "alt", "title", "placeholder", "aria-placeholder")
_FEWEST_WORDS = 3


def judge(tree: PageTree, options: object) -> Sequence[Verdict]:
    """Judge each name that comes from an attribute."""
    return tuple(
        replace(_verdict(node), element=node.element)
        for node in tree.nodes
        if node.origin in _ORIGINS and node.language and node.role != "document"
    )


def _verdict(node: TreeNode) -> Verdict:
    found = judge_language(node.language, node.name)
    if found.fit is Fit.SAME or not found.found or len(node.name.split()) < _FEWEST_WORDS:
        return Verdict.passed()
    message = OTHER.format(name=node.name, lang=node.language, found=found.found)
    return Verdict.cant_tell(message)


RULE = TreeRule(
    id="name-lang-matches-text",
    title="Names from attributes must be in the language of their element",
    impact=Impact.MODERATE,
    criteria=("3.1.2",),
    tags=("wcag2aa", "wcag312", "cat.language"),
    since="0.2.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    judge=judge,
)
