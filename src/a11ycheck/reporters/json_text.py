"""Plain data as JSON text that any parser reads: indented, yet compact."""

import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["Json", "json_text"]

Json = dict[str, Any]

# A page's script can leave half of a surrogate pair in a text. UTF-8 cannot hold it, and many parsers
# refuse it even as an escape, so it becomes the replacement character.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDTH = 100
_INDENT = "  "


def json_text(document: Json) -> str:
    """Return the document as JSON in its own order, with a newline at the end.

    A list of numbers stands on one line, and so does any other innermost list or object that fits in 100
    columns.
    """
    return _LONE_SURROGATE.sub("\ufffd", "".join(_pieces(document, "\n"))) + "\n"


def _pieces(value: Any, newline: str) -> Iterator[str]:
    """Yield the text of a value in pieces; `newline` ends a line and indents the next."""
    items = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(items, list | tuple):
        yield _compact(value)
        return
    if not any(isinstance(item, dict | list | tuple) for item in items):
        text = _compact(value)
        is_numbers = isinstance(value, list | tuple) and all(
            isinstance(item, int) for item in value
        )
        if is_numbers or len(newline) + len(text) <= _WIDTH:
            yield text
            return
    inner = newline + _INDENT
    start, end = ("{", "}") if isinstance(value, dict) else ("[", "]")
    labels = (
        [f"{_compact(str(key))}: " for key in value]
        if isinstance(value, dict)
        else [""] * len(items)
    )
    for number, (label, item) in enumerate(zip(labels, items, strict=True)):
        yield f"{',' if number else start}{inner}{label}"
        yield from _pieces(item, inner)
    yield f"{newline}{end}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
