"""What of a page's HTML goes into a copy: its elements and attributes, and what is left behind.

What needs a script, a server or the site around it is of no use in a copy: scripts, styles, forms'
controls, permalinks, permissions for popovers.
"""

from collections.abc import Iterator

from lxml import etree

from furo_light.offline.page import is_element, local_name

__all__ = [
    "CODE",
    "IDENTIFIERS",
    "LANGUAGE",
    "VOID",
    "attributes_of",
    "is_foreign_attribute",
    "is_left_behind",
    "is_plain_attribute",
    "is_unwrapped",
    "name_in_copy",
]

CODE = frozenset({"pre", "code", "kbd", "samp"})
VOID = frozenset({"br", "hr", "img", "col", "wbr", "area"})
LANGUAGE = frozenset({"lang", "dir"})
IDENTIFIERS = frozenset(
    {
        *("headers", "aria-labelledby", "aria-describedby", "aria-details", "aria-owns"),
        *("aria-controls", "aria-flowto", "aria-errormessage", "aria-activedescendant"),
    }
)
"""Attributes that name identifiers of other elements."""

_LEFT_BEHIND = frozenset(
    {
        *("script", "noscript", "style", "template", "link", "meta", "base", "title"),
        *("button", "nav", "select", "textarea", "iframe", "frame", "frameset", "object", "embed"),
        *("audio", "video", "canvas", "dialog", "source", "track", "datalist", "output"),
    }
)
_UNWRAPPED = frozenset({"form", "fieldset", "picture", "center", "font", "label"})
_RENAMED = {"tt": "code", "big": "span", "strike": "s", "acronym": "abbr", "main": "div"}

# What the copies need of HTML's attributes; `aria-*` is kept as well.
_KEPT = frozenset(
    {
        *("id", "class", "lang", "dir", "title", "role", "href", "src", "alt", "width", "height"),
        *("colspan", "rowspan", "scope", "headers", "abbr", "start", "reversed", "value", "type"),
        *("cite", "datetime", "open", "span", "usemap", "name", "shape", "coords", "style"),
    }
)
# Attributes that other elements may have, but that these alone keep.
_ONLY_ON = {
    "type": frozenset({"ol"}),
    "value": frozenset({"li", "data", "meter", "progress"}),
    "name": frozenset({"map"}),
    "width": frozenset({"img"}),
    "height": frozenset({"img"}),
}


def is_left_behind(element: etree._Element) -> bool:
    """Tell an element that a copy does not have, with all that stands in it."""
    name = local_name(element)
    classes = (element.get("class") or "").split()
    return (
        name in _LEFT_BEHIND
        or "headerlink" in classes
        or element.get("id") == "offline-copies"
        or element.get("hidden") is not None
        # A picture of the theme's own, drawn from elsewhere in the page.
        or (name == "svg" and any(local_name(one) == "use" for one in element if is_element(one)))
    )


def is_unwrapped(name: str) -> bool:
    """Tell an HTML element of which a copy has the content alone; elements of a project's own are such."""
    return name in _UNWRAPPED or not name.isalnum()


def name_in_copy(name: str) -> str:
    """Return what an element is called in a copy: the name of today for one that is out of use."""
    return _RENAMED.get(name, name)


def attributes_of(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the names and values of an element's attributes."""
    for name, value in element.attrib.items():
        yield str(name), str(value)


def is_plain_attribute(name: str, element: str) -> bool:
    """Tell an attribute that an HTML element of this name keeps."""
    kept = name in _KEPT or name.startswith("aria-")
    return kept and element in _ONLY_ON.get(name, {element})


def is_foreign_attribute(name: str) -> bool:
    """Tell an attribute that an element of SVG or MathML keeps."""
    return not name.startswith(("{", "on", "data-")) and name not in {"tabindex", "focusable"}
