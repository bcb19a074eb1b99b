"""Read what the user names: a folder, a file, an address or a sitemap."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.collect.folder import walk
from a11ycheck.collect.site_root import site_root
from a11ycheck.collect.sitemap import is_sitemap, read_sitemap
from a11ycheck.errors import UserError
from a11ycheck.web.media_types import HTML_SUFFIXES, is_html, may_be_page
from a11ycheck.web.urls import has_scheme, page_url

__all__ = ["Item", "read_target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A page by its URL, or by its absolute path with the site's folder as `root`.

    `skipped` or `unreadable` say why it cannot be audited.
    """

    place: str
    root: Path | None = None
    skipped: str = ""
    unreadable: str = ""

    @property
    def is_page(self) -> bool:
        """Tell whether it is to be audited."""
        return not (self.skipped or self.unreadable)


def read_target(target: str, *, timeout: float) -> Iterator[Item]:
    """Yield what one target names, in order; `timeout` in seconds for each request.

    A target that exists as a path is a path; else one with a scheme is an address. A name that ends
    in .xml or .xml.gz is a sitemap. UserError where the target cannot be used.
    """
    mode = _mode(target)
    if mode is None and has_scheme(target):
        url = page_url(target)
        found = read_sitemap(url, timeout=timeout) if is_sitemap(url) else None
        yield from map(_listed, found) if found else [Item(place=url)]
    elif mode is None:
        raise _missing(target)
    elif stat.S_ISDIR(mode):
        yield from _folder(Path(target).resolve())
    elif not stat.S_ISREG(mode):
        message = f"{target} is neither a file nor a folder."
        raise UserError(message, "Name one of these.")
    elif is_sitemap(target):
        yield from map(_listed, read_sitemap(target, timeout=timeout))
    else:
        yield _file(target)


def _mode(target: str) -> int | None:
    try:
        return Path(target).stat().st_mode if target else None
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        return None
    except OSError as error:
        raise _unreadable(target, error) from None


def _listed(url: str) -> Item:
    """Leave out what a sitemap may list but no browser shows as a page, such as a PDF."""
    reason = "" if may_be_page(url) else "no HTML page, by the ending of its address"
    return Item(place=url, skipped=reason)


def _folder(folder: Path) -> Iterator[Item]:
    found = walk(folder)
    for page in found.pages:
        yield Item(place=str(page), root=folder)
    for path, reason in found.skipped.items():
        yield Item(place=str(path), root=folder, skipped=reason)
    for path, reason in found.unreadable.items():
        yield Item(place=str(path), root=folder, unreadable=reason)


def _file(target: str) -> Item:
    if not is_html(target):
        endings = ", ".join(HTML_SUFFIXES)
        message = f"{target} is no HTML file (its name ends in none of {endings})."
        raise UserError(
            message,
            "Name the page that is built from it.",
        )
    file = Path(target).resolve()
    try:
        file.open("rb").close()
    except OSError as error:
        raise _unreadable(target, error) from None
    return Item(place=str(file), root=site_root(file))


def _unreadable(target: str, error: OSError) -> UserError:
    return UserError(f"{target} cannot be read: {error.strerror}.", "Check its permissions.")


def _missing(target: str) -> UserError:
    hint = "Build the site first, or check the spelling."
    if target.startswith("www."):
        hint = f"For a website, write https://{target}."
    return UserError(f"There is no file or folder {target!r}.", hint)
