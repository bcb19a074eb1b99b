"""Joined scripts have no letter spacing.

## What it checks

Text in Arabic, Syriac, N'Ko, Mandaic and Adlam script. The rule fails if `letter-spacing` is not
zero. It reports the element where the spacing starts, so that a style is reported once.

## Why it matters

Arabic letters join within a word. Spacing breaks or stretches the joints, and words fall apart into
pieces that are hard to read, especially for people who read slowly. Some browsers ignore the
spacing; those on old phones do not.

## Example

```css
h2 { letter-spacing: 0.1em }
```

## Use instead

```css
h2:not(:lang(ar, ckb)) { letter-spacing: 0.1em }
```

In a Sphinx project check the headings and labels of the theme, and the files in `html_css_files`.
To emphasise a word in MyST, use `**bold**`.

## Known limits

Spacing that a script adds after the page has loaded, and letters separated by spaces in the text
itself. Text that only screen readers get has no look, and is not tested.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

PULLED_APART = MessageTemplate(
    "spaced", 'Joined letters "{text}" have a letter-spacing of {letter_spacing:g} px; expected 0.'
)
# Rounding can leave up to a twentieth of a pixel of zero.
_NONE = 0.05


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {letter_spacing, font_size, text}: lengths in CSS pixels, and the start of the text."""
    spacing = facts["letter_spacing"]
    if abs(spacing) < _NONE:
        return Verdict.passed()
    return Verdict.failed(PULLED_APART.format(text=facts["text"], letter_spacing=round(spacing, 2)))


RULE = FactRule(
    id="letter-spacing-on-joined-script",
    title="Joined scripts should not have letter spacing",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
