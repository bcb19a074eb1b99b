"""The Sphinx extension of a11ycheck: source map, facts for the rules, builder `a11y`, warnings."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from a11ycheck import __version__
from a11ycheck.sphinxext import (
    builder,
    language_builds,
    source,
    sourcemap,
    translated,
    translation,
)

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what this package adds to a Sphinx build, and that it is safe in parallel."""
    language_builds.setup(app)
    translated.setup(app)
    translation.setup(app)
    source.setup(app)
    sourcemap.setup(app)
    builder.setup(app)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
