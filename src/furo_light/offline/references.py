"""References between the pages of a copy: identifiers, and the links to them.

Identifiers get a prefix if several pages share a document, and so does everything that names them. Links to
pages of the copy stay in it; others lead to the site, if its URL is known.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from furo_light.offline.built_page import resolve
from furo_light.offline.copied_markup import is_element, is_removed, is_unwrapped, local_name

__all__ = ["Frame", "References", "targets_of"]

_BARE = re.compile(r"[^\w.-]+")
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_NOWHERE = ("javascript:", "data:", "file:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a copy arranges its pages.

    `prefixes` maps the path of each page in the copy to the prefix of its identifiers, `targets` to the
    identifiers that it has. `url` returns the link to a page and an identifier ("": to its top), `image`
    the `src` of an image ("": it cannot be shown). `deeper` levels are added to headings. `base_url` is the
    URL of pages that are not in the copy.
    """

    prefixes: Mapping[str, str]
    targets: Mapping[str, frozenset[str]]
    url: Callable[[str, str], str]
    image: Callable[[str], str]
    deeper: int
    base_url: str


class References:
    """Translates the references of one page into those of its chapter."""

    def __init__(self, path: str, frame: Frame) -> None:
        """Take the path of the page, and the arrangement of the copy."""
        self._path = path
        self._frame = frame
        self._prefix = frame.prefixes[path]
        self._seen: set[str] = set()

    def own_identifier(self, value: str) -> dict[str, str]:
        """Return the `id` of an element; a duplicate in a broken page gets none."""
        made = self.identifier(value)
        if made in self._seen:
            return {}
        self._seen.add(made)
        return {"id": made}

    def identifier(self, value: str) -> str:
        """Return the identifier in the copy of one on the page."""
        return self._prefix + _safe(value)

    def identifiers(self, value: str) -> str:
        """Return a list of identifiers, separated by spaces."""
        return " ".join(self.identifier(one) for one in value.split())

    def urls(self, value: str) -> str:
        """Return the value of an attribute of SVG, which can name an identifier as `url(#…)`."""
        return re.sub(r"url\(#([^)]+)\)", lambda found: f"url(#{self.identifier(found[1])})", value)

    def link(self, value: str) -> dict[str, str]:
        """Return the `href` of a link, nothing if it would lead nowhere."""
        target = resolve(self._path, value)
        if target is None:
            return self._away(value.strip())
        path, fragment = target
        if path not in self._frame.prefixes:
            return self._on_site(value.strip())
        there = self._frame.prefixes[path] + _safe(fragment) if fragment else ""
        known = fragment in self._frame.targets[path]
        return {"href": self._frame.url(path, there if known else "")}

    def image(self, value: str) -> str:
        """Return the `src` of an image, "" if the copy cannot show it."""
        found = resolve(self._path, value)
        return self._frame.image(found[0]) if found else ""

    def _away(self, value: str) -> dict[str, str]:
        if value.lower().startswith(_NOWHERE):
            return {}
        return {"href": value} if _AWAY.match(value) else self._on_site(value)

    def _on_site(self, value: str) -> dict[str, str]:
        site = self._frame.base_url
        return {"href": urljoin(urljoin(site, self._path), value)} if site else {}


def targets_of(main: etree._Element) -> frozenset[str]:
    """Return the identifiers of a page's content to which a link in a copy can lead."""
    return frozenset(_targets(main))


def _targets(element: etree._Element) -> Iterator[str]:
    for child in element:
        if is_element(child) and not is_removed(child):
            name = child.get("id") or (child.get("name") if local_name(child) == "a" else None)
            if name and not is_unwrapped(local_name(child)):
                yield name
            yield from _targets(child)


def _safe(identifier: str) -> str:
    """Return an identifier that is valid in XML, too; those of Sphinx stay as they are."""
    safe = _BARE.sub("-", identifier)
    return safe if re.match(r"[^\W\d]", safe) else f"id-{safe}"
