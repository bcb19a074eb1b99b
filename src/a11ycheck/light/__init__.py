"""Light pages: the Sphinx theme `furo_light`, and the steps after a build, in `lighten`.

Data and plain steps only: this package knows neither Sphinx nor a browser. `a11ycheck.sphinxext`
hands the theme to Sphinx, and calls the steps through `front`, as the command line does.
"""

from pathlib import Path
from typing import Final

__all__ = ["THEME_NAME", "THEME_PATH"]

THEME_NAME: Final = "furo_light"
"""The name for `html_theme`."""

THEME_PATH: Final = Path(__file__).resolve().parent / "theme" / THEME_NAME
"""The theme's folder, as Sphinx's `add_html_theme` takes it."""
