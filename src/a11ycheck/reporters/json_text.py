"""Plain data as JSON text that any parser reads: indented, yet compact."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from a11ycheck.web.escapes import escape_json

__all__ = ["Json", "json_text"]

Json = dict[str, Any]

_WIDTH = 100
_INDENT = "  "
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def json_text(document: Json | msgspec.Struct) -> str:
    """Return the document as JSON in its own order, with a newline at the end.

    A list of integers stands on one line, and so does any other innermost list or object that fits in 100
    columns. Invisible characters are escaped, so that the text can be printed.
    """
    pieces = [escape_json(piece) for piece in _pieces(document, "\n", 0)]
    return "".join((*pieces, "\n"))


def _pieces(value: Any, newline: str, depth: int) -> Iterator[str]:
    """Yield the text of a value in parts; `newline` ends a line and indents the next.

    Each item of the document's own lists is one part: with more of them, a report on thousands of pages
    would be in memory several times.
    """
    if isinstance(value, msgspec.Struct):
        # One level at a time: as plain data, such a report is many times as large.
        names = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        value = {written: getattr(value, name) for written, name in names}
    items = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list) or not any(map(_is_nested, items)):
        text = _innermost(msgspec.to_builtins(value), newline)
        if text:
            yield text
            return
    inner = newline + _INDENT
    labels = (
        (f"{_ENCODE(key)}: " for key in value) if isinstance(value, dict) else ("" for _ in value)
    )
    separator, end = "{}" if isinstance(value, dict) else "[]"
    for label, item in zip(labels, items, strict=True):
        yield f"{separator}{inner}{label}"
        parts = _pieces(item, inner, depth + 1)
        if depth:
            yield "".join(parts)
        else:
            yield from parts
        separator = ","
    yield newline + end


def _is_nested(item: Any) -> bool:
    return isinstance(item, dict | list | msgspec.Struct)


def _innermost(value: Any, newline: str) -> str:
    """Return the text of a value without lists or objects in it, "" if that takes more than a line."""
    is_numbers = isinstance(value, list) and all(isinstance(item, int) for item in value)
    text = json.dumps(value, separators=(",", ":")) if is_numbers else _ENCODE(value)
    is_short = is_numbers or not isinstance(value, dict | list)
    return text if is_short or len(newline) + len(text) <= _WIDTH else ""
