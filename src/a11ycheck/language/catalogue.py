"""gettext catalogues (`.po`), compiled when they are used, so that no compiled file can be outdated.

Babel is imported on first use, because importing it is slow and most runs are in English.
"""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages import Catalog

__all__ = ["compile_catalogue", "originals", "read_catalogue"]


def read_catalogue(path: Path) -> "Catalog":
    """Return the catalogue in `<language>/LC_MESSAGES/<name>.po`; ValueError if it is malformed."""
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compile_catalogue(catalogue: "Path | Catalog") -> GNUTranslations:
    """Return new translations of a catalogue, or of the file that holds it; see `read_catalogue`."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    compiled = BytesIO()
    write_mo(compiled, read_catalogue(catalogue) if isinstance(catalogue, Path) else catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def originals(path: Path) -> tuple[str, ...]:
    """Return the original texts that a catalogue translates."""
    return tuple(
        text
        for message in read_catalogue(path)
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if text and message.string
    )
