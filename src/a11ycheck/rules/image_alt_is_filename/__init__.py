"""Alternative text is not a file name.

## What it checks

The alternative text of each image, in the source, or in the page if it has no source map. The rule
fails if the text is a file name, with or without its folder or extension, a URL, or a name that a program
assigned: a camera (`IMG_2041`), a system (`Screenshot 2024-05-01 at 10.11.12`), a notebook
(`output_3_1`), a seller of photographs (`shutterstock_123456789`) or a random identifier. If an
image has another accessible name, that is judged.

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

Whether a text that is not a file name describes the image. Plain words, such as `Logo` for
`logo.png`, pass.
"""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

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

FILE_NAME = MessageTemplate("file-name", 'Alternative text "{alt}" is a file name.')
_EXTENSION = r"(?:apng|avif|bmp|gif|heic|ico|jpe?g|jxl|png|svgz?|tiff?|webp)"
# As systems name copies.
_COPY = r"(?: \(\d+\)| - copy(?: \(\d+\))?)?"
_FILE = re.compile(
    rf"\S+{_COPY}\.(?:pdf|{_EXTENSION}(?:\?\S*)?"
    # As mail programs name attachments.
    r"(?:\s*\(\d[\d.,]*\s*(?:[KMG]?i?B|bytes)\))?)|[\w-]+@[23]x",
    re.IGNORECASE,
)
_DATE = r"\d{4}-\d\d-\d\d"
_TIME = r"\d{1,2}[.:-]\d\d[.:-]\d\d(?:\s?[ap]m)?"
# By cameras, telephones, systems, notebooks, and the sellers of photographs.
_ASSIGNED = re.compile(
    r"(?:(?:IMG|DSC|DSCF|DSCN|PXL|screenshot)[-_ ]?\d{2,}[-_\d]*|output(?:_\d+){1,3}"
    r"|(?:GOPR|DJI_|MVI_)\d{4}|P10\d{5}|(?:19|20)\d{6}[-_]\d{6}|IMG-\d{8}-WA\d{4}"
    r"|(?:screen ?shot|bildschirmfoto|capture d['’]écran|captura de pantalla)"
    rf"(?: \w+)? {_DATE}(?:(?: \w+){{0,2}}\s{_TIME})?"
    rf"|WhatsApp image {_DATE} at {_TIME}|MicrosoftTeams-image"
    r"|photo-\d{13}-[0-9a-f]{12}"
    r"|(?:adobestock|depositphotos|dreamstime|gettyimages|istock|pexels-photo|shutterstock)[-_]\d{5,})"
    rf"{_COPY}(?:\.{_EXTENSION})?",
    re.IGNORECASE,
)
_RANDOM = re.compile(
    r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{24,64}",
    re.IGNORECASE,
)
# Words with spaces between them: the file was named after its content.
_WORDS = re.compile(r"[^\W\d_]+(?:[ \-'’][^\W_]+)*|[^\W_]+(?: [^\W_]+)+")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one image: {alt, uri}; `alt` is None if there is none."""
    alt = (facts["alt"] or "").strip()
    if alt and _is_filename(alt, facts["uri"]):
        return Verdict.failed(FILE_NAME.format(alt=alt))
    return Verdict.passed()


def _is_filename(alt: str, uri: str) -> bool:
    if any(name.fullmatch(alt) for name in (_FILE, _ASSIGNED, _RANDOM)):
        return True
    path = PurePosixPath(unquote(uri))
    stem = path.stem
    # Texinfo writes "figures/plot1" for figures/plot1.png.
    if "/" in alt and f"/{path.parent / stem}".casefold().endswith(f"/{alt.casefold()}"):
        return True
    # "Logo" describes logo.png, and "T-shirt" t-shirt.png; "fig_03-final" does not describe its image.
    is_word = _WORDS.fullmatch(alt) is not None and (alt != stem or "-" not in alt)
    return alt.casefold() == stem.casefold() and not is_word


RULE = SourceRule(
    id="image-alt-is-filename",
    title="Alternative text must not be a file name",
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
