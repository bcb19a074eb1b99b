"""Arabic script has a sufficient line height.

## What it checks

Text in Arabic script of more than one line: its line height divided by its font size. The rule
fails below `failed_below` (1.1). From there up to `doubtful_below` (1.5) the outcome is `cantTell`,
because it depends on the font. A line height of `normal` is left to the font, and passes.

## Why it matters

Arabic script extends further up and down than Latin: alef and lam, dots, the tails of final
letters, and vowel signs. In lines as tight as Latin ones, the dots of one line touch the tails of
the line above, and words are mistaken for others. People with low vision lose the line.

## Example

```css
body { line-height: 1.2 }
```

## Use instead

```css
body { line-height: 1.5 }
:lang(ar, ckb) { line-height: 1.7 }
```

Use 1.4 or more in headings, and no unit, so that the line height scales with the font. The theme
`furo_light` does that.

## Known limits

The height of the letters in the reader's own font. No standard sets a number; WCAG 1.4.12 requires
that a page still works at 1.5. Therefore the limits are options. Nastaliq, the usual style of Urdu,
needs more than the rule requires.
"""

from dataclasses import dataclass, field
from pathlib import Path

from a11ycheck.config import Amount
from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "Options", "judge"]

TIGHT = MessageTemplate(
    "tight", 'Lines of "{text}" have a line height of {line_height:g}; expected at least {limit:g}.'
)
PERHAPS_TIGHT = MessageTemplate(
    "possibly-tight",
    'Lines of "{text}" have a line height of {line_height:g}, which is below {limit:g}; '
    "review whether letters of two lines touch.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The limits, as multiples of the font size."""

    failed_below: Amount = field(
        default=1.1, metadata={"help": "Fail below this multiple of the font size."}
    )
    doubtful_below: Amount = field(
        default=1.5, metadata={"help": "Report cantTell below this multiple of the font size."}
    )


def judge(facts: Facts, options: Options) -> Verdict:
    """Judge {line_height, text}: a multiple of the font size, 0 for `normal`; the start of the text."""
    height = facts["line_height"]
    # The browser rounds computed values to a few digits.
    if height == 0 or height >= options.doubtful_below - 0.005:
        return Verdict.passed()
    if height < options.failed_below - 0.005:
        return Verdict.failed(TIGHT.format(**facts, limit=options.failed_below))
    return Verdict.cant_tell(PERHAPS_TIGHT.format(**facts, limit=options.doubtful_below))


RULE = FactRule(
    id="line-height-too-small-for-script",
    title="Arabic script should have a sufficient line height",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    options=Options,
    judge=judge,
)
