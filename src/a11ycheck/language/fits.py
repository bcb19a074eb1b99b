"""Whether a text is in the language that a tag names."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from a11ycheck.language.identify import Guess, identify, is_known
from a11ycheck.language.scripts import count_scripts
from a11ycheck.language.tags import is_same_language, script_of

__all__ = ["Fit", "Judged", "judge_language"]

# To call a tag wrong takes more than to guess a language.
_CERTAIN: Final = 0.9
_ENOUGH: Final = 40
# What makes a person look: few letters need more likelihood than some.
_DOUBTS: Final = ((10, 0.95), (16, 0.75))
_FEWEST: Final = 10
# Of a page in a language from the right, so much at least is in its script: the rest may be names and code.
_OWN_SHARE: Final = 0.3


class Fit(StrEnum):
    """How a text and a tag fit: the same, or nothing said against it; another language; in between."""

    SAME = "same"
    OTHER = "other"
    PERHAPS = "perhaps"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The fit, and the language that was found ("" where none was)."""

    fit: Fit
    found: str


def judge_language(tag: str, text: str) -> Judged:
    """Return how a text fits a language tag; a short text fits unless its script or letters say no."""
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
    """Return how much a guess of another language says against a tag."""
    certain = guess.language and guess.confidence >= _CERTAIN and guess.letters >= _ENOUGH
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
    """Return whether a good part of a mixed text is in the script of the tag."""
    counts = count_scripts(text)
    own = script_of(tag) or "latn"
    return counts.get(own, 0) >= _OWN_SHARE * sum(counts.values())
