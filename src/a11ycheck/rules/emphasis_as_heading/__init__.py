"""Bold paragraphs are not used as headings.

## What it checks

Paragraphs that consist of bold text only, in the source, or in the main content of the page if it
has no source map. The outcome is `cantTell` if such a paragraph is short, does not end like a
sentence, and is followed by something other than another bold line. In a page, this also applies to a
`div` or `center` that contains only bold text, and to a bold line between breaks (`<br><br>`), if a text
of a sentence's length follows that is not bold. A numbered caption, such as "Figure
2.1. A pump" or "Table 3", passes if it stands in one part of the page with only its figure, table or code.

## Why it matters

A bold line looks like a heading, but screen readers do not list it. People who jump from heading to
heading miss the section below it, and the table of contents does not have it.

## Example

```markdown
**How to register**

Bring your card.
```

## Use instead

```markdown
### How to register

Bring your card.
```

Use the level that follows that of the heading above. For the title of a box or a list use a
directive with a title, such as `admonition`, or `rubric` to keep the line out of the table of
contents.

## Known limits

Text that only a stylesheet makes look like a heading.
"""

import re
from pathlib import Path

from a11ycheck.model import (
    Dependency,
    Facts,
    Impact,
    MessageTemplate,
    SourceKind,
    SourceRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

LOOKS_LIKE_HEADING = MessageTemplate(
    "looks-like-heading", 'Bold paragraph "{text}" looks like a heading; review whether it is one.'
)
_MOST_WORDS = 10
# "Figure 17.4. ", "Abb. 3: ", "Table A-1", "図 2.1. ": a name, and a number that may have parts.
_CAPTION = re.compile(r"[^\W\d_]+\.?\s*(?:[A-Z][.-])?\d+(?:[.\-‑–]\d+)*(?!\w)")
_NO_HEADING = tuple(".,;:!?…،؛؟۔。，、；：！？")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one bold paragraph: {text, next}; `next` is the type of the node that follows.

    It is "figure" if the paragraph stands in one part of the page with only a figure, a table or code.
    """
    text = facts["text"].strip()
    is_short = 0 < len(text.split()) <= _MOST_WORDS
    follows = facts["next"] not in {"", "emphasis", "section", "transition"}
    is_caption = facts["next"] == "figure" and _CAPTION.match(text)
    if is_short and follows and not is_caption and not text.endswith(_NO_HEADING):
        return Verdict.cant_tell(LOOKS_LIKE_HEADING.format(text=text))
    return Verdict.passed()


RULE = SourceRule(
    id="emphasis-as-heading",
    title="Bold paragraphs should not be used as headings",
    impact=Impact.MODERATE,
    depends=frozenset({Dependency.VISIBILITY}),
    tags=("best-practice", "cat.semantics", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/failures/F2",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
    source_kind=SourceKind.PARAGRAPH,
)
