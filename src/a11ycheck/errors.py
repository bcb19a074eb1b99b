"""The two kinds of error that cross packages: a user's mistake, and a browser that failed us."""

__all__ = ["A11yCheckError", "BrowserError", "UserError"]


class A11yCheckError(Exception):
    """Base of every error that this package raises on purpose."""


class UserError(A11yCheckError):
    """A mistake that the user can mend: one sentence, and a hint that says how."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence and the remedy apart, so that a front end can lay them out."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return both on one line, for logs and tracebacks."""
        return f"{self.message} {self.hint}".strip()


class BrowserError(A11yCheckError):
    """The browser or its driver is missing, does not match, or died; the text says which."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence and the remedy apart, as in `UserError`."""
        super().__init__(message)
        self.message = message
        self.hint = hint
