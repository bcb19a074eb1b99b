"""Edits of a page as spans: what no edit covers stays byte for byte as it was."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate, pairwise
from typing import NamedTuple

from a11ycheck.web.elements import VOID_ELEMENTS
from a11ycheck.web.html_tokens import Attribute, Kind, Token, attributes
from furo_light.optimise.parsed_page import ParsedPage

__all__ = [
    "Edit",
    "Shift",
    "add_attributes",
    "apply_edits",
    "collapse_tag_spaces",
    "replace_attribute",
    "shift_of",
    "write_attribute",
]


class Edit(NamedTuple):
    """Replace the text from `start` to `end` (offsets in characters) with `text`."""

    start: int
    end: int
    text: str = ""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with its edits, which must not overlap; insertions at one offset keep their order."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start < position:
            message = f"edits overlap at {edit.start}"
            raise ValueError(message)
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join((*parts, text[position:]))


class Shift(NamedTuple):
    """How edits moved bytes: the sorted byte offsets of the edits, their ends, and the growth so far."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    growth: tuple[int, ...]

    def moved(self, offset: int) -> int | None:
        """Return the new offset of a byte, None if it was replaced.

        Text inserted at the offset itself comes before it.
        """
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return offset
        if self.starts[index] <= offset < self.ends[index]:
            return None
        return offset + self.growth[index]


def shift_of(text: str, edits: Sequence[Edit]) -> Shift:
    """Return how edits move the bytes of a text in UTF-8."""
    starts, ends, growth, position, count = [], [], [], 0, 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        count += len(text[position : edit.start].encode())
        old = len(text[edit.start : edit.end].encode())
        starts.append(count)
        ends.append(count + old)
        growth.append(len(edit.text.encode()) - old)
        count += old
        position = edit.end
    return Shift(tuple(starts), tuple(ends), tuple(accumulate(growth)))


# --- within start tags ------------------------------------------------------------------------------


def write_attribute(name: str, value: object) -> str:
    """Return an attribute as HTML."""
    return f'{name}="{escape(str(value))}"'


def replace_attribute(attribute: Attribute, name: str, value: str) -> Edit:
    """Return the edit that gives an attribute another value."""
    return Edit(attribute.start, attribute.end, write_attribute(name, value))


def add_attributes(
    tag: Token, present: Mapping[str, Attribute], values: Mapping[str, object]
) -> Edit:
    """Return the edit that adds attributes behind the present ones of a tag."""
    end = max((item.end for item in present.values()), default=tag.start + 1 + len(tag.name))
    return Edit(end, end, "".join(f" {write_attribute(*item)}" for item in values.items()))


def collapse_tag_spaces(page: ParsedPage) -> Iterator[Edit]:
    """Yield edits that leave one space between the attributes of a tag, and none at its end."""
    for number, token in enumerate(page.tokens):
        if token.kind is Kind.START and number not in page.frozen:
            yield from _collapse_spaces(page.text, token)


def _collapse_spaces(text: str, token: Token) -> Iterator[Edit]:
    spans = [(token.start, token.start + 1 + len(token.name))]
    spans += sorted(item[1:] for item in attributes(text, token).values())
    for (_, end), (start, _) in pairwise(spans):
        gap = text[end:start]
        # Other text in the gap is a duplicate attribute, or a stray slash.
        if gap and gap != " " and not gap.strip():
            yield Edit(end, start, " ")
    end = spans[-1][1]
    rest = text[end : token.end]
    is_void_end = rest.strip() == "/>" and token.name in VOID_ELEMENTS
    if rest != ">" and (rest.strip() == ">" or is_void_end):
        yield Edit(end, token.end, ">")
