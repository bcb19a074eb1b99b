"""Alternative text is not a file name.

## What it checks

The alternative text of each image in the source. The rule fails if the text is a file name, with or
without its extension, a URL, or a name that a camera assigned.

## Why it matters

A screen reader announces "IMG 2041 dot jpg", which does not describe the image. To every other
check it looks like a text that somebody wrote.

## Example

```markdown
![IMG_2041](IMG_2041.jpg)
```

## Use instead

```markdown
![Two women at the counter of the registration office](IMG_2041.jpg)
```

In directives write the text after `:alt:`. If the image is decorative, leave `:alt:` empty.

## Known limits

Whether a text that is not a file name describes the image. One plain word, such as `Logo` for
`logo.png`, passes.
"""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from a11ycheck.model import Facts, Impact, MessageTemplate, SourceKind, SourceRule, Verdict

__all__ = ["RULE", "judge"]

FILE_NAME = MessageTemplate("file-name", 'Alternative text "{alt}" is a file name.')
_FILE = re.compile(
    r"\S+\.(?:apng|avif|bmp|gif|heic|ico|jpe?g|jxl|pdf|png|svgz?|tiff?|webp)", re.IGNORECASE
)
_CAMERA = re.compile(
    r"(?:IMG|DSC|DSCF|DSCN|PXL|image|screenshot)[-_ ]?\d{2,}[-_\d]*", re.IGNORECASE
)
_PLAIN_WORD = re.compile(r"[^\W\d_]+")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one image: {alt, uri}; `alt` is None if there is none."""
    alt = (facts["alt"] or "").strip()
    if alt and _is_filename(alt, facts["uri"]):
        return Verdict.failed(FILE_NAME.format(alt=alt))
    return Verdict.passed()


def _is_filename(alt: str, uri: str) -> bool:
    if _FILE.fullmatch(alt) or _CAMERA.fullmatch(alt):
        return True
    stem = PurePosixPath(unquote(uri)).stem
    # "Logo" describes logo.png; "fig_03-final" does not describe fig_03-final.png.
    return alt.casefold() == stem.casefold() and not _PLAIN_WORD.fullmatch(alt)


RULE = SourceRule(
    id="image-alt-is-filename",
    title="Alternative text must not be a file name",
    impact=Impact.SERIOUS,
    criteria=("1.1.1",),
    tags=("wcag2a", "wcag111", "cat.text-alternatives", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/failures/F30",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.IMAGE,
)
