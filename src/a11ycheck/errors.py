"""The errors that cross packages: a user's mistake, and a browser that fails."""

from collections.abc import Iterable

__all__ = ["A11yCheckError", "BrowserError", "UserError", "suggestion"]


class A11yCheckError(Exception):
    """Base of every error that this package raises on purpose: a message, and a hint how to fix it.

    `reason` and `advice` are message and hint as they were given: a text, or a `model.Message`, which
    reports can translate.
    """

    def __init__(self, message: object, hint: object = "") -> None:
        """Keep message and hint apart, so that a front end can lay them out."""
        super().__init__(str(message))
        self.message = str(message)
        self.hint = str(hint)
        self.reason = message
        self.advice = hint

    def __str__(self) -> str:
        """Return both on one line, for logs and tracebacks."""
        return f"{self.message} {self.hint}".strip()


class UserError(A11yCheckError):
    """A mistake that the user can fix, such as an unknown option."""


class BrowserError(A11yCheckError):
    """The browser or its driver is missing, does not match, or died; the message names which."""


def suggestion(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the hint `Did you mean "…"?` with the known name closest to `name`, else `otherwise`."""
    import difflib  # noqa: PLC0415 - most runs have no error

    close = difflib.get_close_matches(name, list(known), n=1)
    return f'Did you mean "{close[0]}"?' if close else otherwise
