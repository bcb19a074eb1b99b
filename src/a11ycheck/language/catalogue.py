"""Catalogues of words, as translators write them, for gettext."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

__all__ = ["compiled", "originals"]


def compiled(path: Path) -> GNUTranslations:
    """Return a catalogue (`.po`) as gettext takes it; ValueError where it cannot be read.

    It is compiled when it is asked for: no file made from another has to be shipped, or can be old.
    """
    # Babel is slow to load, and most runs speak English.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    content = BytesIO()
    with path.open("rb") as file:
        write_mo(content, read_po(file, locale=path.parent.parent.name))
    content.seek(0)
    return GNUTranslations(content)


@cache
def originals(path: Path) -> tuple[str, ...]:
    """Return the texts that a catalogue translates, as they are in the original."""
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        messages = list(read_po(file))
    return tuple(
        text
        for message in messages
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if text and message.string
    )
