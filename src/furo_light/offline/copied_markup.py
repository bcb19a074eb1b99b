"""What of a page's HTML a copy keeps: its elements and attributes.

What needs a script, a server or the site around it has no use in a copy: scripts, styles, form controls,
permalinks, popovers, and what a page takes to load.
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

__all__ = [
    "CODE",
    "IDENTIFIERS",
    "LANGUAGE",
    "VOID",
    "XHTML",
    "attributes_of",
    "is_element",
    "is_foreign_attribute",
    "is_plain_attribute",
    "is_removed",
    "is_unwrapped",
    "local_name",
    "name_in_copy",
]

XHTML: Final = "http://www.w3.org/1999/xhtml"
CODE: Final = frozenset({"pre", "code", "kbd", "samp"})
VOID: Final = frozenset({"br", "hr", "img", "col", "wbr", "area"})
LANGUAGE: Final = frozenset({"lang", "dir"})
IDENTIFIERS: Final = frozenset(
    {
        *("headers", "aria-labelledby", "aria-describedby", "aria-details", "aria-owns"),
        *("aria-controls", "aria-flowto", "aria-errormessage", "aria-activedescendant"),
    }
)
"""Attributes that name identifiers of other elements."""

_REMOVED: Final = frozenset(
    {
        *("script", "noscript", "style", "template", "link", "meta", "base", "title"),
        *("button", "nav", "select", "textarea", "iframe", "frame", "frameset", "object", "embed"),
        *("audio", "video", "canvas", "dialog", "source", "track", "datalist", "output"),
    }
)
_UNWRAPPED: Final = frozenset({"form", "fieldset", "picture", "center", "font", "label"})
_RENAMED: Final = {"tt": "code", "big": "span", "strike": "s", "acronym": "abbr", "main": "div"}

# The attributes that copies need; `aria-*` is kept as well.
_KEPT: Final = frozenset(
    {
        *("id", "class", "lang", "dir", "title", "role", "href", "src", "alt", "width", "height"),
        *("colspan", "rowspan", "scope", "headers", "abbr", "start", "reversed", "value", "type"),
        *("cite", "datetime", "open", "span", "usemap", "name", "shape", "coords", "style"),
    }
)
# Attributes that only these elements keep.
_ONLY_ON: Final = {
    "type": frozenset({"ol"}),
    "value": frozenset({"li", "data", "meter", "progress"}),
    "name": frozenset({"map"}),
    "width": frozenset({"img"}),
    "height": frozenset({"img"}),
}


def is_element(node: etree._Element) -> bool:
    """Return whether a node is an element, and no comment or processing instruction."""
    return isinstance(node.tag, str)


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def is_removed(element: etree._Element) -> bool:
    """Return whether a copy lacks an element, with all that it contains."""
    name = local_name(element)
    classes = (element.get("class") or "").split()
    return (
        name in _REMOVED
        or "headerlink" in classes
        or element.get("id") == "offline-copies"
        or element.get("hidden") is not None
        or element.get("data-page-size") is not None
        # An icon of the theme, drawn by another part of the page.
        or (name == "svg" and any(local_name(one) == "use" for one in element if is_element(one)))
    )


def is_unwrapped(name: str) -> bool:
    """Return whether a copy has only the content of an HTML element; custom elements are such."""
    return name in _UNWRAPPED or not name.isalnum()


def name_in_copy(name: str) -> str:
    """Return the name of an element in a copy: a current one for an obsolete one."""
    return _RENAMED.get(name, name)


def attributes_of(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the names and values of an element's attributes."""
    for name, value in element.attrib.items():
        yield str(name), str(value)


def is_plain_attribute(name: str, element: str) -> bool:
    """Return whether an HTML element with this name keeps an attribute."""
    kept = name in _KEPT or name.startswith("aria-")
    return kept and element in _ONLY_ON.get(name, {element})


def is_foreign_attribute(name: str) -> bool:
    """Return whether an element of SVG or MathML keeps an attribute."""
    return not name.startswith(("{", "on", "data-")) and name not in {"tabindex", "focusable"}
