"""Tell a text in another language from one that quotes it, or has names of it."""

import re

from a11ycheck.language import (
    Fit,
    Judged,
    common_words,
    identify,
    is_same_language,
    judge_language,
    primary_subtag,
)

__all__ = ["has_own_grammar", "judge_whole"]

_SENTENCES = re.compile(r"(?<=[.!?…؟۔])\s+|\n")
_LETTERS = 40
_WORD = re.compile(r"[^\W\d_]+")
_GRAMMAR_WORDS = 3


def judge_whole(tag: str, text: str) -> Judged:
    """Return how a text as a whole fits a language tag.

    Letters that a language does not have tell against all of a text, even if only a quotation has them.
    """
    judged = judge_language(tag, text)
    if judged.fit is Fit.OTHER and _is_mostly_in(tag, text):
        return Judged(fit=Fit.SAME, found="")
    return judged


def _is_mostly_in(tag: str, text: str) -> bool:
    """Return whether more letters are in sentences that certainly fit the tag than in those that do not.

    Short sentences that seem to fit count for neither: languages of one script share many of their words.
    """
    own = others = 0
    for sentence in _SENTENCES.split(text):
        guess = identify(sentence)
        is_own = is_same_language(tag, guess.language) or has_own_grammar(
            tag, guess.language, sentence
        )
        if is_own and guess.letters >= _LETTERS:
            own += guess.letters
        elif not (is_own or is_same_language(tag, guess.likeliest)):
            others += guess.letters
    return own > others


def has_own_grammar(tag: str, other: str, text: str) -> bool:
    """Return whether a text has the grammar of its own language, and of the other at most names.

    False if the grammar of one of them is not known.
    """
    own, foreign = (common_words().get(primary_subtag(language)) for language in (tag, other))
    if not own or not foreign:
        return False
    words = set(_WORD.findall(text.lower()))
    return len(words & (own - foreign)) >= _GRAMMAR_WORDS > len(words & (foreign - own))
