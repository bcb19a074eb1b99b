"""Compare the language of a text with a language tag."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from a11ycheck.language.identify import Guess, identify, is_known
from a11ycheck.language.letters import count_scripts, weigh_scripts
from a11ycheck.language.neighbours import is_neighbour
from a11ycheck.language.tags import (
    is_language_tag,
    is_same_language,
    letter_scripts,
    script_of,
)

__all__ = ["Fit", "Judged", "judge_language"]

# Contradicting a tag needs a higher confidence than identifying a language.
_CERTAIN: Final = 0.9
_ENOUGH: Final = 40
# For the outcome cantTell: fewer letters need a higher confidence.
_DOUBTS: Final = ((10, 0.95), (16, 0.75))
_FEWEST: Final = 10
# Least share of its own scripts in mixed text of a language: the rest may be names and code.
_OWN_SHARE: Final = 0.3


class Fit(StrEnum):
    """How a text fits a tag: the same language, or no contradiction; another language; uncertain; mixed."""

    SAME = "same"
    OTHER = "other"
    PERHAPS = "perhaps"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The fit, and the identified language ("" for none)."""

    fit: Fit
    found: str


@lru_cache(maxsize=4096)
def judge_language(tag: str, text: str) -> Judged:
    """Return how a text fits a language tag; a short text fits unless its script or letters contradict.

    Any text fits a tag that names no language: that the tag is invalid is reported by axe-core.
    """
    if not is_language_tag(tag):
        return Judged(fit=Fit.SAME, found="")
    guess = identify(text)
    if guess.letters < _FEWEST and not guess.language:
        return Judged(fit=Fit.SAME, found="")
    if not guess.script:
        fit = Fit.SAME if _has_own_script(tag, text) else Fit.MIXED
        return Judged(fit=fit, found="")
    if guess.likeliest and is_same_language(tag, guess.likeliest):
        return Judged(fit=Fit.SAME, found=guess.likeliest)
    return Judged(fit=_against(tag, guess), found=guess.likeliest)


def _against(tag: str, guess: Guess) -> Fit:
    """Return how strongly a guess of another language contradicts a tag."""
    # What the script alone identifies may be another language of that script, such as Dzongkha.
    if guess.confidence == 1 and not is_known(tag) and guess.script in letter_scripts(tag):
        return Fit.SAME
    certain = guess.language and guess.confidence >= _CERTAIN and guess.letters >= _ENOUGH
    if certain and is_neighbour(tag, guess.language):
        return Fit.PERHAPS
    if certain and (is_known(tag) or _in_another_script(tag, guess.script)):
        return Fit.OTHER
    doubtful = any(guess.letters >= few and guess.confidence >= likely for few, likely in _DOUBTS)
    if doubtful:
        return Fit.PERHAPS
    strange = guess.letters >= _ENOUGH and _in_another_script(tag, guess.script)
    return Fit.MIXED if strange else Fit.SAME


def _in_another_script(tag: str, script: str) -> bool:
    return script_of(tag) not in {"", script}


def _has_own_script(tag: str, text: str) -> bool:
    """Return whether a sufficient part of a mixed text is in the script of the tag."""
    counts = weigh_scripts(count_scripts(text))
    own = letter_scripts(tag) or {"latn"}
    return sum(counts.get(script, 0) for script in own) >= _OWN_SHARE * sum(counts.values())
