"""Alternative text is not a placeholder.

## What it checks

The alternative text of each image, in the source, or in the page if it has no source map. The rule
fails if the text is a placeholder of a program or template ("No description has been provided for
this image", "Alt text", `undefined`), only a word for an image ("Image", "Photo 3"), or only
punctuation, such as the two quotation marks that `:alt: ""` publishes. If an image has another
accessible name, that is judged. The lists for some languages are in the file `phrases.toml` of the
rule.

## Why it matters

A screen reader announces "image, alt text", which is longer than nothing and says less. To every
other check it looks like a text that somebody wrote.

## Example

```rst
.. image:: office.jpg
   :alt: Alt text
```

## Use instead

```rst
.. image:: office.jpg
   :alt: The entrance of the office, with a ramp on the left
```

If the image is decorative, leave the text empty: `:alt:` with nothing after it, without quotation
marks; in Markdown `![](office.jpg){alt=""}`, in HTML `alt=""`. In a notebook, publish a figure as
Markdown or HTML with an `alt` of its own.

## Known limits

Whether a text that is no placeholder describes the image, and placeholders in other languages. An
asterisk passes, since it can mark a required field.
"""

import re
import tomllib
from functools import cache
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

PLACEHOLDER = MessageTemplate("placeholder", 'Alternative text "{alt}" is a placeholder.')
PUNCTUATION = MessageTemplate(
    "punctuation", 'Alternative text "{alt}" has no words; an empty one marks a decorative image.'
)
_SIGNS = re.compile(r"[\"'“”‘’«».,;:…•·_\-–—\s]+")
_NUMBER = re.compile(r"[\s#:.\-_]*\d+$")
_EDGES = " \t\n.:…!()[]<>{}\"'"


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one image: {alt}; None if there is none."""
    alt = facts["alt"] or ""
    if alt.strip() and _SIGNS.fullmatch(alt):
        return Verdict.failed(PUNCTUATION.format(alt=alt.strip()))
    words = " ".join(alt.casefold().replace("-", " ").replace("_", " ").split()).strip(_EDGES)
    texts, images = _phrases()
    if words in texts or _NUMBER.sub("", words) in images:
        return Verdict.failed(PLACEHOLDER.format(alt=alt.strip()))
    return Verdict.passed()


@cache
def _phrases() -> tuple[frozenset[str], frozenset[str]]:
    """Return the placeholders, and the words for an image, which may be numbered."""
    lists = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    texts = frozenset(phrase for phrases in lists["texts"].values() for phrase in phrases)
    return texts, frozenset(word for words in lists["images"].values() for word in words)


RULE = SourceRule(
    id="image-alt-is-placeholder",
    title="Alternative text must not be a placeholder",
    impact=Impact.SERIOUS,
    depends=frozenset({Dependency.VISIBILITY}),
    criteria=("1.1.1",),
    tags=("wcag2a", "wcag111", "cat.text-alternatives", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/failures/F30",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
    source_kind=SourceKind.IMAGE,
)
