"""The images of a page: their files, and how wide each is shown at most."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final, NamedTuple

from a11ycheck.web.html_tokens import Attribute, Kind, attributes
from furo_light.optimise.css_queries import Sizing, sizing_of
from furo_light.optimise.page_css import PageCss
from furo_light.optimise.parsed_page import ParsedPage
from furo_light.optimise.site_files import SiteFolder, SkipFileError

__all__ = ["RASTER", "PageImage", "Source", "find_images", "parse_srcset", "shown_width"]

RASTER: Final = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".bmp"}
)
# About the text on the first screen of a phone, 360 x 640 CSS px, at 16 px.
_FIRST_SCREEN: Final = 600
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%|px)?\s*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """An `img` element: the number of its token, its attributes, and what sets its size.

    `file` is set if the image may be replaced: a raster image of the folder, for which the page names no
    other sources. `near_top`: it may be on the first screen. `has_all_css`: all stylesheets are known.
    """

    number: int
    attributes: dict[str, Attribute]
    file: Path | None
    sizing: Sizing
    near_top: bool
    has_all_css: bool


def find_images(
    page: ParsedPage, path: Path, site: SiteFolder, css: PageCss
) -> Iterator[PageImage]:
    """Yield the images of a page; SkipFileError if one is missing or its `srcset` is invalid."""
    has_base = page.tree.css_first("base[href]") is not None
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
            if not has_base:
                _check_files(page, path, site, number, found)
            if token.name == "img":
                style = found["style"].value if "style" in found else ""
                yield PageImage(
                    number=number,
                    attributes=found,
                    file=None if has_base else _replaceable(page, path, site, number, found),
                    sizing=sizing_of(page.elements[number], css.rules, style),
                    near_top=text < _FIRST_SCREEN,
                    has_all_css=not css.unknown,
                )


def _check_files(
    page: ParsedPage, path: Path, site: SiteFolder, number: int, found: dict[str, Attribute]
) -> None:
    urls = [found["src"].value] if "src" in found else []
    where = f"line {page.line(page.tokens[number])}"
    if "srcset" in found:
        try:
            urls += [item.url for item in parse_srcset(found["srcset"].value)]
        except ValueError as error:
            message = f"the srcset on {where} is invalid: {error}"
            raise SkipFileError(message) from None
    for url in urls:
        file = site.file(path, url)
        if file is not None and not file.is_file():
            message = f"the image {url} on {where} is missing"
            raise SkipFileError(message)


def _replaceable(
    page: ParsedPage, path: Path, site: SiteFolder, number: int, found: dict[str, Attribute]
) -> Path | None:
    parent = page.elements[number].parent
    if "srcset" in found or "src" not in found or (parent is not None and parent.tag == "picture"):
        return None
    file = site.file(path, found["src"].value)
    return file if file is not None and file.suffix.lower() in RASTER else None


def shown_width(image: PageImage, natural: tuple[int, int], content: int) -> int | None:
    """Return the largest width (CSS px) at which an image is shown, None if its file alone decides.

    `natural` is the width and height of the file in pixels, `content` the width of text in a wide viewport.
    """
    sizing = image.sizing
    if not image.has_all_css or sizing.other:
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


def _length(image: PageImage, name: str, content: int) -> int | None:
    """Return the length in an attribute in CSS px, None if there is none that is valid."""
    match = _NUMBER.fullmatch(image.attributes[name].value) if name in image.attributes else None
    if match is None:
        return None
    return ceil(float(match[1]) * content / 100) if match[2] == "%" else ceil(float(match[1]))


# --- srcset -----------------------------------------------------------------------------------------

_DESCRIPTOR = re.compile(
    r"(?:[1-9]\d*w|[1-9]\d*h|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?x)", re.IGNORECASE
)
_URL = re.compile(r"[\s,]*([^\s]+)")


class Source(NamedTuple):
    """A candidate of a `srcset`: its URL, and its descriptor such as "320w" or "2x" ("" for none)."""

    url: str
    descriptor: str


def parse_srcset(text: str) -> tuple[Source, ...]:
    """Return the candidates by the HTML standard; ValueError if a browser would drop one."""
    found = tuple(_sources(text))
    if not found:
        message = "it is empty"
        raise ValueError(message)
    kinds = {source.descriptor[-1:].lower() or "x" for source in found}
    if len(kinds) > 1:
        message = "it mixes widths (320w) and densities (2x)"
        raise ValueError(message)
    names = [source.descriptor or "1x" for source in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        message = f"it contains {twice} twice"
        raise ValueError(message)
    return found


def _sources(text: str) -> Iterator[Source]:
    position = 0
    while match := _URL.match(text, position):
        url, position = match[1], match.end()
        if url.endswith(","):
            yield Source(url.rstrip(","), "")
            continue
        end = text.find(",", position)
        end = len(text) if end < 0 else end
        descriptors = text[position:end].split()
        position = end + 1
        if len(descriptors) > 1 or not all(map(_DESCRIPTOR.fullmatch, descriptors)):
            message = (
                f'"{" ".join(descriptors)}" of {url} is neither a width (320w) nor a density (2x)'
            )
            raise ValueError(message)
        yield Source(url, descriptors[0] if descriptors else "")
