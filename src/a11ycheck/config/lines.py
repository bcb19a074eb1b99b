"""Find the line of a key in the text of a TOML file, which `tomllib` does not tell."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence

__all__ = ["line_of_key"]

_NAME = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")


def line_of_key(text: str, keys: Sequence[str | int]) -> int | None:
    """Return the line, counted from 1, that sets the key at this path, or that comes nearest to it.

    A number in the path counts the tables of an array ([[name]]) from 0; without one, any will do.
    Nearest is the first line of a table inside the key, or else the innermost table around it: a key
    in an inline table has the line of that table. None where no part of the path is in the text.
    """
    best, found = 0, None
    counted = any(isinstance(key, int) for key in keys)
    for line, named in _paths(text):
        path = named if counted else tuple(part for part in named if isinstance(part, str))
        depth = min(len(path), len(keys))
        if depth > best and list(path[:depth]) == list(keys[:depth]):
            best, found = depth, line
    return found


def _paths(text: str) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """Yield each line that opens a table or sets a key, with the full path that it names."""
    table: tuple[str | int, ...] = ()
    arrays: Counter[tuple[str, ...]] = Counter()
    for line, content in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(content):
            name = _split(header[1])
            table = name
            if content.lstrip().startswith("[["):
                table = (*name, arrays[name])
                arrays[name] += 1
            yield line, table
        elif key := _KEY.match(content):
            yield line, (*table, *_split(key[1]))


def _split(dotted: str) -> tuple[str, ...]:
    """Return the parts of a dotted key; TOML's own parser knows how to unquote them."""
    try:
        value: object = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    parts: list[str] = []
    while isinstance(value, dict):
        ((name, value),) = value.items()
        parts.append(name)
    return tuple(parts)
