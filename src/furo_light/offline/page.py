"""A built page, as the offline parts need it: its markup, title, language, links and what it loads."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import html5lib
import lxml.html
from html5lib.constants import DataLossWarning
from lxml import etree

from a11ycheck.errors import UserError

__all__ = ["XHTML", "BuiltPage", "is_element", "local_name", "read_page", "resolve"]

XHTML = "http://www.w3.org/1999/xhtml"

_HTML_TAG = re.compile(r"<html\b[^>]*>", re.IGNORECASE)
_LANG = re.compile(r"""\slang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_PARSER = lxml.html.HTMLParser(encoding="utf-8")
_NOT_IN_XML = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|11|1[4-9]|2[0-9]|3[01])|x0*(?:[0-8bef]|1[0-9a-f]))(?![0-9a-f]);?",
    re.IGNORECASE,
)
_RTL = re.compile(r"""\sdir\s*=\s*["']?rtl\b""", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class BuiltPage:
    """A page of a folder: `path` relative to it ("guide/privacy.html"), and its markup."""

    path: str
    text: str

    @cached_property
    def root(self) -> etree._Element:
        """The `html` element, parsed as browsers parse it."""
        text = _NOT_IN_XML.sub("", self.text)
        with warnings.catch_warnings():
            # Names that XML cannot have are changed: those of attributes that no copy keeps.
            warnings.simplefilter("ignore", DataLossWarning)
            tree: etree._ElementTree = html5lib.parse(text, treebuilder="lxml")
        return tree.getroot()

    @property
    def language(self) -> str:
        """The page's language tag, empty where the page has none."""
        found = _LANG.search(self._html_tag)
        return found.group(1) if found else ""

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if _RTL.search(self._html_tag) else "ltr"

    @property
    def _html_tag(self) -> str:
        found = _HTML_TAG.search(self.text)
        return found.group() if found else ""

    @cached_property
    def _quick(self) -> lxml.html.HtmlElement:
        """The page by a parser that is quick and good enough to find links and what is loaded."""
        return lxml.html.document_fromstring(self.text.encode() or b"<html>", parser=_PARSER)

    @cached_property
    def title(self) -> str:
        """The text of the first heading of the content, else of `<title>`, else the path."""
        for place in (f".//{{{XHTML}}}h1", f".//{{{XHTML}}}title"):
            for scope in (self.main, self.root):
                found = scope.find(place)
                if found is not None and (text := _text(found)):
                    return text
        return self.path

    @cached_property
    def site_title(self) -> str:
        """The text of `<title>`, else the first heading."""
        found = self.root.find(f".//{{{XHTML}}}title")
        return (_text(found) if found is not None else "") or self.title

    @cached_property
    def main(self) -> etree._Element:
        """The element that holds the content: the main landmark, else `article`, else `body`."""
        body = self.root.find(f"{{{XHTML}}}body")
        elements = [one for one in self.root.iter() if is_element(one)]
        choices = (
            [one for one in elements if one.get("role") == "main"],
            [one for one in elements if local_name(one) == "main"],
            [one for one in elements if local_name(one) == "article"],
            [body if body is not None else self.root],
        )
        return next(found[0] for found in choices if found)

    def links(self) -> Iterator[str]:
        """Yield the paths of pages and files to which links of the page lead, in their order."""
        for element in self._quick.iter("a"):
            target = resolve(self.path, element.get("href") or "")
            if target is not None:
                yield target[0]

    def resources(self) -> Iterator[str]:
        """Yield the paths of the stylesheets, scripts and pictures that the page loads from its folder.

        Of the sources of one `<picture>` the first that every browser with service workers can show.
        """
        for reference in _references(self._quick):
            target = resolve(self.path, reference)
            if target is not None and target[0] != self.path:
                yield target[0]


def read_page(root: Path, path: str) -> BuiltPage:
    """Return a page of a folder; UserError where it cannot be read, or is not UTF-8."""
    try:
        text = (root / path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"{root / path} is not UTF-8."
        raise UserError(
            message, "Offline copies need UTF-8: save the page so, or leave it out."
        ) from None
    except OSError as error:
        message = f"{root / path} cannot be read: {error.strerror or error}."
        raise UserError(message, "Build the site again, or mend the file's permissions.") from error
    return BuiltPage(path=path, text=text)


def resolve(base: str, reference: str) -> tuple[str, str] | None:
    """Return the (path, fragment) in the folder that a reference on page `base` means.

    None for other hosts and schemes, for paths from the server's root (it is not known here), and for
    paths that leave the folder. A path that ends with a slash means its `index.html`.
    """
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    if not parts.path:
        return base, unquote(parts.fragment)
    folder = PurePosixPath(base).parent
    path = normpath(str(folder / unquote(parts.path)))
    if path.startswith(".."):
        return None
    if path == ".":
        path = "index.html"
    elif parts.path.endswith(("/", "/.", "/..")):
        path += "/index.html"
    return path, unquote(parts.fragment)


def is_element(node: etree._Element) -> bool:
    """Tell elements from comments and processing instructions."""
    return isinstance(node.tag, str)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname


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


def _references(root: lxml.html.HtmlElement) -> Iterator[str]:
    for element in root.iter("link", "script", "img"):
        match element.tag:
            case "link" if {"stylesheet", "icon"} & set((element.get("rel") or "").lower().split()):
                yield element.get("href") or ""
            case "script":
                yield element.get("src") or ""
            case "img":
                yield _picture(element)


def _picture(image: lxml.html.HtmlElement) -> str:
    parent = image.getparent()
    if parent is not None and parent.tag == "picture":
        for source in parent.iterchildren("source"):
            if source.get("type") != "image/avif" and source.get("media") is None:
                return _first_candidate(source.get("srcset") or "")
    return _first_candidate(image.get("srcset") or "") or image.get("src") or ""


def _first_candidate(srcset: str) -> str:
    first = srcset.strip().split()
    return first[0].rstrip(",") if first else ""
