"""Parse errors of a page, as data: each has a code, a position, and the values of its message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

__all__ = ["MESSAGES", "ParseError"]

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Errors in the markup.
        "eof-in-comment": "The file ends inside the comment on line {line}.",
        "eof-in-tag": "The file ends inside the tag {tag} on line {line}.",
        "eof-in-element": "The file ends inside {tag} on line {line}.",
        "unclosed-element": "{tag} on line {line} is never closed.",
        "unclosed-before-end-tag": (
            "{tag} on line {line} is not closed before {other} on line {other_line}."
        ),
        "unclosed-in-paragraph": (
            "{tag} on line {line} is still open where {other} on line {other_line} closes its <p>."
        ),
        "mismatched-heading": "{tag} on line {line} is closed by {other} on line {other_line}.",
        "stray-end-tag": "{tag} on line {line} has no matching start tag.",
        "malformed-xml": "The page is not well-formed XML: {reason}.",
        # Errors in the encoding.
        "empty-file": "The file is empty (0 bytes).",
        "blank-file": "The file contains only white space.",
        "utf-16": (
            "The page is not UTF-8: it starts with the byte order mark of {encoding}; "
            "save it as UTF-8 and declare {tag}."
        ),
        "nul-byte": "The page contains a NUL byte (byte {byte}, line {line}); remove it.",
        "nul-bytes": (
            "The page contains {count} NUL bytes (the first: byte {byte}, line {line}); "
            "remove them, or save the page as UTF-8 if it is UTF-16."
        ),
        "invalid-utf-8": (
            "The page is not UTF-8: byte {byte} ({value}, line {line}) is not valid, and the page "
            "declares {encoding}; save it as UTF-8 and declare {tag}."
        ),
        "invalid-utf-8-undeclared": (
            "The page is not UTF-8: byte {byte} ({value}, line {line}) is not valid, and the page "
            "declares no encoding; save it as UTF-8 and declare {tag}."
        ),
        "undeclared-utf-8": (
            "The page is UTF-8 but does not declare it, so a browser may guess another encoding; "
            "put {tag} first in its head."
        ),
        "misdeclared-utf-8": (
            "The page is UTF-8 but declares {encoding} on line {line}; declare utf-8."
        ),
        "late-declaration": (
            "The page declares its encoding at byte {byte}, but browsers read only the first "
            "{limit} bytes for it; put {tag} first in its head."
        ),
    }
)
"""The English message of each code, with a place for each of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseError:
    """A parse error: its code, where it becomes visible, and the values of its message.

    `line` and `column` count from 1, in characters. `offset` counts from 0, in bytes; those of
    `markup_errors.find_parse_errors`, which knows no bytes, in characters.
    """

    code: str
    line: int
    column: int
    offset: int
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The message in English."""
        return MESSAGES[self.code].format_map(self.values)
