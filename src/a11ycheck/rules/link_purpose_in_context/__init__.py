"""A link and its context describe its purpose.

## What it checks

The accessible name of each link, together with the text of its list items, table cell and header
cells, of its paragraph, and of what `aria-describedby` names. The rule fails if the name is one of
the phrases that say nothing on their own, such as "More" or "هنا", and nothing of this adds a word.
A link to a heading of the page that has the same text passes, and so does one with a capital that has
the name of the file to which it leads, such as that of the class `Link` in an index.

It is `cantTell` if only a heading of the section adds one, if the name is nothing but a format such
as "PDF", or if it is a single word that makes up a whole paragraph and repeats a word of the one before.

## Why it matters

Screen readers announce a link with its context on request. If there is none, the only way to learn
where the link leads is to follow it.

## Example

```html
<p>The Act was passed in May.</p>
<p><a href="act.html">Read more</a></p>
```

## Use instead

```html
<p>The Act was passed in May.</p>
<p><a href="act.html">Read the Act of May</a></p>
```

Or move the link into the sentence that says what it is about.

## Known limits

Whether a name that is not in the lists describes the purpose: they have English, Arabic, Hebrew, Persian
and Sorani names. `link-text-not-descriptive` reports such names in running text, whatever surrounds them.
"""

from pathlib import Path

from a11ycheck.language import fold_phrase, is_format_name, is_vague_link
from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

NO_PURPOSE = MessageTemplate(
    "no-purpose", 'Link "{name}" does not describe its purpose, and no text around it does.'
)
ONLY_HEADING = MessageTemplate(
    "only-heading",
    'Link "{name}" does not describe its purpose; review whether the heading above it does.',
)
ONLY_FORMAT = MessageTemplate(
    "only-format", 'Link "{name}" names only a format; review whether its purpose is clear.'
)
ONLY_WORD = MessageTemplate(
    "only-word", 'Link "{name}" is a paragraph of one word; review whether its purpose is clear.'
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {name, goal, context, heading, paragraph, entry}.

    `context` are the texts of the context without the link, `heading` is true for a section with a heading,
    and `paragraph` for a link that is a paragraph and repeats a word of the paragraph before it. `entry`
    is true for a link to a heading of the page with the same text. `goal` is the name of the file to which
    the link leads.
    """
    name = facts["name"]
    is_named = facts["entry"] or _is_title(name, facts["goal"])
    if is_named or any(map(_says_something, facts["context"])):
        return Verdict.passed()
    if is_vague_link(name):
        if facts["heading"]:
            return Verdict.cant_tell(ONLY_HEADING.format(name=name))
        return Verdict.failed(NO_PURPOSE.format(name=name))
    if is_format_name(name):
        return Verdict.cant_tell(ONLY_FORMAT.format(name=name))
    if facts["paragraph"] and len(fold_phrase(name).split()) == 1:
        return Verdict.cant_tell(ONLY_WORD.format(name=name))
    return Verdict.passed()


def _is_title(name: str, goal: str) -> bool:
    """Return whether a link has the name of its target, such as that of the class `Link` in an index."""
    return name == goal and name[:1].isupper()


def _says_something(text: str) -> bool:
    """Return whether a text is more than further links of the same kind."""
    if is_vague_link(text) or is_format_name(text):
        return False
    return not all(
        is_vague_link(word) or is_format_name(word) for word in fold_phrase(text).split()
    )


RULE = FactRule(
    id="link-purpose-in-context",
    title="A link and its context must describe its purpose",
    impact=Impact.SERIOUS,
    criteria=("2.4.4",),
    tags=("wcag2a", "wcag244", "cat.name-role-value"),
    act=("5effbb",),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
