"""What the pages of a site have shown that saves work on those that are visited later."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from a11ycheck.browser.network import host_of
from a11ycheck.browser.variant_memory import VariantMemory
from a11ycheck.browser.walk_memory import WalkMemory
from a11ycheck.model import Page, Request

__all__ = ["SiteMemories", "SiteMemory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemory:
    """What keys have shown, and what another variant has."""

    walks: WalkMemory = field(default_factory=WalkMemory)
    variants: VariantMemory = field(default_factory=VariantMemory)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemories:
    """The memories of the sites of a run, which browsers share.

    With `is_one_site`, all pages are of one site, which may be served at another port later. `changed` are
    the paths, relative to the site, of the files that have changed since its first page was visited.
    """

    is_one_site: bool = False
    changed: set[str] = field(default_factory=set)
    _sites: dict[str, SiteMemory] = field(default_factory=dict)

    def for_page(self, page: Page, requests: Iterable[Request]) -> SiteMemory:
        """Return the memory of a page's site; an empty one if it has requested another changed file."""
        paths = {unquote(urlsplit(item.url).path) for item in requests if item.url != page.url}
        if any(path.endswith(f"/{name}") for path in paths for name in self.changed):
            return SiteMemory()
        site = "" if self.is_one_site else host_of(page.url)
        return self._sites.setdefault(site, SiteMemory())
