"""Name the language of a code block where it is certain: in fences, in directives, and after `::`."""

import re
from collections.abc import Sequence

from a11ycheck.fix.directives import deeper, depth_of, directive_at, fenced, indented
from a11ycheck.model import Edit, SourceFact, Unfixable
from a11ycheck.rules.code_block_without_language.language import certain_language

__all__ = ["name_language"]

_FENCE = re.compile(
    r"(?P<lead>(?:[\s>]|[-*+]\s|\d+[.)]\s)*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)"
)
_NAMES = frozenset({"code", "code-block", "sourcecode"})
_QUOTES = ('"""', "'''")
# Fields, options, footnotes: their first paragraph is on the line of their name, with its own indentation.
_BESIDE = re.compile(r"\s*(?::[^:\s][^:]*:\s|-{1,2}\w|/\w|\.\.\s|\|\s)")
_MARKERS = re.compile(r"(?:\s|[-*+•]\s|\(?(?:\d+|[a-zA-Z]|[ivxIVX]{2,4}|#)[.)]\s)*")


def name_language(lines: Sequence[str], fact: SourceFact) -> Edit:
    """Return the edit that names the language of a code block; Unfixable where that is not certain.

    The fact is on the line of the fence or directive; for a literal block, on its first line of content.
    """
    number = fact.location.line - 1
    if directive := directive_at(lines, number):
        if directive.name not in _NAMES or directive.argument:
            raise Unfixable("the directive takes no language, or has one")
        return directive.with_argument(_language(directive.body(lines)))
    if fence := _FENCE.fullmatch(lines[number]):
        return _edit_fence(lines, number, fence)
    return _edit_literal(lines, number)


def _edit_fence(lines: Sequence[str], number: int, fence: re.Match[str]) -> Edit:
    if fence["info"].strip():
        raise Unfixable("there is text after its fence")
    body = fenced(lines[number + 1 :], indented(fence["lead"]), fence["fence"])
    line = f"{fence['lead']}{fence['fence']}{_language(body)}"
    return Edit(first=number, last=number + 1, lines=(line,))


def _edit_literal(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that replaces `::` with a directive that names the language."""
    above = number - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    intro = lines[above].rstrip() if above >= 0 else ""
    if not intro.endswith("::") or above == number - 1:
        raise Unfixable("an indented code block cannot name a language")
    if any(quote in intro for quote in _QUOTES) or _BESIDE.match(intro):
        raise Unfixable("its paragraph starts on the line of something else")
    markers = _MARKERS.match(intro)
    margin = indented(markers[0] if markers else "")
    if depth_of(lines[number]) <= len(margin):
        raise Unfixable("its block is quoted, not indented")
    directive = f".. code-block:: {_language(deeper(lines[number:], len(margin)))}"
    # A paragraph ends with `::` in each of docutils' three forms.
    words = intro[:-2]
    if not words[len(margin) :].strip():
        new: tuple[str, ...] = (f"{words}{directive}",)
    else:
        ended = words.rstrip() if words.endswith((" ", "\t")) else f"{words}:"
        new = (ended, "", f"{margin}{directive}")
    return Edit(first=above, last=above + 1, lines=new)


def _language(body: Sequence[str]) -> str:
    if found := certain_language("\n".join(body)):
        return found
    raise Unfixable("its language is not certain")
