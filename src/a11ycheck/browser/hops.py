"""The hops of a page: each document that the browser requested on its way, and whether it is the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from a11ycheck.model import Page
from a11ycheck.web.media_types import INDEX_NAMES
from a11ycheck.web.urls import canonical_url

__all__ = ["Hop", "Redirected", "changed_path", "document_url", "is_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A document that was requested in the page's place, and how the server responded.

    The first hop is the page itself. `status` is 0 without a response, and `failure` says why. Within one
    `navigation` (DevTools' id), servers redirect; the next navigation is the document's own: by a `meta`
    refresh, a script or a form. `refresh` is the delay of a document's `meta` refresh in seconds, None
    without one.
    """

    url: str
    status: int = 0
    failure: str = ""
    method: str = "GET"
    navigation: str = ""
    refresh: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirected:
    """The page redirects to another document: `hops` begin with the page and end with the other."""

    hops: tuple[Hop, ...]


def is_page(page: Page, hop: Hop, hops: Sequence[Hop] = ()) -> bool:
    """Return whether a hop is the page that was requested: its URL, or the same folder with a slash added.

    `hops` are all of the page: the browser may write the URL of the first in another way than we do.
    """
    if hop.method != "GET":
        return False
    is_served = page.file is not None
    urls = (page.url, *(first.url for first in hops[:1]))
    own = {document_url(url, is_served=is_served) for url in urls}
    url = document_url(hop.url, is_served=is_served)
    return url in own or any(_with_slash(item) == url for item in own)


def document_url(url: str, *, is_served: bool = False) -> str:
    """Return the canonical URL of a document; an index file that we serve has the URL of its folder."""
    url = canonical_url(url)
    head, _, name = url.rpartition("/")
    return f"{head}/" if is_served and name == INDEX_NAMES[0] else url


def changed_path(page: Page, shown: str) -> str:
    """Return the path of the URL that the browser shows if a script changed it, else ""."""
    path = urlsplit(shown).path
    plain = Page(path=page.path, url=page.url.partition("?")[0], file=page.file)
    return "" if is_page(plain, Hop(url=shown.partition("?")[0])) else path


def _with_slash(url: str) -> str:
    path, mark, query = url.partition("?")
    return f"{path}/{mark}{query}"
