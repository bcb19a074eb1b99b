"""Link text is not a bare URL.

## What it checks

The text of each link in the source. The rule fails if the text is a URL with a path or a query. A
host name alone, such as `https://example.org`, passes. The rule runs only when it is selected by
its id or tag.

## Why it matters

Screen readers spell out a URL character by character, and it does not tell what the link leads to.
In right-to-left text it also disrupts the order of the line.

## Example

```markdown
Read <https://example.org/guide/register?step=2>.
```

## Use instead

```markdown
Read [how to register](https://example.org/guide/register?step=2).
```

In reStructuredText write `` `how to register <https://example.org/guide>`__ ``. Where readers have
to type the URL, on paper for example, add it as code beside the link.

## Known limits

URLs in plain text that are not links.
"""

import re

from a11ycheck.model import Facts, Impact, MessageTemplate, SourceKind, SourceRule, Verdict

__all__ = ["RULE", "judge"]

BARE_URL = MessageTemplate("bare-url", 'Link text "{text}" is a bare URL.')
_URL = re.compile(r"(?:https?|ftp)://\S+|www\.\S+", re.IGNORECASE)
_HOST_ALONE = re.compile(r"(?:(?:https?|ftp)://)?[^/?#]+/?", re.IGNORECASE)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one link: {text}, as it is read out."""
    text = facts["text"]
    if _URL.fullmatch(text) and not _HOST_ALONE.fullmatch(text):
        return Verdict.failed(BARE_URL.format(text=text))
    return Verdict.passed()


RULE = SourceRule(
    id="bare-url-as-link-text",
    title="Link text should not be a bare URL",
    impact=Impact.MINOR,
    tags=("cat.name-role-value", "source", "style"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.LINK,
)
