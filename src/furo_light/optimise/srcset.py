"""The candidates of a `srcset`, as the HTML standard reads them."""

import re
from typing import NamedTuple

__all__ = ["BrokenSrcset", "Candidate", "read_srcset"]

_DESCRIPTOR = re.compile(
    r"(?:[1-9]\d*w|[1-9]\d*h|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?x)", re.IGNORECASE
)


class BrokenSrcset(Exception):  # noqa: N818 - it says what was found
    """A `srcset` that browsers read in part or not at all; the text says what is wrong with it."""


class Candidate(NamedTuple):
    """An address, and its descriptor such as "320w" or "2x" ("" for none)."""

    address: str
    descriptor: str


def read_srcset(text: str) -> tuple[Candidate, ...]:
    """Return the candidates; BrokenSrcset where a browser would leave one out."""
    found = tuple(_candidates(text))
    if not found:
        message = "it is empty"
        raise BrokenSrcset(message)
    kinds = {candidate.descriptor[-1:].lower() or "x" for candidate in found}
    if len(kinds) > 1:
        message = "it mixes widths (320w) and densities (2x)"
        raise BrokenSrcset(message)
    names = [candidate.descriptor or "1x" for candidate in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        message = f"{twice} stands there twice"
        raise BrokenSrcset(message)
    return found


def _candidates(text: str) -> list[Candidate]:
    found, position = [], 0
    while match := re.compile(r"[\s,]*([^\s]+)").match(text, position):
        address, position = match[1], match.end()
        if address.endswith(","):
            found.append(Candidate(address.rstrip(","), ""))
            continue
        end = text.find(",", position)
        end = len(text) if end < 0 else end
        descriptors = text[position:end].split()
        position = end + 1
        if len(descriptors) > 1 or not all(map(_DESCRIPTOR.fullmatch, descriptors)):
            message = f'"{" ".join(descriptors)}" of {address} is neither a width (320w) nor a density (2x)'
            raise BrokenSrcset(message)
        found.append(Candidate(address, descriptors[0] if descriptors else ""))
    return found
