"""Plain data as JSON text that any parser reads: indented, yet compact."""

import json
from typing import Any

import msgspec
from msgspec.structs import fields

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
    return escape_json(_text(document, "\n") + "\n")


def _text(value: Any, newline: str) -> str:
    """Return the text of a value; `newline` ends a line and indents the next."""
    if isinstance(value, msgspec.Struct):
        # One level at a time: as plain data, a report on thousands of pages is many times as large.
        value = {field.encode_name: getattr(value, field.name) for field in fields(value)}
    if not isinstance(value, dict | list):
        return _ENCODE(msgspec.to_builtins(value))
    items = value.values() if isinstance(value, dict) else value
    if not any(isinstance(item, dict | list | msgspec.Struct) for item in items):
        is_numbers = isinstance(value, list) and all(isinstance(item, int) for item in value)
        plain = msgspec.to_builtins(value)
        text = json.dumps(plain, separators=(",", ":")) if is_numbers else _ENCODE(plain)
        if is_numbers or len(newline) + len(text) <= _WIDTH:
            return text
    inner = newline + _INDENT
    labels = (
        (f"{_ENCODE(key)}: " for key in value) if isinstance(value, dict) else ("" for _ in value)
    )
    start, end = "{}" if isinstance(value, dict) else "[]"
    lines = (
        f"{inner}{label}{_text(item, inner)}" for label, item in zip(labels, items, strict=True)
    )
    return f"{start}{','.join(lines)}{newline}{end}"
