"""The known name that a wrong one was perhaps meant to be."""

import difflib
from collections.abc import Iterable

__all__ = ["closest", "hint"]


def closest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like `name`, "" where none is."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return found[0] if found else ""


def hint(name: str, known: Iterable[str], what: str) -> str:
    """Return a remedy: the name that was perhaps meant, else the list of those that there are."""
    names = sorted(known)
    close = closest(name, names)
    return f'Did you mean "{close}"?' if close else f"{what}: {', '.join(names)}."
