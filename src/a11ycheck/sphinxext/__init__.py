"""The Sphinx side of a11ycheck: the source map, the builder `a11y`, the theme `furo_light`.

Sphinx loads this module by itself when `html_theme = "furo_light"`, from the entry point group
`sphinx.html_themes`; to name it in `extensions` does no harm.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from a11ycheck import __version__
from a11ycheck.sphinxext import (
    builder,
    languages,
    lighten,
    offline,
    partial,
    repairs,
    review,
    rtl,
    source,
    sourcemap,
    theme,
    translated,
    translation,
    words,
)

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what this package adds to a Sphinx build, and say that it is safe in parallel."""
    languages.setup(app)
    repairs.setup(app)
    words.setup(app)
    partial.setup(app)
    review.setup(app)
    theme.setup(app)
    translated.setup(app)
    translation.setup(app)
    rtl.setup(app)
    source.setup(app)
    sourcemap.setup(app)
    offline.setup(app)
    lighten.setup(app)
    builder.setup(app)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
