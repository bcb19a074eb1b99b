"""Find the start tags of a page, and give them numbers while the page is audited.

The published page never holds these numbers. The loopback server adds them to what it sends, and our
script takes them away again before any script of the page runs.
"""

import re
from collections.abc import Iterator, Sequence

from a11ycheck.model.evidence import MARK_ATTRIBUTE

__all__ = ["add_marks", "start_tags"]

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<name>[a-zA-Z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp"})


def start_tags(text: str) -> Iterator[int]:
    """Yield the offset of each start tag, passing over comments and what holds text alone."""
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        name = match["name"]
        if name is None:
            continue
        yield match.start()
        if name.lower() in _RAW:
            end = text.lower().find(f"</{name.lower()}", position)
            position = end if end >= 0 else len(text)


def add_marks(page: bytes, offsets: Sequence[int]) -> bytes:
    """Return the page with the number of each start tag, whose byte offsets ascend, as an attribute."""
    parts, position = [], 0
    for number, offset in enumerate(offsets):
        name = re.compile(rb"<[^\s/>]+").match(page, offset)
        if name is not None:
            parts += [page[position : name.end()], f' {MARK_ATTRIBUTE}="{number}"'.encode()]
            position = name.end()
    return b"".join((*parts, page[position:]))
