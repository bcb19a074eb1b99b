"""What the pages of a site have shown that saves work on those that are visited later."""

from collections.abc import Collection, Iterable
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

    With `is_one_site`, all pages are of one site, which may be served at another port later.
    """

    is_one_site: bool = False
    _changed: set[str] = field(default_factory=set)
    _memories: dict[tuple[str, frozenset[str]], SiteMemory] = field(default_factory=dict)

    def note_changes(self, paths: Collection[str]) -> None:
        """Forget what pages that request one of these files have shown; paths are relative to the site."""
        self._changed.update(paths)
        for key in list(self._memories):
            if not key[1].isdisjoint(paths):
                del self._memories[key]

    def for_page(self, page: Page, requests: Iterable[Request]) -> SiteMemory:
        """Return the memory that pages of a site share if they request the same changed files."""
        paths = {unquote(urlsplit(item.url).path) for item in requests if item.url != page.url}
        changed = frozenset(
            name for name in self._changed if any(path.endswith(f"/{name}") for path in paths)
        )
        site = "" if self.is_one_site else host_of(page.url)
        return self._memories.setdefault((site, changed), SiteMemory())
