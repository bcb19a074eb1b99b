"""Which builds are repaired: what Sphinx and themes lack in languages that run from right to left.

A repair changes the HTML. Whoever adds the extension for the sake of source lines alone, under a theme of
their own, gets the bytes that they had.
"""

from typing import Final

from sphinx.config import Config

from furo_light.theme import THEME_NAME

__all__ = ["is_repaired"]

_REPAIRED_THEME: Final = "furo"


def is_repaired(config: Config) -> bool:
    """Tell whether a build from right to left gets its direction, its marks and its words from us.

    `furo_light` always does. Under other themes the project decides; unless it does, `furo` is repaired,
    and so is a site in several languages.
    """
    theme = config.html_theme
    if theme == THEME_NAME:
        return True
    wanted: bool | None = config.a11ycheck_right_to_left
    if wanted is not None:
        return wanted
    return theme == _REPAIRED_THEME or bool(config.a11ycheck_languages)
