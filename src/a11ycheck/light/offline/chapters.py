"""The content of a page as a chapter of a copy: clean XHTML that is also HTML, with links that lead on.

Every page's content is copied element by element. What needs a script, a server or the site around it is
left behind: scripts, styles, forms' controls, permalinks, permissions for popovers. Identifiers get a
prefix where several pages stand in one document, and everything that names an identifier follows.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from a11ycheck.light.offline.page import XHTML, BuiltPage, is_element, local_name, resolve

__all__ = ["Chapter", "Frame", "chapter_of", "targets_of"]

SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
_XLINK = "{http://www.w3.org/1999/xlink}"
_NAMESPACES = {XHTML, SVG, MATHML}

_LEFT_BEHIND = frozenset(
    {
        *("script", "noscript", "style", "template", "link", "meta", "base", "title"),
        *("button", "nav", "select", "textarea", "iframe", "frame", "frameset", "object", "embed"),
        *("audio", "video", "canvas", "dialog", "source", "track", "datalist", "output"),
    }
)
_UNWRAPPED = frozenset({"form", "fieldset", "picture", "center", "font", "label"})
_RENAMED = {"tt": "code", "big": "span", "strike": "s", "acronym": "abbr", "main": "div"}
_CODE = frozenset({"pre", "code", "kbd", "samp"})
_VOID = frozenset({"br", "hr", "img", "col", "wbr", "area"})

# What the copies need of HTML's attributes; `aria-*` is kept as well.
_KEPT = frozenset(
    {
        *("id", "class", "lang", "dir", "title", "role", "href", "src", "alt", "width", "height"),
        *("colspan", "rowspan", "scope", "headers", "abbr", "start", "reversed", "value", "type"),
        *("cite", "datetime", "open", "span", "usemap", "name", "shape", "coords", "style"),
    }
)
_LANGUAGE = frozenset({"lang", "dir"})
_TYPED = frozenset({"ol"})
_VALUED = frozenset({"li", "data", "meter", "progress"})
_NAMED = frozenset({"map"})
_IDENTIFIERS = frozenset(
    {
        *("headers", "aria-labelledby", "aria-describedby", "aria-details", "aria-owns"),
        *("aria-controls", "aria-flowto", "aria-errormessage", "aria-activedescendant"),
    }
)
_BARE = re.compile(r"[^\w.-]+")
_LENGTH = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a copy as a whole arranges its pages.

    `prefixes` maps the path of each page in the copy to what its identifiers begin with, `targets` to the
    identifiers that it has; `address` makes the link to a page and an identifier (empty: to its top),
    `picture` the `src` of a picture (empty: it cannot be shown).
    `deeper` levels are added to headings. `base_url` is where pages that are not in the copy are.
    """

    prefixes: Mapping[str, str]
    targets: Mapping[str, frozenset[str]]
    address: Callable[[str, str], str]
    picture: Callable[[str], str]
    deeper: int
    base_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page in a copy: its content as a `div` of XHTML, which HTML parsers read to the same tree."""

    path: str
    title: str
    markup: str
    has_svg: bool
    has_mathml: bool


def chapter_of(page: BuiltPage, frame: Frame) -> Chapter:
    """Return the content of a page as a chapter of a copy."""
    copy = _Copier(page, frame)
    body = etree.Element(f"{{{XHTML}}}div", nsmap=_default(XHTML))
    copy.children(page.main, body)
    markup = etree.tostring(body, encoding="unicode", method="xml")
    return Chapter(
        path=page.path,
        title=page.title,
        markup=markup,
        has_svg=f'xmlns="{SVG}"' in markup,
        has_mathml=f'xmlns="{MATHML}"' in markup,
    )


class _Copier:
    """Copies the elements of one page."""

    def __init__(self, page: BuiltPage, frame: Frame) -> None:
        self.page = page
        self.frame = frame
        self.prefix = frame.prefixes[page.path]
        self.seen: set[str] = set()

    def children(self, source: etree._Element, target: etree._Element) -> None:
        """Copy what stands in an element to the end of another."""
        _append_text(target, source.text)
        for child in source:
            if is_element(child):
                self.element(child, target)
            _append_text(target, child.tail)

    def element(self, source: etree._Element, target: etree._Element) -> None:
        """Copy one element, or what is of use in it."""
        name = local_name(source)
        namespace = etree.QName(source).namespace
        if namespace not in _NAMESPACES or _is_left_behind(source, name):
            return
        if namespace != XHTML:
            self._foreign(source, target)
        elif name == "input":
            _append_text(target, _as_text(source))
        elif name == "img":
            self._image(source, target)
        elif name in _UNWRAPPED or not name.isalnum():  # an element of a project's own
            self.children(source, target)
        else:
            self._html(source, target, name)

    def _html(self, source: etree._Element, target: etree._Element, name: str) -> None:
        attributes = self._attributes(source, name)
        if name == "a" and "href" not in attributes and "id" not in attributes:
            if not attributes.keys() & _LANGUAGE:
                self.children(source, target)
                return
            name = "span"  # its words are still in a language of their own
        name = _RENAMED.get(name, name)
        if name in _CODE:
            attributes.setdefault("dir", "ltr")  # by CSS a book may not say it
        if self.frame.deeper and re.fullmatch("h[1-6]", name):
            level = int(name[1]) + self.frame.deeper
            if level > 6:  # noqa: PLR2004 - HTML's last
                attributes |= {"role": "heading", "aria-level": str(level)}
            name = f"h{min(level, 6)}"
        made = etree.SubElement(target, f"{{{XHTML}}}{name}", attributes)
        self.children(source, made)
        if name not in _VOID and made.text is None and len(made) == 0:
            made.text = ""  # else XML writes <i/>, which HTML reads as a start tag

    def _foreign(self, source: etree._Element, target: etree._Element) -> None:
        """Copy SVG or MathML with its namespace; a reference to a sprite elsewhere in the page is lost."""
        namespace = etree.QName(source).namespace
        made = etree.SubElement(target, source.tag, nsmap=_default(namespace))
        for name, value in _attributes_of(source):
            if name == "id":
                for own in self._own_identifier(value).values():
                    made.set(name, own)
            elif name in _IDENTIFIERS:
                made.set(name, self._identifiers(value))
            elif name in {"href", f"{_XLINK}href"}:
                if value.startswith("#"):
                    made.set("href", "#" + self._identifier(value[1:]))
            elif _is_plain(name):
                made.set(name, self._urls(value))
        self.children(source, made)

    def _image(self, source: etree._Element, target: etree._Element) -> None:
        found = resolve(self.page.path, source.get("src") or "")
        address = self.frame.picture(found[0]) if found else ""
        if not address:
            _append_text(target, source.get("alt"))
            return
        attributes = self._attributes(source, "img") | {"src": address}
        attributes.setdefault("alt", "")
        etree.SubElement(target, f"{{{XHTML}}}img", attributes)

    def _attributes(self, source: etree._Element, element: str) -> dict[str, str]:
        made: dict[str, str] = {}
        for name, value in _attributes_of(source):
            if not (name in _KEPT or name.startswith("aria-")) or _is_misplaced(name, element):
                continue
            if name == "id":
                made |= self._own_identifier(value)
            elif name in _IDENTIFIERS:
                made[name] = self._identifiers(value)
            elif name == "href":
                made |= self._link(value)
            elif name not in {"width", "height"} or _LENGTH.fullmatch(value):
                made[name] = value
        if (
            element == "a"
            and "id" not in made
            and "href" not in made
            and (old := source.get("name"))
        ):
            made |= self._own_identifier(old)
        if "lang" in made:
            made["{http://www.w3.org/XML/1998/namespace}lang"] = made["lang"]
        return made

    def _link(self, value: str) -> dict[str, str]:
        """Return the `href` of a link, nothing where it would lead nowhere."""
        target = resolve(self.page.path, value)
        if target is None:
            away = re.match(r"[a-z][a-z0-9+.-]*:|//", value, re.IGNORECASE)
            if away and not value.lower().startswith(("javascript:", "data:", "file:")):
                return {"href": value.strip()}
            return {"href": urljoin(self.frame.base_url, value)} if self.frame.base_url else {}
        path, fragment = target
        if path in self.frame.prefixes:
            there = self.frame.prefixes[path] + _safe(fragment) if fragment else ""
            known = fragment in self.frame.targets[path]
            return {"href": self.frame.address(path, there if known else "")}
        if not self.frame.base_url:
            return {}
        return {"href": urljoin(urljoin(self.frame.base_url, self.page.path), value.strip())}

    def _own_identifier(self, value: str) -> dict[str, str]:
        """Return the `id` of an element; the second element of the same one in a faulty page gets none."""
        made = self._identifier(value)
        if made in self.seen:
            return {}
        self.seen.add(made)
        return {"id": made}

    def _identifier(self, value: str) -> str:
        return self.prefix + _safe(value)

    def _identifiers(self, value: str) -> str:
        return " ".join(self._identifier(one) for one in value.split())

    def _urls(self, value: str) -> str:
        return re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{self._identifier(m[1])})", value)


def targets_of(page: BuiltPage) -> frozenset[str]:
    """Return the identifiers of a page's content to which a link in a copy can lead."""
    return frozenset(_targets(page.main))


def _targets(element: etree._Element) -> Iterator[str]:
    for child in element:
        if is_element(child) and not _is_left_behind(child, local_name(child)):
            name = child.get("id") or (child.get("name") if local_name(child) == "a" else None)
            if name and local_name(child) not in _UNWRAPPED and local_name(child).isalnum():
                yield name
            yield from _targets(child)


def _safe(identifier: str) -> str:
    """Return an identifier that XML takes as well; those of Sphinx stay as they are."""
    safe = _BARE.sub("-", identifier)
    return safe if re.match(r"[^\W\d]", safe) else f"id-{safe}"


def _default(namespace: str) -> Any:
    """Return what makes a namespace the default one; the stubs of lxml do not know that None can."""
    return {None: namespace}


def _attributes_of(element: etree._Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        yield str(name), str(value)


def _is_left_behind(element: etree._Element, name: str) -> bool:
    classes = (element.get("class") or "").split()
    return (
        name in _LEFT_BEHIND
        or "headerlink" in classes
        or element.get("id") == "offline-copies"
        or element.get("hidden") is not None
        # A picture of the theme's own, drawn from elsewhere in the page.
        or (name == "svg" and any(local_name(one) == "use" for one in element if is_element(one)))
    )


def _is_misplaced(name: str, element: str) -> bool:
    """Tell attributes that this element must not have, though others may."""
    return (
        (name == "type" and element not in _TYPED)
        or (name == "value" and element not in _VALUED)
        or (name == "name" and element not in _NAMED)
        or (name in {"width", "height"} and element != "img")
    )


def _is_plain(name: str) -> bool:
    return not name.startswith(("{", "on", "data-")) and name not in {"tabindex", "focusable"}


def _as_text(element: etree._Element) -> str:
    """Return a tick box of a task list as a sign."""
    if (element.get("type") or "").lower() != "checkbox" or element.get("disabled") is None:
        return ""
    return "☑ " if element.get("checked") is not None else "☐ "


def _append_text(target: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text
