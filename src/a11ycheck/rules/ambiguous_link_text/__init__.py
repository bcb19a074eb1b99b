"""Links in one paragraph with the same text lead to the same target.

## What it checks

Links with text in the same paragraph, list item or table cell. The rule fails if two of them have
the same accessible name, lead to different pages of the site, and belong to the same sentence, so
that nothing beside them tells them apart. If they lead to other sites, to parts of one page, or
belong to different sentences, the outcome is `cantTell`.

## Why it matters

Screen readers list the links of a page, and speech control follows the link whose text is spoken.
With "Themes, Themes" nobody knows which is which.

## Example

```html
<p>See <a href="one.html">Themes</a> and <a href="two.html">Themes</a>.</p>
```

## Use instead

```html
<p>See <a href="one.html">Built-in themes</a> and <a href="two.html">Themes by others</a>.</p>
```

Name in each link what is there, and nowhere else.

## Known limits

Whether two URLs show the same content, and links in different paragraphs.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

DIFFERENT = MessageTemplate(
    "different-targets", 'Links with the same text "{name}" lead to {one} and {other}.'
)
PERHAPS = MessageTemplate(
    "possibly-different-targets",
    'Links with the same text "{name}" lead to {one} and {other}; review whether the text around '
    "them tells them apart.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge two links with the same name in one block: {name, one, other, pages, sentence}.

    `one` and `other` are their URLs, `pages` is true for two pages of the site, and `sentence` for one
    sentence. A single link has only a name.
    """
    if "other" not in facts:
        return Verdict.passed()
    words = {name: facts[name] for name in ("name", "one", "other")}
    if facts["pages"] and facts["sentence"]:
        return Verdict.failed(DIFFERENT.format(**words))
    return Verdict.cant_tell(PERHAPS.format(**words))


RULE = FactRule(
    id="ambiguous-link-text",
    title="Links with the same text should lead to the same target",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.name-role-value"),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
