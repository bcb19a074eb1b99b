"""Arabic script is not italic.

## What it checks

Text in Arabic script, in any language. The rule fails if it is italic or oblique. Browsers apply
that by default to `em`, `i`, `cite`, `dfn`, `var` and `address`.

## Why it matters

Arabic script has no italics, and neither have its fonts, so that the browser slants the letters: to
the wrong side for a right-to-left script, with misplaced dots and joints. Readers see a rendering
error, not an emphasis.

## Example

```css
em { font-style: italic }
```

## Use instead

```css
:lang(ar, ckb) :is(em, i, cite, dfn) { font-style: normal; font-weight: bold }
```

The theme `furo_light` does that. In MyST `*text*` makes an `em`; on an Arabic or Kurdish page, use
`**text**`.

## Known limits

Fonts that are slanted but declared upright, and text in images.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

SLANTED = MessageTemplate(
    "slanted", 'Arabic text "{text}" has font-style {font_style}; expected normal.'
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {font_style, tag, text}: the computed style, its element, and the start of the text."""
    if (
        facts["font_style"].startswith(("italic", "oblique"))
        and facts["font_style"] != "oblique 0deg"
    ):
        return Verdict.failed(SLANTED.format(**facts))
    return Verdict.passed()


RULE = FactRule(
    id="italic-on-arabic-script",
    title="Arabic script should not be italic",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/International/questions/qa-b-and-i-tags",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
