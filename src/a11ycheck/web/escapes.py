"""Characters and texts that terminals, log readers or parsers obey, escaped so that they are only shown.

CI services read commands in the output of a job: a text of a page must not be one. GitHub Actions removes
white space at the start of a line, then reads `::name`; it also reads `##[name]` anywhere in a line, as
Azure Pipelines reads `##vso[name]`, and TeamCity `##teamcity[name]`. GitLab's commands need control
characters.
"""

import json
import re

__all__ = ["escape_commands", "escape_invisible", "escape_json", "escape_lines", "escape_sarif"]

# Invisible characters that a terminal or a browser obeys: DEL and C1 controls, direction marks,
# separators, invisible joiners, and lone surrogates, which UTF-8 cannot hold. The zero-width joiner and
# non-joiner stay: Arabic, Persian and Kurdish need them.
_INVISIBLE = (
    "\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
_BRACKET_COMMAND = r"\#(?=\#[a-zA-Z]*\[)"
_UNSAFE = re.compile(f"[\x00-\x1f{_INVISIBLE}]|{_BRACKET_COMMAND}")
# In finished JSON, control characters below 0x20 are escaped already, and its own line breaks stay.
_UNSAFE_JSON = re.compile(f"[{_INVISIBLE}]|{_BRACKET_COMMAND}")
# A page's script can leave half of a surrogate pair in a text. UTF-8 cannot hold it, and many parsers
# refuse it even as an escape, so it becomes the replacement character.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_COLON_COMMAND = re.compile(r"^((?:[^\S\n]|\x1b\[[0-9;]*m)*+):(?=:)", re.MULTILINE)

# The end of a link's text, with the backslashes before it, which may escape it.
_LINK = re.compile(r"(\\*+)\](?=\()")
# SARIF 2.1.0, 3.11.5: a number in braces stands for an argument, doubled braces for themselves.
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def escape_invisible(text: str) -> str:
    """Return text with every invisible character escaped as in Python, and so is the start of `##[…]`."""
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return r"\x23" if char == "#" else char.encode("unicode_escape").decode("ascii")


def escape_commands(output: str, colon: str = r"\x3a") -> str:
    """Return finished lines with `colon` in place of each colon that starts a `::` command."""
    return _COLON_COMMAND.sub(lambda match: f"{match[1]}{colon}", output)


def escape_lines(text: str) -> str:
    """Return text that a terminal or a log only shows, on the same lines."""
    return escape_commands("\n".join(map(escape_invisible, text.split("\n"))))


def escape_json(document: str) -> str:
    """Return a JSON text that means the same, in which `escape_invisible` would find nothing.

    Lone surrogates become U+FFFD.
    """
    return _UNSAFE_JSON.sub(_escape_json, _LONE_SURROGATE.sub("\ufffd", document))


def _escape_json(match: re.Match[str]) -> str:
    char = match.group()
    return r"\u0023" if char == "#" else json.dumps(char)[1:-1]


def escape_sarif(message: str) -> str:
    """Return a text for a message of SARIF in which no viewer finds a link or a placeholder.

    A link is `[text](target)` (SARIF 2.1.0, 3.11.6), a placeholder `{0}` (3.11.5).
    """

    def escape(match: re.Match[str]) -> str:
        is_escaped = len(match[1]) % 2
        return match[0] if is_escaped else rf"{match[1]}\]"

    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(escape, message))
