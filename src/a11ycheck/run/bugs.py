"""What is reported of a page that triggers a bug in a11ycheck: it is not tested, and the run goes on."""

from a11ycheck.model import MessageTemplate, NotTested

__all__ = ["not_tested_by_bug"]

BUG = MessageTemplate("bug", "a bug in a11ycheck: its results cannot be judged ({error})")


def not_tested_by_bug(page: str, error: Exception) -> NotTested:
    """Return the result of a page whose evidence raised an exception, which the caller logs."""
    return NotTested(page=page, reason=BUG.format(error=f"{type(error).__name__}: {error}"))
