"""A phrase of the other direction stands isolated where it would come apart.

## What it checks

Lines that hold text from the left and text from the right. The line is laid out twice by Unicode's
algorithm, as the browser does: as it is, and with the phrase isolated. Only where the two differ
does the rule say anything.

It fails in text from right to left for

- words in Latin letters with signs at their ends: `C++` is shown as `++C`, `.env` as `env.`,
  `print()` as `()print`;
- addresses that end with a slash, and options such as `--help`;
- numbers with a unit (`30 kB` is shown as `kB 30`), and phone numbers in groups, which come out in
  the wrong order;

and in text from left to right for an Arabic or Hebrew phrase that draws a number of the sentence to
its other side, or loses the exclamation mark that is quoted with it.

Ranges, dates and sizes such as `10-20`, which some readers take from the right on purpose, and
lists of words of the other direction, are `cantTell`.

## Why it matters

The reader gets another text than the author wrote: a wrong file name, a phone number that reaches a
stranger, a command that does not run.

## How to fix

Isolate the phrase: `<bdi>C++</bdi>`, or `<span dir="ltr">`. MyST passes both through:

```markdown
تعلّم لغة <bdi>C++</bdi> في شهر.
```

With this project's Sphinx extension, pages from right to left need that only in HTML that you write
yourself: it isolates code, and runs of Latin letters and digits in text. Elsewhere code needs
`code, kbd, samp, pre { direction: ltr; unicode-bidi: isolate }`. What stands at the start or end of
a phrase and belongs to the sentence, such as its full stop, stays outside.

## What it cannot see

Whether a number beside a phrase belongs to it. Text that a placeholder such as `%s` is put in for,
attributes, and what is drawn by style sheets.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.language import Misplaced, find_misplaced
from a11ycheck.model import (
    Dependency,
    FactRule,
    Impact,
    Message,
    MessageTemplate,
    Outcome,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "judge"]

COMES_APART = MessageTemplate(
    "comes-apart",
    "Nothing isolates {runs} from the text around.",
)
NUMBER = MessageTemplate(
    "number",
    'Nothing isolates "{run}" from the text around, so what follows it is shown on its other side.',
)
PERHAPS = MessageTemplate(
    "perhaps",
    "Nothing isolates {runs} from the text around; a person must say whether the order is meant.",
)
_NAMED = 3


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {direction, pre, lines}: of a block; isolates in a line stand for elements that isolate."""
    del options
    found = [
        item
        for line in facts["lines"]
        for item in find_misplaced(line, facts["direction"] or _first(line))
    ]
    sure = [item for item in found if item.sure]
    if sure:
        return Verdict(
            outcome=Outcome.FAILED, message=_message(COMES_APART, sure, facts["direction"])
        )
    # Code in a line from the left is read as it stands, letter by letter.
    if found and not (facts["pre"] and facts["direction"] == "ltr"):
        return Verdict(
            outcome=Outcome.CANT_TELL, message=_message(PERHAPS, found, facts["direction"])
        )
    return Verdict(outcome=Outcome.PASSED)


def _first(line: str) -> str:
    """Return the direction of a line that takes it from its first letter."""
    letter = next((char for char in line if char.isalpha()), "a")
    return "ltr" if letter < "\u0590" else "rtl"


def _message(template: MessageTemplate, items: list[Misplaced], direction: str) -> Message:
    if direction == "ltr" and template is COMES_APART:
        return NUMBER.format(run=items[0].run)
    runs = dict.fromkeys(
        f'"{item.run}"' if direction == "ltr" else f'"{item.run}" (shown as "{item.shown}")'
        for item in items
    )
    return template.format(runs=list(runs)[:_NAMED])


RULE = FactRule(
    id=RuleId("bidi-run-not-isolated"),
    title="A phrase of the other direction must not come apart",
    impact=Impact.SERIOUS,
    criteria=("1.3.2",),
    tags=("wcag2a", "wcag132", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/International/articles/inline-bidi-markup/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 400},
    judge=judge,
)
