"""Where the tags of a page's body stand in the page as it was written, in bytes."""

import re
from collections.abc import Iterator
from difflib import Match, SequenceMatcher

from a11ycheck.web.html_tokens import find_start_tags

__all__ = ["found_offsets"]

_NAME_AND_ID = re.compile(r"<([^\s/>]+)(?:[^>]*?\sid=[\"']?([^\s>\"']*))?")


def found_offsets(data: bytes, body: str, offsets: list[int]) -> list[int | None]:
    """Return where tags of a body stand in the bytes of its page; None for those that something took out.

    `offsets` are those of the tags in the body, in characters, and ascend.
    """
    encoded = body.encode()
    start = data.find(encoded)
    if start >= 0:
        inside = offsets if len(encoded) == len(body) else _byte_offsets(body, offsets)
        return [start + offset for offset in inside]
    text = data.decode("utf-8")
    found = _offsets_in_changed(text, body, offsets)
    kept = iter(_byte_offsets(text, [offset for offset in found if offset is not None]))
    return [None if offset is None else next(kept) for offset in found]


def _offsets_in_changed(text: str, body: str, offsets: list[int]) -> list[int | None]:
    """Return where the tags of a body that a later step changed stand in the page.

    The tags that are still there, in order, are the same ones.
    """
    theirs, ours = list(find_start_tags(text)), [_tag_at(body, offset) for offset in offsets]
    named = [_tag_at(text, at) for at in theirs]
    at = next((index for index, tag in enumerate(named) if ours and tag == ours[0]), 0)
    found: list[int | None] = [None] * len(offsets)
    for block in _matching(ours, named[at:]):
        for step in range(block.size):
            found[block.a + step] = theirs[at + block.b + step]
    return found


def _matching(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> Iterator[Match]:
    """Yield what two sequences of tags have in common, in order.

    They are compared a piece at a time, between tags whose ids stand in both: the time that a
    comparison takes grows with the square of its length.
    """
    known = {tag: at for at, tag in enumerate(theirs) if tag[1]}
    shared = [(at, known[tag]) for at, tag in enumerate(ours) if tag in known]
    a = b = 0
    for next_a, next_b in [*shared, (len(ours), len(theirs))]:
        if next_b >= b:
            matcher = SequenceMatcher(None, ours[a:next_a], theirs[b:next_b], autojunk=False)
            for block in matcher.get_matching_blocks():
                yield Match(a + block.a, b + block.b, block.size)
            a, b = next_a, next_b


def _tag_at(text: str, offset: int) -> tuple[str, str]:
    """Return the name and the id of a tag: what a step that makes pages smaller leaves as it is."""
    match = _NAME_AND_ID.match(text, offset)
    return (match[1], match[2] or "") if match else ("", "")


def _byte_offsets(text: str, offsets: list[int]) -> list[int]:
    """Return the offsets in UTF-8 bytes of offsets in characters, which ascend."""
    found, position, count = [], 0, 0
    for offset in offsets:
        count += len(text[position:offset].encode())
        position = offset
        found.append(count)
    return found
