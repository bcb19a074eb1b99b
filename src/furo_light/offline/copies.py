"""The block "save all pages" in a page: what is offered, with the size named beforehand."""

import re
from dataclasses import dataclass
from typing import Final

from furo_light.offline.templates import asset, fill
from furo_light.offline.words import Words

__all__ = ["MARKER", "Copy", "Sizes", "kilobytes", "root_from", "with_copies"]

MARKER: Final = '<div id="offline-copies"></div>'
"""What an author writes, or the directive, where the block is to stand."""

_BLOCK = re.compile(
    r"""<div\b(?=[^>]*\bid=["']?offline-copies\b)[^>]*>.*?</div>""", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file to download: its name in the folder and on the phone, its size in kB, and its words.

    In the folder it has the same name in every language, as pages have; a phone may hold several.
    """

    file: str
    saved_as: str
    size: int
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many pages are offered, what they weigh in one request (kB), and the other copies."""

    pages: int
    pack: int
    copies: tuple[Copy, ...]


def with_copies(text: str, path: str, words: Words, sizes: Sizes | None) -> str:
    """Return a page with its block filled in; a page without one stays as it is.

    Without sizes the block is for the saved page itself: it offers only to remove what is saved.
    """
    if _BLOCK.search(text) is None:
        return text
    block = fill(
        "copies.html.j2",
        root=root_from(path),
        words=words,
        sizes=sizes,
        script=asset("keeper.min.js"),
    )
    return _BLOCK.sub(lambda _match: block.strip(), text, count=1)


def root_from(path: str) -> str:
    """Return what leads from a page to its folder's root: "" or "../" as often as needed."""
    return "../" * path.count("/")


def kilobytes(size: int) -> int:
    """Return bytes as kB (1000 bytes), rounded up: what is named is never less than what is paid."""
    return -(-size // 1000)
