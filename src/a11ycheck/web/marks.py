"""Number the start tags of a page that is audited, so that elements find their source lines."""

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["MARK_ATTRIBUTE", "add_marks"]

MARK_ATTRIBUTE: Final = "data-a11ycheck-mark"
"""The attribute with the number of a start tag in its file.

A script of ours removes it before any script of the page runs, so neither these scripts nor axe-core
see it.
"""

_TAG_START = re.compile(rb"<[^\s/>]+")


def add_marks(page: bytes, offsets: Sequence[int]) -> bytes:
    """Return the page with each start tag numbered; `offsets` are those of the tags in bytes, ascending."""
    parts, position = [], 0
    for number, offset in enumerate(offsets):
        tag = _TAG_START.match(page, offset)
        if tag is not None:
            parts += [page[position : tag.end()], f' {MARK_ATTRIBUTE}="{number}"'.encode()]
            position = tag.end()
    return b"".join((*parts, page[position:]))
