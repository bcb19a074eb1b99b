"""Take out of a page what nobody gets: comments, and white space between tags where it collapses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from furo_light.optimise.cascade import Cascade
from furo_light.optimise.edits import Edit
from furo_light.optimise.page import ParsedPage
from furo_light.optimise.styles import keeps_white_space, preserving
from furo_light.optimise.stylesheets import read_declarations
from furo_light.optimise.tokens import Kind

__all__ = ["gaps", "is_spoken_to"]

COMMENT = Kind.COMMENT
_SPACE = " \t\n\r\f"
_KEEPS = frozenset({"pre", "textarea", "listing", "plaintext", "xmp"})
_HEAD = frozenset({"html", "head"})
# Comments that something else reads: Internet Explorer, servers, frameworks, search engines, lawyers.
_SPOKEN_TO = re.compile(
    r"\s*(?:\[|<!|#|!|\$|/|\?|esi|ko\b|ng|google|noindex|index|email_off|lit|htm|end|begin)|.*"
    r"(?:licen[cs]e|copyright|\(c\)|©|@preserve|spdx|build:|inject)",
    re.IGNORECASE | re.DOTALL,
)
_PROSE = re.compile(r"<!--\s.*[^\W\d_]{3}.*\s-->", re.DOTALL)


def gaps(page: ParsedPage, cascade: Cascade) -> Iterator[Edit]:
    """Yield edits that shorten the white space between tags, and take out comments.

    White space becomes one character and is never taken out of the body, since in some places it parts
    words, for the eye or for a screen reader. It stays where an element or a stylesheet keeps it, within
    elements of scripts' own (`x-y`), and in all of a page that uses a stylesheet of another host.
    """
    kept = None if cascade.unknown else _Kept(preserving(page.tree, cascade.rules))
    body = _body(page)
    for run in _runs(page):
        first, last = page.tokens[run[0]], page.tokens[run[-1]]
        space = "".join(text for number in run if (text := _white(page, number)))
        if _would_join(page, run, space):
            continue
        parent = page.parents.get(run[0])
        if kept is None or parent is None or kept.by(parent):
            comments = (page.tokens[number] for number in run)
            yield from (Edit(item.start, item.end) for item in comments if item.kind is COMMENT)
            continue
        in_head = (parent.tag or "") in _HEAD and run[-1] < body
        new = "" if in_head or not space else "\n" if "\n" in space else " "
        if new != page.text[first.start : last.end]:
            yield Edit(first.start, last.end, new)


def _runs(page: ParsedPage) -> Iterator[list[int]]:
    """Yield the numbers of neighbours that are white space or comments which nobody needs."""
    run: list[int] = []
    for number, token in enumerate(page.tokens):
        idle = token.kind is COMMENT and _is_idle(page.source(token))
        if number not in page.frozen and (idle or _white(page, number)):
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _white(page: ParsedPage, number: int) -> str:
    """Return the white space that a token is, "" for any other."""
    token = page.tokens[number]
    text = page.source(token) if token.kind is Kind.TEXT else ""
    return "" if text.strip(_SPACE) else text


def _would_join(page: ParsedPage, run: list[int], space: str) -> bool:
    """Tell whether words beside a run would grow together with other text, and be read as one."""
    around = (run[0] - 1, run[-1] + 1)
    words = [
        0 <= at < len(page.tokens)
        and page.tokens[at].kind in {Kind.TEXT, COMMENT}
        and at not in page.frozen
        for at in around
    ]
    return all(words) or (any(words) and bool(space))


def _body(page: ParsedPage) -> int:
    """Return the number of the body's start tag, 0 where it has none."""
    found = enumerate(page.tokens)
    return next((at for at, item in found if item.kind is Kind.START and item.name == "body"), 0)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Which elements keep the white space in them, worked out once for each."""

    ids: set[int]
    _known: dict[int, bool] = field(default_factory=dict)

    def by(self, node: LexborNode | None) -> bool:
        if node is None or not node.is_element_node:
            return False
        if node.mem_id not in self._known:
            self._known[node.mem_id] = self._itself(node) or self.by(node.parent)
        return self._known[node.mem_id]

    def _itself(self, node: LexborNode) -> bool:
        tag, values = node.tag or "", node.attributes
        style = values.get("style") or ""
        return (
            tag in _KEEPS
            or "-" in tag
            or node.mem_id in self.ids
            or "contenteditable" in values
            or ("white-space" in style and keeps_white_space(read_declarations(style)))
        )


def _is_idle(text: str) -> bool:
    """Tell whether a comment is prose, and speaks to nobody but those who read the file."""
    return _PROSE.fullmatch(text) is not None and not is_spoken_to(text[4:-3])


def is_spoken_to(comment: str) -> bool:
    """Tell whether a comment's text is for somebody: a server, a framework, a lawyer."""
    return _SPOKEN_TO.match(comment) is not None
