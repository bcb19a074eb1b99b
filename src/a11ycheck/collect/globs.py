"""Patterns that choose pages by their path, much as `.gitignore` chooses files."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from a11ycheck.errors import UserError

__all__ = ["matcher"]

_PIECES = re.compile(r"/\*\*/|\A\*\*/|/\*\*\Z|\*+|\?|\[!?\]?[^\]/]*\]|[^*?\[/]+|.", re.DOTALL)
_MEANING = {"/**/": "/(?:.*/)?", "**/": "(?:.*/)?", "/**": "/.*", "*": "[^/]*", "?": "[^/]"}


def matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Return a function that tells whether the path or the URL of a page matches any pattern.

    `*` and `?` stay within one folder, `**` crosses folders, `[ab]` is one of the letters. A pattern
    that ends with "/" takes all below that folder; one without "/" is a file name in any folder. A
    URL is tried as a whole and by its path. Raises UserError for a range such as `[z-a]`.
    """
    compiled = [_compile(pattern) for pattern in patterns]

    def matches(page: str) -> bool:
        names = [page]
        if "://" in page:
            names.append(unquote(urlsplit(page).path).lstrip("/"))
        return any(regex.fullmatch(name) for regex in compiled for name in names)

    return matches


def _compile(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(_translate(pattern))
    except re.error as error:
        message = f"The pattern {pattern!r} cannot be used: {error}."
        raise UserError(message) from None


def _translate(pattern: str) -> str:
    if pattern.endswith("/"):
        pattern += "**"
    if "/" not in pattern:
        pattern = f"**/{pattern}"
    pieces = _PIECES.findall(pattern.removeprefix("./").removeprefix("/"))
    return "(?s:" + "".join(map(_piece, pieces)) + ")"


def _piece(piece: str) -> str:
    if piece in _MEANING:
        return _MEANING[piece]
    if piece.startswith("**"):
        return ".*"
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:  # noqa: PLR2004 - more than "[]"
        negated = piece.startswith("[!")
        letters = re.sub(r"([\\\[\]^&|~])", r"\\\1", piece[1 + negated : -1])
        return f"(?!/)[{'^' if negated else ''}{letters}]"
    return re.escape(piece)
