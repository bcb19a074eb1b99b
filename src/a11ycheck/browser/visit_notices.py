"""What a visit notices about a page that is no finding: dialogs, and a URL that a script changed."""

from collections.abc import Sequence

from a11ycheck.browser.hops import changed_path
from a11ycheck.model import Message, MessageTemplate, Page

__all__ = ["dialog_notices", "url_notices"]

DIALOGS = MessageTemplate("dialogs", "The page called {dialogs}; the dialog was dismissed.")
_DIALOGS = ("alert", "confirm", "prompt", "print", "open")
URL_CHANGED = MessageTemplate("url-changed", "A script changed the path of the URL to {path}.")


def url_notices(page: Page, shown: str) -> tuple[Message, ...]:
    """Return a notice if the URL that a page shows has another path than its own."""
    path = changed_path(page, shown)
    return (URL_CHANGED.format(path=path),) if path else ()


def dialog_notices(dialogs: Sequence[str]) -> tuple[Message, ...]:
    """Return a notice about the kinds of dialogs that a page has called, if any."""
    # The page's own world reports them, so the page can report anything.
    kinds = tuple(f"{kind}()" for kind in _DIALOGS if kind in dialogs)
    return (DIALOGS.format(dialogs=kinds),) if kinds else ()
