"""Sentences are short.

## What it checks

The sentences of the main content: their average number of words, and the number of words of the
longest. Above `average` (14) or `longest` (20) the outcome is `cantTell`. The rule never fails, and
it runs only when it is selected by its id or the tag `wcag2aaa`. The browser segments sentences and
words by Unicode's rules for the language of the page, so that the rule works in English, Arabic and
Kurdish.

## Why it matters

The style guide of the British government cites that readers understand over 90 % of a text whose
sentences have 14 words on average, and under 10 % at 43 words. People who read in their second
language, who learned to read late, or who are tired or afraid need short sentences most. Formulas
for the reading level, such as Flesch's, count English syllables and are meaningless in Arabic or
Kurdish; sentence length is comparable in all of them.

## Example

```markdown
If you bring your card and the form, which the office gives you, you can register, but before noon.
```

## Use instead

```markdown
Bring your card. You get the form at the office. You can register before noon.
```

One idea in each sentence. Often a list is better than a sentence.

## Known limits

Difficult words, and the order of ideas. Short sentences can be difficult, too.
"""

from dataclasses import dataclass, field
from pathlib import Path

from a11ycheck.config import Amount, Count
from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "Options", "judge"]

LONG = MessageTemplate(
    "long-sentences",
    "Sentences have {average:g} words on average and up to {longest}; expected at most "
    '{goal_average:g} and {goal_longest}. Longest: "{text}".',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The limits, in words."""

    average: Amount = field(
        default=14, metadata={"help": "Report a higher average number of words per sentence."}
    )
    longest: Count = field(default=20, metadata={"help": "Report a sentence with more words."})


def judge(facts: Facts, options: Options) -> Verdict:
    """Judge {lang, sentences, average, longest, text}: lengths in words; the longest sentence."""
    if facts["average"] <= options.average and facts["longest"] <= options.longest:
        return Verdict.passed()
    goal = {"goal_average": options.average, "goal_longest": options.longest}
    return Verdict.cant_tell(LONG.format(**facts, **goal))


RULE = FactRule(
    id="reading-level",
    title="Sentences should be short",
    impact=Impact.MINOR,
    depends=frozenset({Dependency.VISIBILITY}),
    criteria=("3.1.5",),
    tags=("wcag2aaa", "wcag315", "cat.language"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/reading-level.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    options=Options,
    judge=judge,
)
