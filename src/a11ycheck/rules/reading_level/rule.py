"""Sentences are short enough to be understood at once.

## What it checks

The sentences of the main content: how many words they have on average, and how many the longest
has. Above `average` (14) or `longest` (20) the outcome is `cantTell`: a person should look. The
rule never fails, and it runs only where it is asked for, by its name or the tag `wcag2aaa`.
Sentences and words are told apart by the browser, by the rules of Unicode for the page's language,
so it works in English, Arabic and Kurdish alike.

## Why it matters

The British government's guide to writing says that readers understand over 90 % of a text whose
sentences have 14 words on average, and under 10 % at 43 words. People who read in their second
language, who learned to read late, or who are tired or afraid, need the short ones most. Formulas
for the reading level, such as Flesch's, count English syllables and mean nothing in Arabic or
Kurdish; the length of sentences means the same in all of them.

## How to fix

Make two sentences of the one that is named. Say one thing in each. In MyST a list is often the
better sentence. For pages that need longer ones set the options in `pyproject.toml`:

```toml
[tool.a11ycheck.rules.reading-level]
average = 18
longest = 30
```

## What it cannot see

Hard words, and whether the order of thoughts is easy. Short sentences can be hard, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from a11ycheck.model import FactRule, Impact, MessageTemplate, Outcome, Reach, RuleId, Verdict

__all__ = ["RULE", "Options", "judge"]

LONG = MessageTemplate(
    "long",
    "The sentences of this page have {average:g} words on average and {longest} at most, here: "
    '"{text}". The aim is {goal_average:g} and {goal_longest}.',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The aim, in words: for the average of a page's sentences, and for its longest."""

    average: float = field(
        default=14, metadata={"help": "Words that the sentences of a page may have on average."}
    )
    longest: int = field(
        default=20, metadata={"help": "Words that the longest sentence of a page may have."}
    )


def judge(facts: Mapping[str, Any], options: Options) -> Verdict:
    """Judge {lang, sentences, average, longest, text}: lengths in words; the longest sentence."""
    if facts["average"] <= options.average and facts["longest"] <= options.longest:
        return Verdict(outcome=Outcome.PASSED)
    goal = {"goal_average": options.average, "goal_longest": options.longest}
    message = LONG.format(**facts, **goal)
    return Verdict(outcome=Outcome.CANT_TELL, message=message)


RULE = FactRule(
    id=RuleId("reading-level"),
    title="Sentences should be short",
    impact=Impact.MINOR,
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
