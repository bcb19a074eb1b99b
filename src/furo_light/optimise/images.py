"""The pictures of a page: which files they are, and how wide each is shown at most."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from furo_light.optimise.cascade import Cascade
from furo_light.optimise.page import ParsedPage
from furo_light.optimise.site import Site
from furo_light.optimise.srcset import BrokenSrcset, read_srcset
from furo_light.optimise.styles import Sizing, sizing_of
from furo_light.optimise.tokens import Attribute, Kind, attributes

__all__ = ["RASTER", "Image", "MissingPicture", "images", "shown_width"]

RASTER = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".bmp"})
# About what is on the first screen of a phone, 360 x 640 CSS px, in 16 px letters.
_FIRST_SCREEN = 600
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%|px)?\s*")
_SPACE = re.compile(r"\s+")


class MissingPicture(Exception):  # noqa: N818 - it says what was found
    """A picture that is not there, or a `srcset` that cannot be read; the text says which and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An `img` element: the number of its token, its attributes, and what decides how it is shown.

    `file` is the picture where it may be made lighter: one of the folder, of a usual kind, for which the
    page names no other sources itself. `near_top` tells whether it may be on the first screen.
    """

    number: int
    attributes: dict[str, Attribute]
    file: Path | None
    sizing: Sizing
    near_top: bool
    sized: bool


def images(page: ParsedPage, path: Path, site: Site, cascade: Cascade) -> Iterator[Image]:
    """Yield the pictures of a page; MissingPicture where one is not there or its `srcset` is broken."""
    based = page.tree.css_first("base[href]") is not None
    text = 0
    for number, token in enumerate(page.tokens):
        if token.kind is Kind.TEXT:
            text += len(_SPACE.sub(" ", page.source(token)))
        if token.kind is not Kind.START or number in page.frozen:
            continue
        if token.name in {"main", "article"}:
            text = 0
        if token.name in {"img", "source"}:
            found = attributes(page.text, token)
            if not based:
                _check(page, path, site, number, found)
            if token.name == "img":
                file = None if based else _candidate(page, path, site, number, found)
                yield _image(page, cascade, number, found, file, near_top=text < _FIRST_SCREEN)


def _check(
    page: ParsedPage, path: Path, site: Site, number: int, found: dict[str, Attribute]
) -> None:
    """Refuse addresses that lead to no file of the folder, and a `srcset` that browsers read in part."""
    addresses = [found["src"].value] if "src" in found else []
    where = f"line {page.line(page.tokens[number])}"
    if "srcset" in found:
        try:
            addresses += [item.address for item in read_srcset(found["srcset"].value)]
        except BrokenSrcset as error:
            message = f"the srcset on {where} is broken: {error}"
            raise MissingPicture(message) from None
    for address in addresses:
        file = site.file(path, address)
        if file is not None and not file.is_file():
            message = f"the picture {address} on {where} is missing"
            raise MissingPicture(message)


def _candidate(
    page: ParsedPage, path: Path, site: Site, number: int, found: dict[str, Attribute]
) -> Path | None:
    parent = page.elements[number].parent
    if "srcset" in found or "src" not in found or (parent is not None and parent.tag == "picture"):
        return None
    file = site.file(path, found["src"].value)
    return file if file is not None and file.suffix.lower() in RASTER else None


def _image(
    page: ParsedPage,
    cascade: Cascade,
    number: int,
    found: dict[str, Attribute],
    file: Path | None,
    *,
    near_top: bool,
) -> Image:
    style = found["style"].value if "style" in found else ""
    return Image(
        number=number,
        attributes=found,
        file=file,
        sizing=sizing_of(page.elements[number], cascade.rules, style),
        near_top=near_top,
        sized=not cascade.unknown,
    )


def shown_width(image: Image, natural: tuple[int, int], content: int) -> int | None:
    """Return how wide (CSS px) a picture is shown at most, None where its file's own width decides.

    `natural` is width and height of the file in pixels, `content` the width that text has in a wide window.
    """
    sizing = image.sizing
    if not image.sized or sizing.other:
        return None
    if sizing.width:
        width = sizing.pixels or (ceil(content * sizing.share) if sizing.share else content)
    elif (own := _length(image, "width", content)) is not None:
        width = own
    elif not sizing.allows_width or "height" in image.attributes:
        return None
    else:
        width = natural[0]
    return max(1, min(width, content, natural[0]))


def _length(image: Image, name: str, content: int) -> int | None:
    """Return a length attribute in CSS px, None where there is none that can be read."""
    match = _NUMBER.fullmatch(image.attributes[name].value) if name in image.attributes else None
    if match is None:
        return None
    return ceil(float(match[1]) * content / 100) if match[2] == "%" else ceil(float(match[1]))
