"""Images have alternative text in the source, or are marked as decorative.

## What it checks

Each image in the source: `![…](…)` in MyST, the directives `image` and `figure`, images in
substitutions, and `<img>` in raw HTML. The rule fails if the author gave no alternative text and
did not mark the image as decorative. An intentionally empty text passes: `:alt:` with nothing after
it, `{alt=""}` after the brackets, or `alt=""` in HTML.

## Why it matters

Sphinx hides this error: it fills `alt` with the path of the file or the name of the substitution,
and publishes `![](image.png)` as decorative. No check of the page can detect that. People who
cannot see the image, or who turn images off to save data, miss its content.

## Example

```markdown
![](office.jpg)
```

## Use instead

```markdown
![The entrance of the office, with a ramp on the left](office.jpg)
```

In directives of MyST and reStructuredText write `:alt:` with the text that replaces the image. If
the image is decorative, leave `:alt:` empty, or write `![](office.jpg){alt=""}`, which needs the
MyST extension `attrs_inline`.

## Known limits

Whether a text is accurate, and whether an image marked as decorative is. Images that an extension
draws, such as graphs, and those that an option of a directive names, such as the image of a card, are
not checked.
"""

from a11ycheck.model import Facts, Impact, MessageTemplate, SourceKind, SourceRule, Verdict

__all__ = ["RULE", "judge"]

NO_ALT = MessageTemplate(
    "no-alt", "Image {uri} has no alternative text and is not marked as decorative."
)
EMPTY_BRACKETS = MessageTemplate(
    "empty-brackets", "Image {uri} has empty brackets, so it is published as decorative."
)
IGNORED = MessageTemplate(
    "ignored-text", 'Image {uri} has its text "{ignored}" where Markdown does not read it.'
)
SUBSTITUTION_NAME = MessageTemplate(
    "substitution-name",
    "Image {uri} has no alternative text, so the name of its substitution is read out.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one image: {form, alt, uri, ignored}; `alt` is None if the author gave none."""
    if facts["alt"] is not None:
        return Verdict.passed()
    message = NO_ALT
    if facts["form"] == "substitution":
        message = SUBSTITUTION_NAME
    elif facts["form"] == "markdown":
        message = IGNORED if facts["ignored"] else EMPTY_BRACKETS
    return Verdict.failed(message.format(**facts))


RULE = SourceRule(
    id="image-alt-in-source",
    title="Images must have alternative text in the source, or be marked as decorative",
    impact=Impact.SERIOUS,
    criteria=("1.1.1",),
    tags=("wcag2a", "wcag111", "cat.text-alternatives", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.IMAGE,
    replaces=("image-alt",),
)
