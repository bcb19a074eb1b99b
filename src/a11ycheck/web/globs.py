"""Glob patterns that select pages by path or URL, with the syntax of `.gitignore`."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from a11ycheck.errors import UserError

__all__ = ["compile_globs"]


def compile_globs(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Return a predicate that is true for each path or URL that a pattern matches.

    `*`, `?` and `[ab]` match within one path segment, `**/` any number of them. Unlike Git, a pattern
    matches files only: `blog/*` does not match `blog/x/a.html`, whereas `blog/` and `blog/**` match
    everything below `blog`. A pattern without a slash matches a file name in any folder. A URL is matched
    as a whole and by its path. Raises UserError for an invalid pattern, such as `[z-a]`.
    """
    if not patterns:
        return lambda _page: False

    from pathspec import RegexPattern, lookup_pattern  # noqa: PLC0415 - takes longer to import than many commands

    gitignore = lookup_pattern("gitignore")
    tests: list[Callable[[str], object]] = []
    for pattern in patterns:
        rooted = pattern.removeprefix("./").removeprefix("/")
        # The prefix also keeps Git from reading "!" or "#" as its own syntax.
        line = f"/{rooted}" if "/" in pattern else f"**/{rooted}"
        try:
            compiled = gitignore(line) if rooted else None
        except (re.error, ValueError) as error:
            raise _invalid(pattern, error) from None
        regex = compiled.regex if isinstance(compiled, RegexPattern) else None
        if regex is None:
            raise _invalid(pattern)
        # Git's expressions match a folder, and so everything below it; a full match is one of the file.
        is_prefix = line.endswith(("/", "/**", "**/*"))
        tests.append(regex.match if is_prefix else regex.fullmatch)

    def matches(page: str) -> bool:
        names = [page]
        if "://" in page:
            names.append(unquote(urlsplit(page).path).lstrip("/"))
        return any(test(name) for test in tests for name in names)

    return matches


def _invalid(pattern: str, error: Exception | None = None) -> UserError:
    reason = f": {error}" if isinstance(error, re.error) else ""
    return UserError(
        f"The pattern {pattern!r} is invalid{reason}.", "Use the syntax of .gitignore."
    )
