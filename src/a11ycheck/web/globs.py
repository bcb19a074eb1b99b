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

    from pathspec import PathSpec  # noqa: PLC0415 - takes longer to import than most commands run

    specs = []
    for pattern in patterns:
        try:
            spec = PathSpec.from_lines("gitignore", _gitignore_lines(pattern))
        except (re.error, ValueError) as error:
            raise _invalid(pattern, error) from None
        if not spec.patterns or any(line.include is None for line in spec.patterns):
            raise _invalid(pattern)
        specs.append(spec)

    def matches(page: str) -> bool:
        names = [page]
        if "://" in page:
            names.append(unquote(urlsplit(page).path))
        return any(spec.match_file(name.lstrip("/")) for spec in specs for name in names)

    return matches


def _gitignore_lines(pattern: str) -> tuple[str, ...]:
    rooted = pattern.removeprefix("./").removeprefix("/")
    if not rooted:
        return ()
    # The leading slash also keeps Git from reading "!" or "#" as its own syntax.
    line = f"/{rooted}" if "/" in pattern else f"**/{rooted}"
    if line.endswith(("/", "/**")):
        return (line,)
    return (line, f"!{line}/**")


def _invalid(pattern: str, error: Exception | None = None) -> UserError:
    reason = f": {error}" if isinstance(error, re.error) else ""
    return UserError(
        f"The pattern {pattern!r} is invalid{reason}.", "Use the syntax of .gitignore."
    )
