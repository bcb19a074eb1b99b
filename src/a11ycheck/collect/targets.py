"""Read a target: a folder, a file, a URL or a sitemap."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from a11ycheck.collect.entry import NOT_HTML, Entry
from a11ycheck.collect.site_root import is_site_top, root_of_file, root_of_folder
from a11ycheck.collect.sitemap import NoSitemapError, Unusable, is_sitemap, read_sitemap
from a11ycheck.errors import UserError
from a11ycheck.model import Message, plain_message
from a11ycheck.web import site_pages
from a11ycheck.web.media_types import HTML_SUFFIXES, is_html, may_be_page
from a11ycheck.web.site_pages import Exclusion, find_pages
from a11ycheck.web.urls import has_scheme, page_url

if TYPE_CHECKING:
    from a11ycheck.collect.crawl import CrawlOptions

__all__ = ["names_whole_sites", "read_target"]

_HOST_WITH_PORT = re.compile(r"[a-z0-9.-]+:\d+(?:/|$)|localhost(?:/|$)", re.IGNORECASE)
_HOST_WITH_PATH = re.compile(r"www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/|$)", re.IGNORECASE)
# The end of the name of a file, and of no host.
_FILE = re.compile(
    r"\.(?:html?|xhtml|xml|md|rst|txt|json|toml|ya?ml|py|css|js|svg|pdf)$", re.IGNORECASE
)


def read_target(
    target: str, *, timeout: float, crawling: "CrawlOptions | None" = None
) -> Iterator[Entry]:
    """Yield the entries of one target, in order; `timeout` in seconds for each request.

    With `crawling`, the links of a page's URL are followed.

    A target that exists as a path is a path; otherwise one with a scheme is a URL. A name that ends in
    .xml or .xml.gz is a sitemap, if the document is one; another document at such a URL is a page.
    UserError where the target cannot be used.
    """
    mode = _mode(target)
    if mode is None and has_scheme(target) and not _HOST_WITH_PORT.match(target):
        url = page_url(target)
        yield from _sitemap(url, timeout) if is_sitemap(url) else _pages(url, crawling)
    elif mode is None:
        raise UserError(f"There is no file or folder {target!r}.", _hint(target))
    elif stat.S_ISDIR(mode):
        yield from _folder(Path(target).resolve())
    elif not stat.S_ISREG(mode):
        message = f"{target} is neither a file nor a folder."
        raise UserError(message, "Name a file or a folder.")
    elif is_sitemap(target):
        yield from _sitemap(target, timeout)
    else:
        yield _file(target)


def _hint(target: str) -> str:
    """Return what to do about a target that is no file: it may be a URL without its beginning."""
    if _HOST_WITH_PORT.match(target):
        return f"For a website, write http://{target}."
    if _HOST_WITH_PATH.match(target) and not _FILE.search(target.partition("/")[0]):
        return (
            f"Build the site first, or check the spelling. For a website, write https://{target}."
        )
    return "Build the site first, or check the spelling."


def _pages(url: str, crawling: "CrawlOptions | None") -> Iterable[Entry]:
    if crawling is None:
        return [Entry(location=url)]
    from a11ycheck.collect.crawl import crawl  # noqa: PLC0415 - folders need no HTTP client

    return crawl(url, crawling)


def names_whole_sites(targets: Iterable[str]) -> bool:
    """Return whether every target is a sitemap or the top folder of a site."""
    for target in targets:
        folder = Path(os.path.realpath(target))
        if os.path.isdir(folder):  # noqa: PTH112 - Path's raises where the folder may not be entered
            if not is_site_top(folder):
                return False
        elif not is_sitemap(target):
            return False
    return True


def _mode(target: str) -> int | None:
    try:
        return Path(target).stat().st_mode if target else None
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        return None
    except OSError as error:
        raise _unreadable(target, error) from None


def _sitemap(source: str, timeout: float) -> Iterator[Entry]:
    """Yield the pages of a sitemap; what cannot be used, as a whole or in part, is not tested."""
    try:
        listed = read_sitemap(source, timeout=timeout)
    except NoSitemapError as error:
        # A browser shows XHTML and SVG, whatever the suffix, and says what else it is.
        is_url = has_scheme(source)
        yield (
            Entry(location=source) if is_url else _unusable(Unusable(location=source, error=error))
        )
        return
    except UserError as error:
        yield _unusable(Unusable(location=source, error=error))
        return
    yield from map(_listed, listed.urls)
    yield from map(_unusable, listed.unusable)


def _unusable(item: Unusable) -> Entry:
    return Entry(location=item.location, unreadable=plain_message(item.error.message))


def _listed(url: str) -> Entry:
    """Return the entry of a URL in a sitemap, which may list what is no page, such as a PDF."""
    return Entry(location=url, skipped=None if may_be_page(url) else NOT_HTML.format())


def _folder(folder: Path) -> Iterator[Entry]:
    found = find_pages(folder)
    root = root_of_folder(folder, found.pages)
    for page in found.pages:
        yield Entry(location=str(page), root=root)
    for item in found.skipped:
        yield Entry(location=str(item.path), root=root, skipped=_message(item))
    for item in found.unreadable:
        yield Entry(location=str(item.path), root=root, unreadable=_message(item))
    for item in found.uncollected:
        yield Entry(location=str(item.path), root=root, uncollected=_message(item))


def _message(item: Exclusion) -> Message:
    return Message(item.code, site_pages.MESSAGES[item.code], item.values)


def _file(target: str) -> Entry:
    if not is_html(target):
        suffixes = ", ".join(HTML_SUFFIXES)
        message = f"{target} is not an HTML file: its name ends in none of {suffixes}."
        raise UserError(message, "Name the page that is built from it.")
    file = Path(target).resolve()
    try:
        file.open("rb").close()
    except OSError as error:
        raise _unreadable(target, error) from None
    return Entry(location=str(file), root=root_of_file(file))


def _unreadable(target: str, error: OSError) -> UserError:
    return UserError(f"{target} cannot be read: {error.strerror}.", "Check its permissions.")
