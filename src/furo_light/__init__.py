"""A theme for slow phones, and what publishes a site: languages, optimised files, offline copies, releases.

In a Sphinx project it is an extension. With `html_theme = "furo_light"` Sphinx loads it by itself, from
the entry point group `sphinx.html_themes`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from a11ycheck.errors import UserError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["needs_extra", "setup"]


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Register the extension, and a11ycheck's, whose source map the optimised pages keep."""
    from furo_light.extension import setup_all  # noqa: PLC0415 - `import furo_light` needs no Sphinx

    return setup_all(app)


@contextmanager
def needs_extra(name: str) -> Iterator[None]:
    """Run a block that needs the libraries of an extra; UserError if one is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith(("a11ycheck", "furo_light")):
            raise
        message = f"This needs {error.name}, which is not installed."
        raise UserError(message, f"Install a11ycheck[{name}].") from None
