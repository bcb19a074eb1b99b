"""Human languages: tags, scripts, letters, direction, and identification."""

from a11ycheck.language.bidi import isolated, runs, same_order, shown
from a11ycheck.language.catalogue import compile_catalogue, originals
from a11ycheck.language.fits import Fit, Judged, judge_language
from a11ycheck.language.identify import Guess, common_words, identify, is_known
from a11ycheck.language.letters import count_scripts, main_script, script_of_letter
from a11ycheck.language.misplaced import RIGHT_TO_LEFT, Misplaced, find_misplaced
from a11ycheck.language.neighbours import is_neighbour
from a11ycheck.language.phrases import (
    fold_phrase,
    is_format_name,
    is_vague_label,
    is_vague_link,
    link_words,
)
from a11ycheck.language.sentences import has_grammar, has_sentence_end, is_long_as_a_sentence
from a11ycheck.language.tags import (
    is_language_tag,
    is_same_language,
    letter_scripts,
    primary_subtag,
    script_of,
    text_direction,
    written_direction,
)

__all__ = [
    "RIGHT_TO_LEFT",
    "Fit",
    "Guess",
    "Judged",
    "Misplaced",
    "common_words",
    "compile_catalogue",
    "count_scripts",
    "find_misplaced",
    "fold_phrase",
    "has_grammar",
    "has_sentence_end",
    "identify",
    "is_format_name",
    "is_known",
    "is_language_tag",
    "is_long_as_a_sentence",
    "is_neighbour",
    "is_same_language",
    "is_vague_label",
    "is_vague_link",
    "isolated",
    "judge_language",
    "letter_scripts",
    "link_words",
    "main_script",
    "originals",
    "primary_subtag",
    "runs",
    "same_order",
    "script_of",
    "script_of_letter",
    "shown",
    "text_direction",
    "written_direction",
]
