"""Links have text.

## What it checks

Each link with a URL in the source: `[](https://…)` in MyST, its equivalent in reStructuredText, and
`<a href>` in raw HTML. The rule fails if the link contains neither text nor an image with
alternative text. A link without text to a page or heading of the same site passes, because Sphinx
inserts the title.

## Why it matters

Screen readers announce only "link", or spell out the URL. The link is invisible, yet the Tab key
stops on it.

## Example

```markdown
[](https://example.org)
```

## Use instead

```markdown
[The guide](https://example.org)
```

In reStructuredText write `` `The guide <https://example.org>`__ ``. An image that is a link needs
an alternative text that names the target: `:alt: The guide` beside `:target:`.

## Known limits

Links whose text is added by a script.
"""

from a11ycheck.model import Facts, Impact, MessageTemplate, SourceKind, SourceRule, Verdict

__all__ = ["RULE", "judge"]

NO_TEXT = MessageTemplate("no-text", "Link to {target} has no text.")
IMAGE_WITHOUT_ALT = MessageTemplate(
    "image-without-alt", "Link to {target} contains only an image without alternative text."
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one link: {text, target, image}; `image` is true if it contains an image."""
    if facts["text"]:
        return Verdict.passed()
    message = IMAGE_WITHOUT_ALT if facts["image"] else NO_TEXT
    return Verdict.failed(message.format(target=facts["target"]))


RULE = SourceRule(
    id="empty-link",
    title="Links must have text",
    impact=Impact.SERIOUS,
    criteria=("2.4.4", "4.1.2"),
    tags=("wcag2a", "wcag244", "wcag412", "cat.name-role-value", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.LINK,
    replaces=("link-name",),
)
