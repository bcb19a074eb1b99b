"""Knowledge of human languages: tags, scripts, letters, direction, and which language a text is in."""

from a11ycheck.language.catalogue import compiled, originals
from a11ycheck.language.identify import Guess, identify
from a11ycheck.language.isolate import runs
from a11ycheck.language.scripts import count_scripts, main_script, script_of_letter
from a11ycheck.language.tags import is_same_language, primary_subtag, script_of, text_direction

__all__ = [
    "Guess",
    "compiled",
    "count_scripts",
    "identify",
    "is_same_language",
    "main_script",
    "originals",
    "primary_subtag",
    "runs",
    "script_of",
    "script_of_letter",
    "text_direction",
]
