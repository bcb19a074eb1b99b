"""A built page: its text, language, links, what it loads, and its main content."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import html5lib
import lxml.html
from html5lib.constants import DataLossWarning
from lxml import etree

from a11ycheck.errors import UserError
from furo_light.offline.copied_markup import XHTML, is_element, local_name

__all__ = [
    "direction_of",
    "language_of",
    "links_and_resources",
    "main_of",
    "no_xml",
    "parse_page",
    "read_page",
    "resolve",
    "site_title_of",
    "title_of",
]

_HTML_TAG = re.compile(r"<html\b[^>]*>", re.IGNORECASE)
_LANG = re.compile(r"""\slang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_RTL = re.compile(r"""\sdir\s*=\s*["']?rtl\b""", re.IGNORECASE)
_PARSER = lxml.html.HTMLParser(encoding="utf-8")
_NOT_IN_XML = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|11|1[4-9]|2[0-9]|3[01])|x0*(?:[0-8bef]|1[0-9a-f]))(?![0-9a-f]);?",
    re.IGNORECASE,
)


def read_page(root: Path, path: str) -> str:
    """Return the text of a page of a folder; UserError if it cannot be read, or is not UTF-8."""
    try:
        return (root / path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"{root / path} is not UTF-8."
        hint = "Offline copies need UTF-8: save the page in it, or exclude the page."
        raise UserError(message, hint) from None
    except OSError as error:
        message = f"{root / path} cannot be read: {error.strerror or error}."
        raise UserError(message, "Build the site again, or fix the file's permissions.") from error


def language_of(text: str) -> str:
    """Return the language tag of a page, "" if it has none."""
    tag = _HTML_TAG.search(text)
    found = _LANG.search(tag[0]) if tag else None
    return found[1] if found else ""


def direction_of(text: str) -> str:
    """Return `rtl` or `ltr`."""
    tag = _HTML_TAG.search(text)
    return "rtl" if tag and _RTL.search(tag[0]) else "ltr"


# --- links, by a parser that is fast and exact enough -----------------------------------------------


def links_and_resources(path: str, text: str) -> tuple[list[str], list[str]]:
    """Return the paths to which a page links, and those of the files that it loads, in their order.

    Files are stylesheets, scripts and images of the folder. Of the sources of a `<picture>` it is the first
    that every browser with service workers can show.
    """
    try:
        root = lxml.html.document_fromstring(text.encode() or b"<html>", parser=_PARSER)
    except etree.ParserError:  # the page has no element, such as "<!"
        return [], []
    links = (resolve(path, element.get("href") or "") for element in root.iter("a"))
    loads = (resolve(path, url) for url in _loaded(root))
    return (
        [target[0] for target in links if target],
        [target[0] for target in loads if target and target[0] != path],
    )


def _loaded(root: lxml.html.HtmlElement) -> Iterator[str]:
    for element in root.iter("link", "script", "img"):
        match element.tag:
            case "link" if {"stylesheet", "icon"} & set((element.get("rel") or "").lower().split()):
                yield element.get("href") or ""
            case "script":
                yield element.get("src") or ""
            case "img":
                yield _source(element)


def _source(image: lxml.html.HtmlElement) -> str:
    parent = image.getparent()
    if parent is not None and parent.tag == "picture":
        for source in parent.iterchildren("source"):
            if source.get("type") != "image/avif" and source.get("media") is None:
                return _first_candidate(source.get("srcset") or "")
    return _first_candidate(image.get("srcset") or "") or image.get("src") or ""


def _first_candidate(srcset: str) -> str:
    first = srcset.strip().split()
    return first[0].rstrip(",") if first else ""


def resolve(base: str, reference: str) -> tuple[str, str] | None:
    """Return the (path, fragment) in the folder to which a reference on page `base` leads.

    None for other hosts and schemes, for paths from the server's root (which is unknown here), and for
    paths that leave the folder. A path that ends with a slash is that of its `index.html`.
    """
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    if not parts.path:
        return base, unquote(parts.fragment)
    path = normpath(str(PurePosixPath(base).parent / unquote(parts.path)))
    if path.startswith(".."):
        return None
    if path == ".":
        path = "index.html"
    elif parts.path.endswith(("/", "/.", "/..")):
        path += "/index.html"
    return path, unquote(parts.fragment)


# --- content, by a parser that works as browsers do -------------------------------------------------


def parse_page(text: str, name: str) -> etree._Element:
    """Return the `html` element of a page, parsed as browsers parse it.

    UserError, with the page's `name`, for markup that cannot be written as XML.
    """
    with warnings.catch_warnings():
        # Names that XML cannot have are changed: those of attributes that no copy keeps.
        warnings.simplefilter("ignore", DataLossWarning)
        try:
            tree: etree._ElementTree = html5lib.parse(_NOT_IN_XML.sub("", text), treebuilder="lxml")
        except (ValueError, LookupError, AssertionError, RecursionError) as error:
            raise no_xml(name, error) from error
    return tree.getroot()


def no_xml(name: str, error: Exception) -> UserError:
    """Return the user's mistake that a page has markup which cannot be written as XML."""
    message = f"{name} cannot be copied for offline reading: {error}."
    return UserError(message, "Correct the page's markup, or exclude the page.")


def main_of(root: etree._Element) -> etree._Element:
    """Return the element with the content: the main landmark, else `article`, else `body`."""
    body = root.find(f"{{{XHTML}}}body")
    elements = [one for one in root.iter() if is_element(one)]
    choices = (
        [one for one in elements if one.get("role") == "main"],
        [one for one in elements if local_name(one) == "main"],
        [one for one in elements if local_name(one) == "article"],
        [body if body is not None else root],
    )
    return next(found[0] for found in choices if found)


def title_of(root: etree._Element, main: etree._Element) -> str:
    """Return the text of the first heading of the content, else of `<title>`, else ""."""
    for name in ("h1", "title"):
        for scope in (main, root):
            found = scope.find(f".//{{{XHTML}}}{name}")
            if found is not None and (text := _text(found)):
                return text
    return ""


def site_title_of(root: etree._Element) -> str:
    """Return the text of `<title>`, else of the first heading, else ""."""
    found = root.find(f".//{{{XHTML}}}title")
    return (_text(found) if found is not None else "") or title_of(root, main_of(root))


def _text(element: etree._Element) -> str:
    """Return an element's text without permalinks (¶), on one line."""
    parts: list[str] = []

    def walk(node: etree._Element) -> None:
        if is_element(node) and "headerlink" not in (node.get("class") or "").split():
            parts.append(node.text or "")
            for child in node:
                walk(child)
                parts.append(child.tail or "")

    walk(element)
    return " ".join("".join(parts).split())
