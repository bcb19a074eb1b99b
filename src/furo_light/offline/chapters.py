"""The content of a page as a chapter of a copy: XHTML that is also HTML, with links that work there."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from furo_light.offline.copied_markup import (
    CODE,
    IDENTIFIERS,
    LANGUAGE,
    VOID,
    XHTML,
    attributes_of,
    is_element,
    is_foreign_attribute,
    is_plain_attribute,
    is_removed,
    is_unwrapped,
    local_name,
    name_in_copy,
)
from furo_light.offline.references import Frame, References

__all__ = ["Chapter", "chapter_of"]

_SVG = "http://www.w3.org/2000/svg"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAMESPACES = {XHTML, _SVG, _MATHML}
_LENGTH = re.compile(r"\d+")
_DEEPEST = 6  # HTML's last level of headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page in a copy: its content as a `div` of XHTML, which HTML parsers read to the same tree."""

    markup: str
    has_svg: bool
    has_mathml: bool


def chapter_of(path: str, main: etree._Element, frame: Frame) -> Chapter:
    """Return the main content of the page `path` as a chapter of a copy."""
    body = etree.Element(f"{{{XHTML}}}div", nsmap=_default(XHTML))
    _Copier(References(path, frame), frame.deeper).children(main, body)
    markup = etree.tostring(body, encoding="unicode", method="xml")
    return Chapter(
        markup=markup,
        has_svg=f'xmlns="{_SVG}"' in markup,
        has_mathml=f'xmlns="{_MATHML}"' in markup,
    )


class _Copier:
    """Copies the elements of one page."""

    def __init__(self, references: References, deeper: int) -> None:
        self.references = references
        self.deeper = deeper

    def children(self, source: etree._Element, target: etree._Element) -> None:
        """Copy the content of an element to the end of another."""
        _append_text(target, source.text)
        for child in source:
            if is_element(child):
                self.element(child, target)
            _append_text(target, child.tail)

    def element(self, source: etree._Element, target: etree._Element) -> None:
        """Copy one element, or the part of it that a copy keeps."""
        name = local_name(source)
        namespace = etree.QName(source).namespace
        if namespace not in _NAMESPACES or is_removed(source):
            return
        if namespace != XHTML:
            self._foreign(source, target)
        elif name == "input":
            _append_text(target, _as_text(source))
        elif name == "img":
            self._image(source, target)
        elif is_unwrapped(name):
            self.children(source, target)
        else:
            self._html(source, target, name)

    def _html(self, source: etree._Element, target: etree._Element, name: str) -> None:
        attributes = self._attributes(source, name)
        if name == "a" and "href" not in attributes and "id" not in attributes:
            if not attributes.keys() & LANGUAGE:
                self.children(source, target)
                return
            name = "span"  # it still has a language of its own
        name = name_in_copy(name)
        if name in CODE:
            attributes.setdefault("dir", "ltr")  # in a book CSS cannot set it
        if self.deeper and re.fullmatch("h[1-6]", name):
            level = int(name[1]) + self.deeper
            if level > _DEEPEST:
                attributes |= {"role": "heading", "aria-level": str(level)}
            name = f"h{min(level, _DEEPEST)}"
        made = etree.SubElement(target, f"{{{XHTML}}}{name}", attributes)
        self.children(source, made)
        if name not in VOID and made.text is None and len(made) == 0:
            made.text = ""  # else XML writes <i/>, which is a start tag in HTML

    def _foreign(self, source: etree._Element, target: etree._Element) -> None:
        """Copy SVG or MathML with its namespace; references to other parts of the page are lost."""
        namespace = etree.QName(source).namespace
        made = etree.SubElement(target, source.tag, nsmap=_default(namespace))
        for name, value in attributes_of(source):
            if name == "id":
                for own in self.references.own_identifier(value).values():
                    made.set(name, own)
            elif name in IDENTIFIERS:
                made.set(name, self.references.identifiers(value))
            elif name in {"href", f"{_XLINK}href"}:
                if value.startswith("#"):
                    made.set("href", "#" + self.references.identifier(value[1:]))
            elif is_foreign_attribute(name):
                made.set(name, self.references.urls(value))
        self.children(source, made)

    def _image(self, source: etree._Element, target: etree._Element) -> None:
        url = self.references.image(source.get("src") or "")
        if not url:
            _append_text(target, source.get("alt"))
            return
        attributes = self._attributes(source, "img") | {"src": url}
        attributes.setdefault("alt", "")
        etree.SubElement(target, f"{{{XHTML}}}img", attributes)

    def _attributes(self, source: etree._Element, element: str) -> dict[str, str]:
        made: dict[str, str] = {}
        for name, value in attributes_of(source):
            if is_plain_attribute(name, element):
                made |= self._attribute(name, value)
        is_link = element == "a"
        if is_link and not made.keys() & {"id", "href"} and (old := source.get("name")):
            made |= self.references.own_identifier(old)
        if "lang" in made:
            made[f"{_XML}lang"] = made["lang"]
        return made

    def _attribute(self, name: str, value: str) -> dict[str, str]:
        if name == "id":
            return self.references.own_identifier(value)
        if name == "href":
            return self.references.link(value)
        if name in IDENTIFIERS:
            return {name: self.references.identifiers(value)}
        if name in {"width", "height"} and not _LENGTH.fullmatch(value):
            return {}
        return {name: value}


def _default(namespace: str) -> Any:
    """Return the map that makes a namespace the default; the stubs of lxml do not allow None."""
    return {None: namespace}


def _as_text(element: etree._Element) -> str:
    """Return the checkbox of a task list as a character."""
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
