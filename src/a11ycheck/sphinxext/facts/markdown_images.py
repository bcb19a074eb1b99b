"""The images of a Markdown file that have empty brackets, as their author wrote them.

The doctree does not show whether an author left the brackets empty or wrote `{alt=""}`, and its lines are
not those of images inside directives. So the file is searched, and the images of a document are matched
with those of the file in their order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from a11ycheck.sphinxext.source_text import EMPTY, read_source

__all__ = ["EmptyImage", "empty_images", "has_target", "prose"]

_IMAGE = re.compile(
    r"!\[\s*\](?P<target>\(\s*<[^>]*>[^)]*\)|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])?(?P<attributes>\{[^}]*\})?"
)
_ALT_ATTRIBUTE = re.compile(r"\balt=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s}]*))")
_FENCE = re.compile(r"^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)*(?P<fence>`{3,}|~{3,}|:{3,})\s*(?P<info>.*)$")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # of ASCII punctuation, as CommonMark has it
# Directives whose content is no Markdown.
_LITERAL = re.compile(
    r"\{(?:code|code-block|code-cell|sourcecode|eval-rst|math|mermaid|parsed-literal|raw|highlight|doctest|graphviz)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyImage:
    """An image with empty brackets: its place, its target with brackets, and the alt of its attributes."""

    line: int
    column: int
    target: str
    alt: str | None


@lru_cache(maxsize=64)
def empty_images(file: str) -> tuple[EmptyImage, ...]:
    """Return the images with empty brackets of a file, in their order."""
    lines = (read_source(file) or EMPTY).lines
    return tuple(
        image for number, _ in prose(lines) for image in _images(number, _whole(lines, number))
    )


def _whole(lines: tuple[str, ...], number: int) -> str:
    """Return a line, with the next one if only a line break is between its last brackets."""
    text, below = lines[number - 1], "".join(lines[number : number + 1]).lstrip(" \t>")
    return f"{text} {below}" if text.rstrip().endswith("![") and below.startswith("]") else text


def _images(number: int, text: str) -> Iterator[EmptyImage]:
    for match in _IMAGE.finditer(_CODE_SPAN.sub(lambda span: " " * len(span[0]), text)):
        attribute = _ALT_ATTRIBUTE.search(match["attributes"] or "")
        alt = (attribute["quoted"] or attribute["bare"] or "") if attribute else None
        yield EmptyImage(line=number, column=match.start(), target=match["target"] or "", alt=alt)


def prose(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are read as Markdown, with their numbers."""
    front_matter = _front_matter(lines)
    end = ""
    for number, text in enumerate(lines, 1):
        if number <= front_matter:
            continue
        fence = _FENCE.match(text)
        if end:
            if fence and not fence["info"] and fence["fence"].startswith(end):
                end = ""
            continue
        if fence and fence["fence"][0] != ":" and fence["info"]:
            is_literal = not fence["info"].startswith("{") or _LITERAL.match(fence["info"])
            end = fence["fence"] if is_literal else ""
        elif fence and fence["fence"][0] != ":" and not _is_closing(lines, number):
            end = fence["fence"]
        if not end:
            yield number, text


def _front_matter(lines: tuple[str, ...]) -> int:
    """Return the number of lines of the YAML at the beginning of a file, 0 if it has none."""
    if lines[0].rstrip() != "---":
        return 0
    ends = (number for number, text in enumerate(lines[1:], 2) if text.rstrip() in {"---", "..."})
    return next(ends, 0)


def _is_closing(lines: tuple[str, ...], number: int) -> bool:
    """Return whether a fence without a name closes a directive that was opened above it."""
    fence = lines[number - 1].strip()
    open_ones: list[str] = []
    for text in lines[: number - 1]:
        match = _FENCE.match(text)
        if match and match["info"].startswith("{"):
            open_ones.append(match["fence"])
        elif match and not match["info"] and open_ones and match["fence"].startswith(open_ones[-1]):
            open_ones.pop()
    return bool(open_ones) and fence.startswith(open_ones[-1])


def has_target(image: EmptyImage, uri: str) -> bool:
    """Return whether an image can have this URI; Sphinx changes the path of a file, but not its name."""
    if not image.target.startswith("("):
        return True
    typed = image.target[1:-1].strip()
    typed = typed[1:].partition(">")[0] if typed.startswith("<") else typed.split(' "')[0].strip()
    return _plain(typed).rpartition("/")[2] == _plain(uri).rpartition("/")[2]


def _plain(uri: str) -> str:
    return unquote(unescape(_ESCAPE.sub(r"\1", uri)))
