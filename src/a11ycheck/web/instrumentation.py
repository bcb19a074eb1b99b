"""What the loopback server adds to the pages that it serves to an audit, and to their headers.

Nothing of this is in the published page.
"""

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["MARK_ATTRIBUTE", "PUBLISHED_SIZE", "add_marks"]

MARK_ATTRIBUTE: Final = "data-a11ycheck-mark"
"""The attribute with the number of a start tag in its file. A script of ours removes it before any
script of the page runs, so neither these scripts nor axe-core see it."""

PUBLISHED_SIZE: Final = "X-A11ycheck-Published-Size"
"""The response header with the size in bytes that the body of the published page would have."""

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
