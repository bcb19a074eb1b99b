"""Follow the redirects of pages when all are measured: only a page with evidence vouches for another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

from a11ycheck.browser import Hop, Redirected, document_url
from a11ycheck.collect import canonical_url
from a11ycheck.model import MessageTemplate, NotTested, Page, PageEvidence, Skipped

__all__ = ["Result", "follow_redirects"]

AUDITED = MessageTemplate("redirects", "redirects to {url}, which is audited")
AUDITED_BY = MessageTemplate("redirects-by", "redirects to {url}, which is audited ({hops})")
ELSEWHERE = MessageTemplate("redirects-elsewhere", "redirects to {url}, which is not audited")
ELSEWHERE_BY = MessageTemplate(
    "redirects-elsewhere-by", "redirects to {url}, which is not audited ({hops})"
)
CIRCLE = MessageTemplate("redirects-in-a-circle", "redirects in a circle ({hops})")

Result = PageEvidence | NotTested | Skipped | Redirected

_ARROW = "→"
_MOST_HOPS = 10
_URL_LIMIT = 200
_REDIRECT = range(300, 400)
_ERROR = 400


def follow_redirects(
    results: Mapping[str, Result], pages: Sequence[Page]
) -> Mapping[str, Skipped | NotTested]:
    """Return the result of each page that redirects, by its path in reports.

    It is skipped if the last page of the chain has evidence. Otherwise it is not tested: pages that
    redirect to each other do not vouch for each other.
    """
    by_url = {
        document_url(page.url, is_served=page.file is not None): page
        for page in pages
        if not page.state
    }
    return {
        page.path: _follow(page, by_url, results)
        for page in pages
        if isinstance(results.get(page.path), Redirected)
    }


def _follow(
    page: Page, by_url: Mapping[str, Page], results: Mapping[str, Result]
) -> Skipped | NotTested:
    hops: list[Hop] = []
    seen: set[str] = set()
    target: Page | None = page
    while target is not None and isinstance(found := results.get(target.path), Redirected):
        if target.path in seen:
            reason = CIRCLE.format(hops=_texts(hops))
            return NotTested(page=page.path, reason=reason)
        seen.add(target.path)
        hops[-1:] = found.hops  # in place of the last, which was the same page
        target = _find(hops[-1], by_url) or _find_copy(target, hops[-1], by_url)
    url = target.path if target is not None else _shown(hops[-1].url, hops[0].url)
    texts = _texts(hops)
    # One step that the document itself takes says no more than the URL.
    is_plain = len(texts) == 1 and texts[0].startswith(_ARROW)
    if target is not None and isinstance(results.get(target.path), PageEvidence):
        template = AUDITED if is_plain else AUDITED_BY
        return Skipped(page=page.path, reason=template.format(url=url, hops=texts))
    template = ELSEWHERE if is_plain else ELSEWHERE_BY
    return NotTested(page=page.path, reason=template.format(url=url, hops=texts))


def _find(hop: Hop, by_url: Mapping[str, Page]) -> Page | None:
    """Return the page of the run that a hop is, None if there is none, or if the hop sent a form."""
    if hop.method != "GET":
        return None
    served = by_url.get(document_url(hop.url, is_served=True))
    if served is not None and served.file is not None:
        return served
    plain, mark, query = document_url(hop.url).partition("?")
    # The same folder with or without the slash that servers add.
    urls = (f"{url}{mark}{query}" for url in (plain, f"{plain}/", plain.removesuffix("/")))
    return next((by_url[url] for url in urls if url in by_url), None)


def _find_copy(page: Page, hop: Hop, by_url: Mapping[str, Page]) -> Page | None:
    """Return the page whose published URL a hop is: the page that redirects there names it as canonical."""
    if page.file is None or canonical_url(page.file) != hop.url:
        return None
    own = urlsplit(page.url)
    copy = urlsplit(hop.url)._replace(scheme=own.scheme, netloc=own.netloc)
    return _find(replace(hop, url=copy.geturl()), by_url)


def _texts(hops: Sequence[Hop]) -> tuple[str, ...]:
    """Return each step between hops: the status of a server's redirect, and the URL that it leads to.

    The last text is the status of an error at the end.
    """
    steps = list(_steps(hops))
    return (*steps[:_MOST_HOPS], "…") if len(steps) > _MOST_HOPS else tuple(steps)


def _steps(hops: Sequence[Hop]) -> Iterator[str]:
    for hop, following in pairwise(hops):
        by = str(hop.status) if hop.status in _REDIRECT else following.method.replace("GET", "")
        yield f"{by} {_ARROW} {_shown(following.url, hops[0].url)}".strip()
    if hops[-1].status >= _ERROR:
        yield str(hops[-1].status)


def _shown(url: str, base: str) -> str:
    """Return a URL for a message: its path if it is on the host of `base`, and never its query.

    A query can be another on each visit, and hold what is not for reports.
    """
    parts = urlsplit(url)
    base_parts = urlsplit(base)
    is_same = (parts.scheme, parts.netloc) == (base_parts.scheme, base_parts.netloc)
    netloc = parts.netloc.rpartition("@")[2]
    host = "" if is_same or not netloc else f"{parts.scheme}://{netloc}"
    if not netloc:
        host = f"{parts.scheme}:"
    shown = f"{host}{parts.path}{'?…' if parts.query else ''}"
    return shown if len(shown) <= _URL_LIMIT else f"{shown[:_URL_LIMIT]}…"
