"""The block of a page that keeps pages on a phone and links to the copies, with their sizes."""

import re
from dataclasses import dataclass
from typing import Final

from furo_light.offline.texts import Texts, asset, fill

__all__ = [
    "MARKER",
    "Copy",
    "PrivatePage",
    "Sizes",
    "has_block",
    "kilobytes",
    "root_from",
    "with_block",
]

MARKER: Final = '<div id="offline-copies"></div>'
"""What an author writes, or the directive, for the block."""

_BLOCK = re.compile(
    r"""<div\b(?=[^>]*\bid=["']?offline-copies\b)[^>]*>.*?</div>""", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file to download: its name in the folder and on the phone, its size in kB, and its texts.

    In the folder it has the same name in every language, as pages have; a phone may hold several.
    """

    file: str
    saved_as: str
    size: int
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePage:
    """A page that a reader keeps only by choosing it: its path, and its title in the list."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many pages are kept together, their size in one request (kB), and what else is offered."""

    pages: int
    pack: int
    copies: tuple[Copy, ...]
    private: tuple[PrivatePage, ...] = ()


def has_block(text: str) -> bool:
    """Return whether a page has a block."""
    return 'id="offline-copies"' in text


def with_block(text: str, path: str, texts: Texts, sizes: Sizes | None, *, site: str) -> str:
    """Return a page with its block filled in; a page without one stays as it is.

    `site` leads from the folder of the language to that of all languages. Without sizes the block is that
    of the kept page itself: it only offers to remove what is kept.
    """
    if _BLOCK.search(text) is None:
        return text
    block = fill(
        "copies.html.j2",
        root=root_from(path),
        site=site,
        texts=texts,
        sizes=sizes,
        script=asset("keeper.min.js"),
    )
    return _BLOCK.sub(lambda _match: block.strip(), text, count=1)


def root_from(path: str) -> str:
    """Return the way from a page to the root of its folder: "" or "../" as often as needed."""
    return "../" * path.count("/")


def kilobytes(size: int) -> int:
    """Return bytes as kB (1000 bytes), rounded up: the stated size is never less than the real one."""
    return -(-size // 1000)
