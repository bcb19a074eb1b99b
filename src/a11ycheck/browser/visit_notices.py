"""What a visit notices about a page that is no finding: dialogs, a changed URL, failed frames."""

from collections.abc import Mapping, Sequence

from a11ycheck.browser.hops import changed_path
from a11ycheck.model import Message, MessageTemplate, Page

__all__ = ["dialog_notices", "frame_notices", "url_notices"]

DIALOGS = MessageTemplate("dialogs", "The page called {dialogs}; the dialog was dismissed.")
_DIALOGS = ("alert", "confirm", "prompt", "print", "open")
URL_CHANGED = MessageTemplate("url-changed", "A script changed the path of the URL to {path}.")
FAILED_FRAME = MessageTemplate(
    "failed-frame",
    "axe-core raised an error in the frame `{element}`, which it did not test: {error}",
)


def url_notices(page: Page, shown: str) -> tuple[Message, ...]:
    """Return a notice if the URL that a page shows has another path than its own."""
    path = changed_path(page, shown)
    return (URL_CHANGED.format(path=path),) if path else ()


def dialog_notices(dialogs: Sequence[str]) -> tuple[Message, ...]:
    """Return a notice about the kinds of dialogs that a page has called, if any."""
    # The page's own world reports them, so the page can report anything.
    kinds = tuple(f"{kind}()" for kind in _DIALOGS if kind in dialogs)
    return (DIALOGS.format(dialogs=kinds),) if kinds else ()


def frame_notices(failed: Mapping[str, str]) -> tuple[Message, ...]:
    """Return a notice for each frame in which axe failed as a whole."""
    return tuple(FAILED_FRAME.format(element=name, error=text) for name, text in failed.items())
