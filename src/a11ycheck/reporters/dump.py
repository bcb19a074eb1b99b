"""Plain data as JSON text that any parser reads."""

import json
import re
from typing import Any

__all__ = ["Json", "dump"]

Json = dict[str, Any]

# A page's script can leave half of a surrogate pair in a text. UTF-8 cannot hold it, and many parsers
# refuse it even as an escape, so it becomes the character that says "something unreadable".
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def dump(document: Json) -> str:
    """Return the document as indented JSON in its own order, with a newline at the end."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    return _LONE_SURROGATE.sub("\ufffd", text) + "\n"
