"""Wrap the images of a page in `<picture>` elements, and unwrap those of an earlier run."""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path

from furo_light.optimise.html_edits import (
    Edit,
    add_attributes,
    replace_attribute,
    write_attribute,
)
from furo_light.optimise.image_variants import Variants
from furo_light.optimise.page_images import PageImage
from furo_light.optimise.parsed_page import ParsedPage
from furo_light.optimise.site_files import SiteFolder

__all__ = ["edit_image", "restore_images"]

_WIDE_VIEWPORT = "(min-width:48em)"  # 768 CSS px: wider than phones, even in landscape

_OURS = re.compile(
    r'<picture data-full="(?P<full>[^"]*)">(?:<source\b[^>]*>)+(?P<img><img\b[^>]*>)</picture>'
)
_SRC = re.compile(r'(?<=\s)src="[^"]*"')


def restore_images(text: str) -> Iterator[Edit]:
    """Yield the edits that restore images as they were before an earlier run."""
    for match in _OURS.finditer(text):
        source = _SRC.search(text, *match.span("img"))
        if source is not None:
            yield Edit(match.start(), match.start("img"))
            yield Edit(*source.span(), write_attribute("src", unescape(match["full"])))
            yield Edit(match.end("img"), match.end())


def edit_image(
    page: ParsedPage, path: Path, site: SiteFolder, image: PageImage, found: Variants | None
) -> Iterator[Edit]:
    """Yield the edits for one image of a page: its size, when it loads, and its sources."""
    token = page.tokens[image.number]
    present = image.attributes
    if values := _added(image, found):
        yield add_attributes(token, present, values)
    if found is None or found.phone is None:
        return
    source = present["src"]
    opening = _opening(path, site, source.value, image.file or path, found)
    yield Edit(token.start, token.start, opening)
    if found.fallback is not None:
        url = site.url(path, found.fallback.path, like=source.value)
        yield replace_attribute(source, "src", url)
    yield Edit(token.end, token.end, "</picture>")


def _opening(path: Path, site: SiteFolder, source: str, original: Path, found: Variants) -> str:
    parts = [f'<picture data-full="{escape(source)}">']
    if found.is_split:
        wide = found.wide
        kind = f" {write_attribute('type', wide.media_type)}" if wide else ""
        url = site.url(path, wide.path if wide else original, like=source)
        parts.append(f'<source media="{_WIDE_VIEWPORT}"{kind} {write_attribute("srcset", url)}>')
    if found.phone is not None:
        kind = write_attribute("type", found.phone.media_type)
        url = site.url(path, found.phone.path, like=source)
        parts.append(f"<source {kind} {write_attribute('srcset', url)}>")
    return "".join(parts)


def _added(image: PageImage, found: Variants | None) -> Mapping[str, object]:
    """Return the attributes that an image lacks."""
    values: dict[str, object] = {}
    if found is not None and image.file is not None:
        values |= _sizes(image, found.natural)
    if not image.near_top:
        values["loading"] = "lazy"
    values["decoding"] = "async"
    return {name: value for name, value in values.items() if name not in image.attributes}


def _sizes(image: PageImage, natural: tuple[int, int]) -> dict[str, object]:
    """Return `width` and `height` if they change nothing that is shown."""
    sizing = image.sizing
    if not image.has_all_css or not sizing.allows_width:
        return {}
    width, height = natural
    if "width" not in image.attributes and "height" not in image.attributes:
        if sizing.allows_height:
            return {"width": width, "height": height}
        return {} if sizing.width else {"width": width}
    own = image.attributes["width"].value.strip() if "width" in image.attributes else ""
    if sizing.allows_height and own.isdecimal() and int(own):
        return {"height": max(1, round(int(own) * height / width))}
    return {}
