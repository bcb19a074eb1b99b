"""The words that the offline parts say to readers, in the language of the site."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from a11ycheck.errors import UserError

__all__ = ["Words", "words_for"]

_FALLBACK = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every text; `{size}` is in kB (1000 bytes), `{pages}` a number, `{date}` a date."""

    saved_copy: str
    not_saved_title: str
    not_saved_text: str
    try_again: str
    saved_pages: str
    save_button: str
    save_size: str
    wait: str
    saved: str
    failed: str
    remove_button: str
    remove_text: str
    removed: str
    one_file: str
    one_file_size: str
    book: str
    book_size: str
    share: str
    contents: str
    copy_of: str
    newest: str


def words_for(language: str, own: Mapping[str, str] | None = None) -> Words:
    """Return the words of a language (`ar`, `ar-IQ`; English where there are none), with a project's own.

    UserError for an own word that has no place.
    """
    table = _table()
    primary = language.replace("_", "-").lower().partition("-")[0]
    words = table.get(primary, table[_FALLBACK])
    if not own:
        return words
    known = [field.name for field in fields(Words)]
    for name in own:
        if name not in known:
            message = f'There is no offline word "{name}".'
            raise UserError(message, f"Words: {', '.join(known)}.")
    return replace(words, **dict(own))


@cache
def _table() -> dict[str, Words]:
    text = (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
    return {language: Words(**texts) for language, texts in tomllib.loads(text).items()}
