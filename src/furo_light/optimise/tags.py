"""Changes within start tags: attributes that come, one that changes, and white space between them."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise

from furo_light.optimise.edits import Edit
from furo_light.optimise.page import VOID, ParsedPage
from furo_light.optimise.tokens import Attribute, Kind, Token, attributes

__all__ = ["added", "changed", "tightened", "with_value"]


def with_value(name: str, value: object) -> str:
    """Return an attribute as it stands in a tag."""
    return f'{name}="{escape(str(value))}"'


def changed(attribute: Attribute, name: str, value: str) -> Edit:
    """Return the edit that gives an attribute another value."""
    return Edit(attribute.start, attribute.end, with_value(name, value))


def added(token: Token, present: Mapping[str, Attribute], values: Mapping[str, object]) -> Edit:
    """Return the edit that adds attributes behind those of a tag."""
    end = max((item.end for item in present.values()), default=token.start + 1 + len(token.name))
    return Edit(end, end, "".join(f" {with_value(*item)}" for item in values.items()))


def tightened(page: ParsedPage) -> Iterator[Edit]:
    """Yield edits that leave one space between the attributes of a tag, and none at its end."""
    for number, token in enumerate(page.tokens):
        if token.kind is Kind.START and number not in page.frozen:
            yield from _tightened(page.text, token)


def _tightened(text: str, token: Token) -> Iterator[Edit]:
    spans = [(token.start, token.start + 1 + len(token.name))]
    spans += sorted(item[1:] for item in attributes(text, token).values())
    for (_, end), (start, _) in pairwise(spans):
        gap = text[end:start]
        # Anything but white space there is an attribute that is written twice, or a stray slash.
        if gap != " " and not gap.strip() and gap:
            yield Edit(end, start, " ")
    end = spans[-1][1]
    rest = text[end : token.end].strip()
    if rest == ">" or (rest == "/>" and token.name in VOID):
        yield from [Edit(end, token.end, ">")] if text[end : token.end] != ">" else []
