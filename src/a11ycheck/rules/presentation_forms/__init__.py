"""Words are written in letters, not in presentation forms.

## What it checks

Text in Arabic and Hebrew script, except code. For compatibility with old systems, Unicode has code
points for the shape of a letter at the start, in the middle or at the end of a word (U+FB50 to
U+FDFF, U+FE70 to U+FEFC). The rule fails if words are written with them. A single form on its own,
as in a table of characters, is `cantTell`. Symbols such as the rial sign, U+FDFC, pass.

## Why it matters

`ﻣﺮﺣﺒﺎ` looks like "مرحبا" and is a different text. Search does not find it, a screen reader spells
it out or is silent, a spelling checker does not know it, and it falls apart in another font.

## Example

```markdown
ﻣﺮﺣﺒﺎ
```

## Use instead

```markdown
مرحبا
```

Retype the word, or normalise the text: `python -c "import sys, unicodedata;
print(unicodedata.normalize('NFKC', sys.stdin.read()))"`. Presentation forms often come from a PDF,
or from a tool that "repairs" Arabic for programs that cannot join letters. Sphinx and browsers join
plain letters.

## Known limits

Text in images, and in code.
"""

import unicodedata
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

SHAPES = MessageTemplate(
    "presentation-forms", 'Text "{text}" is written in presentation forms: {names}.'
)
ALONE = MessageTemplate(
    "single-form", "Presentation form {names} is on its own; review whether it is intended."
)
_SHAPES = ("<isolated>", "<initial>", "<medial>", "<final>")
# Honorifics, the rial and others are symbols (Unicode names them LIGATURE or SIGN).
_SIGNS = range(0xFDF0, 0xFE00)
_NAMED = 3


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {forms, letters, text}: compatibility letters, and the letters of the longest word with one."""
    shapes = [char for char in dict.fromkeys(facts["forms"]) if _is_shape(char)]
    if not shapes:
        return Verdict.passed()
    names = [f"U+{ord(char):04X}" for char in shapes[:_NAMED]]
    if facts["letters"] <= 1:
        return Verdict.cant_tell(ALONE.format(names=names))
    return Verdict.failed(SHAPES.format(names=names, text=facts["text"]))


def _is_shape(char: str) -> bool:
    """Return whether a character is the form of a letter, by its compatibility decomposition."""
    if ord(char) in _SIGNS:
        return False
    decomposition = unicodedata.decomposition(char)
    return decomposition.startswith(_SHAPES) or decomposition.startswith(("<compat>", "<font>"))


RULE = FactRule(
    id="presentation-forms",
    title="Words should be written in letters, not in presentation forms",
    impact=Impact.SERIOUS,
    depends=frozenset({Dependency.VISIBILITY}),
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
