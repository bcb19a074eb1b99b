"""Forward the requests of a page for its own origin to the server that answers for it.

The page has its own URL for everything that it can see: relative and absolute URLs lead to the same
origin, so that scripts can read stylesheets, and fonts are displayed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.model import Page

__all__ = ["Forwarding"]


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Requests for `origin` go to `upstream`: scheme, host and port of both."""

    origin: str
    upstream: str

    @classmethod
    def for_page(cls, page: Page) -> "Forwarding | None":
        """Return what a page needs, None if a server is at its own URL."""
        parts = urlsplit(page.url)
        return cls(f"{parts.scheme}://{parts.netloc}", page.upstream) if page.upstream else None

    @property
    def interception(self) -> dict[str, Any]:
        """Return the parameters with which `Fetch.enable` has the browser pause these requests."""
        return {"patterns": [{"urlPattern": f"{self.origin}/*"}]}

    def forward(self, paused: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters with which `Fetch.continueRequest` forwards a paused request."""
        path = str(paused["request"]["url"]).removeprefix(self.origin)
        return {"requestId": paused["requestId"], "url": self.upstream + path}
