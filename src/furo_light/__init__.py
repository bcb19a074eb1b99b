"""A theme for slow phones, and what publishes a site: languages, optimised files, offline copies, releases.

In a Sphinx project it is an extension. With `html_theme = "furo_light"` Sphinx loads it by itself, from
the entry point group `sphinx.html_themes`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Register the extension, and a11ycheck's, whose source map the optimised pages keep."""
    from furo_light.extension import setup_all  # noqa: PLC0415 - `import furo_light` needs no Sphinx

    return setup_all(app)
