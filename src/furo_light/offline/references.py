"""How pages in a copy refer to each other: identifiers, and the links that lead to them.

Identifiers get a prefix where several pages stand in one document, and everything that names an
identifier follows. Links to pages that are in the copy stay in it; others lead to the site, where its
address is known.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from furo_light.offline.kept import is_left_behind, is_unwrapped
from furo_light.offline.page import BuiltPage, is_element, local_name, resolve

__all__ = ["Frame", "References", "targets_of"]

_BARE = re.compile(r"[^\w.-]+")
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_NOWHERE = ("javascript:", "data:", "file:")


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


class References:
    """Turns what one page refers to into what its chapter refers to."""

    def __init__(self, path: str, frame: Frame) -> None:
        """Take the path of the page, and how the copy arranges it."""
        self._path = path
        self._frame = frame
        self._prefix = frame.prefixes[path]
        self._seen: set[str] = set()

    def own_identifier(self, value: str) -> dict[str, str]:
        """Return the `id` of an element; the second element of the same one in a faulty page gets none."""
        made = self.identifier(value)
        if made in self._seen:
            return {}
        self._seen.add(made)
        return {"id": made}

    def identifier(self, value: str) -> str:
        """Return what an identifier of the page is in the copy."""
        return self._prefix + _safe(value)

    def identifiers(self, value: str) -> str:
        """Return a list of identifiers, with blanks between them."""
        return " ".join(self.identifier(one) for one in value.split())

    def urls(self, value: str) -> str:
        """Return the value of an attribute of SVG, which can name an identifier as `url(#…)`."""
        return re.sub(r"url\(#([^)]+)\)", lambda found: f"url(#{self.identifier(found[1])})", value)

    def link(self, value: str) -> dict[str, str]:
        """Return the `href` of a link, nothing where it would lead nowhere."""
        target = resolve(self._path, value)
        if target is None:
            return self._away(value.strip())
        path, fragment = target
        if path not in self._frame.prefixes:
            return self._on_site(value.strip())
        there = self._frame.prefixes[path] + _safe(fragment) if fragment else ""
        known = fragment in self._frame.targets[path]
        return {"href": self._frame.address(path, there if known else "")}

    def picture(self, value: str) -> str:
        """Return the `src` of a picture, empty where the copy cannot show it."""
        found = resolve(self._path, value)
        return self._frame.picture(found[0]) if found else ""

    def _away(self, value: str) -> dict[str, str]:
        if value.lower().startswith(_NOWHERE):
            return {}
        return {"href": value} if _AWAY.match(value) else self._on_site(value)

    def _on_site(self, value: str) -> dict[str, str]:
        site = self._frame.base_url
        return {"href": urljoin(urljoin(site, self._path), value)} if site else {}


def targets_of(page: BuiltPage) -> frozenset[str]:
    """Return the identifiers of a page's content to which a link in a copy can lead."""
    return frozenset(_targets(page.main))


def _targets(element: etree._Element) -> Iterator[str]:
    for child in element:
        if is_element(child) and not is_left_behind(child):
            name = child.get("id") or (child.get("name") if local_name(child) == "a" else None)
            if name and not is_unwrapped(local_name(child)):
                yield name
            yield from _targets(child)


def _safe(identifier: str) -> str:
    """Return an identifier that XML takes as well; those of Sphinx stay as they are."""
    safe = _BARE.sub("-", identifier)
    return safe if re.match(r"[^\W\d]", safe) else f"id-{safe}"
