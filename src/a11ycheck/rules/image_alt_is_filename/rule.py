"""The text of a picture is not the name of its file.

## What it checks

The text of each picture in the source. The rule fails where it is the name of a file, with its
ending or without, an address, or a name that a camera gave.

## Why it matters

A screen reader reads `IMG 2041 dot jpg`, or spells it. That tells nothing of the picture, and looks
to every other check as if somebody had taken care.

## How to fix

Say in a sentence what the picture tells, in MyST `![What it tells](IMG_2041.jpg)`, in the directives
of MyST and reStructuredText:

```rst
.. image:: IMG_2041.jpg
   :alt: What it tells
```

Where a picture tells nothing, leave `:alt:` empty.

## What it cannot see

Whether a text that is no file's name says what the picture shows. One plain word, such as `Logo` for
`logo.png`, passes.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from a11ycheck.model import (
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    SourceKind,
    SourceRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

IS_FILENAME = MessageTemplate(
    "is-filename",
    'The text of this picture is the name of a file, "{alt}": say what the picture tells.',
)
_FILE = re.compile(
    r"\S+\.(?:apng|avif|bmp|gif|heic|ico|jpe?g|jxl|pdf|png|svgz?|tiff?|webp)", re.IGNORECASE
)
_CAMERA = re.compile(
    r"(?:IMG|DSC|DSCF|DSCN|PXL|image|screenshot)[-_ ]?\d{2,}[-_\d]*", re.IGNORECASE
)
_PLAIN_WORD = re.compile(r"[^\W\d_]+")


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one picture: {alt, uri}; `alt` is None where there is none."""
    del options
    alt = (facts["alt"] or "").strip()
    if alt and _is_filename(alt, facts["uri"]):
        message = IS_FILENAME.format(alt=alt)
        return Verdict(outcome=Outcome.FAILED, message=message)
    return Verdict(outcome=Outcome.PASSED)


def _is_filename(alt: str, uri: str) -> bool:
    if _FILE.fullmatch(alt) or _CAMERA.fullmatch(alt):
        return True
    stem = PurePosixPath(unquote(uri)).stem
    # "Logo" says something of logo.png; "fig_03-final" says nothing of fig_03-final.png.
    return alt.casefold() == stem.casefold() and not _PLAIN_WORD.fullmatch(alt)


RULE = SourceRule(
    id=RuleId("image-alt-is-filename"),
    title="The text of a picture must not be the name of its file",
    impact=Impact.SERIOUS,
    criteria=("1.1.1",),
    tags=("wcag2a", "wcag111", "cat.text-alternatives", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/failures/F30",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.IMAGE,
)
