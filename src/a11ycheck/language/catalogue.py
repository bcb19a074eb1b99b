"""gettext catalogues (`.po`), compiled when they are used, so that no compiled file can be outdated.

polib is imported on first use, because most runs are in English. Babel could do the same, but takes 35 MB.
"""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polib import POFile

__all__ = ["compile_catalogue", "originals"]


def compile_catalogue(path: Path) -> GNUTranslations:
    """Return new translations of the catalogue in a file; OSError if it is malformed."""
    return GNUTranslations(BytesIO(_read(path).to_binary()))


@cache
def originals(path: Path) -> tuple[str, ...]:
    """Return the original texts that a catalogue translates."""
    return tuple(
        text
        for entry in _read(path).translated_entries()
        for text in (entry.msgid, entry.msgid_plural)
        if text
    )


def _read(path: Path) -> "POFile":
    from polib import pofile  # noqa: PLC0415

    return pofile(str(path), encoding="utf-8")
