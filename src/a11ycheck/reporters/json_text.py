"""Plain data as JSON text that any parser reads: indented, yet compact."""

import json
from typing import Any

from a11ycheck.web.escapes import escape_json

__all__ = ["Json", "json_text"]

Json = dict[str, Any]

_WIDTH = 100
_INDENT = "  "
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def json_text(document: Json) -> str:
    """Return the document as JSON in its own order, with a newline at the end.

    A list of integers stands on one line, and so does any other innermost list or object that fits in 100
    columns. Invisible characters are escaped, so that the text can be printed.
    """
    pieces: list[str] = []
    _write(document, "\n", pieces)
    return escape_json("".join(pieces)) + "\n"


def _write(value: Any, newline: str, pieces: list[str]) -> None:
    """Append the text of a value; `newline` ends a line and indents the next."""
    items = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        pieces.append(_ENCODE(value))
        return
    if not any(isinstance(item, dict | list) for item in items):
        is_numbers = isinstance(value, list) and all(isinstance(item, int) for item in value)
        text = json.dumps(value, separators=(",", ":")) if is_numbers else _ENCODE(value)
        if is_numbers or len(newline) + len(text) <= _WIDTH:
            pieces.append(text)
            return
    inner = newline + _INDENT
    labels = (
        [f"{_ENCODE(key)}: " for key in value] if isinstance(value, dict) else [""] * len(value)
    )
    separator, end = ("{", "}") if isinstance(value, dict) else ("[", "]")
    for label, item in zip(labels, items, strict=True):
        pieces += (separator, inner, label)
        _write(item, inner, pieces)
        separator = ","
    pieces += (newline, end)
