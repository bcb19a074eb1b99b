"""Notices about what a page did during its visit: it called dialogs, or changed its URL."""

from a11ycheck.browser.hops import changed_path
from a11ycheck.model import Message, MessageTemplate, Page

__all__ = ["dialog_notices", "url_notices"]

DIALOGS = MessageTemplate("dialogs", "The page called {dialogs}; the dialog was dismissed.")
URL_CHANGED = MessageTemplate("url-changed", "A script changed the path of the URL to {path}.")
_DIALOGS = ("alert", "confirm", "prompt", "print", "open")


def url_notices(page: Page, shown: str) -> tuple[Message, ...]:
    """Return that a script changed the path of the page's URL to that of `shown`, if it did."""
    path = changed_path(page, shown)
    return (URL_CHANGED.format(path=path),) if path else ()


def dialog_notices(dialogs: list[str]) -> tuple[Message, ...]:
    """Return that the page called dialogs of these kinds, if it did."""
    # The page's own world reports them, so the page can report anything.
    kinds = tuple(f"{kind}()" for kind in _DIALOGS if kind in dialogs)
    return (DIALOGS.format(dialogs=kinds),) if kinds else ()
