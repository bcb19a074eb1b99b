"""The byte offsets of the tags of a body in the page that was written."""

import re
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

from a11ycheck.web.html_tokens import find_start_tags

__all__ = ["byte_offsets"]

_NAME_AND_ID = re.compile(r"<([^\s/>]+)(?:[^>]*?\sid=[\"']?([^\s>\"']*))?")


def byte_offsets(data: bytes, body: str, offsets: list[int]) -> Sequence[int | None]:
    """Return where the tags of a body are in the bytes of its page; None for tags that were removed.

    `offsets` are those of the tags in the body, in characters, ascending.
    """
    encoded = body.encode()
    start = data.find(encoded)
    if start >= 0:
        inside = offsets if len(encoded) == len(body) else _to_bytes(body, offsets)
        return [start + offset for offset in inside]
    text = data.decode("utf-8")
    found = _match_tags(text, body, offsets)
    kept = iter(_to_bytes(text, [offset for offset in found if offset is not None]))
    return [None if offset is None else next(kept) for offset in found]


def _match_tags(text: str, body: str, offsets: list[int]) -> list[int | None]:
    """Return where the tags of a body are in a page in which a later step changed the body.

    Tags with the same name and id, in the same order, are the same tags.
    """
    theirs, ours = find_start_tags(text), [_tag_at(body, offset) for offset in offsets]
    named = [_tag_at(text, at) for at in theirs]
    at = next((index for index, tag in enumerate(named) if ours and tag == ours[0]), 0)
    found: list[int | None] = [None] * len(offsets)
    for block in _matching_blocks(ours, named[at:]):
        for step in range(block.size):
            found[block.a + step] = theirs[at + block.b + step]
    return found


def _matching_blocks(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> Iterator[Match]:
    """Yield what two sequences of tags have in common, in order.

    They are compared in pieces, between tags whose ids are in both: the time of a comparison grows with
    the square of the length.
    """
    known = {tag: at for at, tag in enumerate(theirs) if tag[1]}
    shared = [(at, known[tag]) for at, tag in enumerate(ours) if tag in known]
    a = b = 0
    for next_a, next_b in [*shared, (len(ours), len(theirs))]:
        if next_b >= b:
            first, second = ours[a:next_a], theirs[b:next_b]
            if first == second:
                yield Match(a, b, len(first))
            else:
                matcher = SequenceMatcher(None, first, second, autojunk=False)
                for block in matcher.get_matching_blocks():
                    yield Match(a + block.a, b + block.b, block.size)
            a, b = next_a, next_b


def _tag_at(text: str, offset: int) -> tuple[str, str]:
    """Return the name and id of a tag, which minifiers leave as they are."""
    match = _NAME_AND_ID.match(text, offset)
    return (match[1], match[2] or "") if match else ("", "")


def _to_bytes(text: str, offsets: list[int]) -> list[int]:
    """Return ascending offsets in characters as offsets in UTF-8 bytes."""
    found, position, count = [], 0, 0
    for offset in offsets:
        count += len(text[position:offset].encode())
        position = offset
        found.append(count)
    return found
