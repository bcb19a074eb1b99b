"""What a target lists: pages, and what is left out with the reason."""

from dataclasses import dataclass
from pathlib import Path

from a11ycheck.model import Message, MessageTemplate

__all__ = ["NOT_HTML", "Entry"]

NOT_HTML = MessageTemplate("not-html", "not an HTML page, by the suffix of its URL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page by its URL, or by its absolute path with the folder of its site as `root`.

    `skipped` or `unreadable` is the reason why it is not audited. `uncollected` says why it is not even
    planned.
    """

    location: str
    root: Path | None = None
    skipped: Message | None = None
    unreadable: Message | None = None
    uncollected: Message | None = None

    @property
    def is_page(self) -> bool:
        """Return whether it is to be audited."""
        return not (self.skipped or self.unreadable or self.uncollected)
