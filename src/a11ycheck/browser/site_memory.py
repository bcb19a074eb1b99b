"""What the pages of a site have shown that saves work on those that are visited later."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from a11ycheck.browser.variant_memory import VariantMemory
from a11ycheck.browser.walk_memory import WalkMemory
from a11ycheck.model import Page, Request

__all__ = ["SiteMemory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemory:
    """What keys have shown, and what another variant has; browsers share it.

    `changed` are the paths of the files, relative to the site, that have changed since it began.
    """

    walks: WalkMemory = field(default_factory=WalkMemory)
    variants: VariantMemory = field(default_factory=VariantMemory)
    changed: set[str] = field(default_factory=set)

    def for_page(self, page: Page, requests: Iterable[Request]) -> "SiteMemory":
        """Return an empty memory if a file that a page has requested, beside its own, has changed."""
        if not self.changed:
            return self
        paths = {unquote(urlsplit(item.url).path) for item in requests if item.url != page.url}
        is_changed = any(path.endswith(f"/{name}") for path in paths for name in self.changed)
        return SiteMemory() if is_changed else self
