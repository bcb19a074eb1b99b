"""Put lighter pictures into a page, and take them out again before it is worked on anew."""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path

from furo_light.optimise.edits import Edit
from furo_light.optimise.images import Image
from furo_light.optimise.page import ParsedPage
from furo_light.optimise.pictures import Lighter
from furo_light.optimise.site import Site
from furo_light.optimise.tags import added, changed, with_value

__all__ = ["WIDE_WINDOW", "restored", "swapped"]

WIDE_WINDOW = "(min-width:48em)"
"""From here on the wide picture is taken: 768 CSS px, wider than phones, however they are held."""

_OURS = re.compile(
    r'<picture data-full="(?P<full>[^"]*)">(?:<source\b[^>]*>)+(?P<img><img\b[^>]*>)</picture>'
)
_SRC = re.compile(r'(?<=\s)src="[^"]*"')


def restored(text: str) -> Iterator[Edit]:
    """Yield the edits that put pictures back as they were before an earlier run."""
    for match in _OURS.finditer(text):
        source = _SRC.search(text, *match.span("img"))
        if source is not None:
            yield Edit(match.start(), match.start("img"))
            yield Edit(*source.span(), with_value("src", unescape(match["full"])))
            yield Edit(match.end("img"), match.end())


def swapped(
    page: ParsedPage, path: Path, site: Site, image: Image, found: Lighter | None
) -> Iterator[Edit]:
    """Yield the edits for one picture of a page: its size, when it loads, and what it is loaded from."""
    token = page.tokens[image.number]
    present = image.attributes
    if values := _added(image, found):
        yield added(token, present, values)
    if found is None or found.phone is None:
        return
    source = present["src"]
    opening = _opening(path, site, source.value, image.file or path, found)
    yield Edit(token.start, token.start, opening)
    if found.fallback is not None:
        address = site.address(path, found.fallback.path, like=source.value)
        yield changed(source, "src", address)
    yield Edit(token.end, token.end, "</picture>")


def _opening(path: Path, site: Site, source: str, original: Path, found: Lighter) -> str:
    parts = [f'<picture data-full="{escape(source)}">']
    if found.is_split:
        wide = found.wide
        kind = f" {with_value('type', wide.media_type)}" if wide else ""
        address = site.address(path, wide.path if wide else original, like=source)
        parts.append(f'<source media="{WIDE_WINDOW}"{kind} {with_value("srcset", address)}>')
    if found.phone is not None:
        kind = with_value("type", found.phone.media_type)
        address = site.address(path, found.phone.path, like=source)
        parts.append(f"<source {kind} {with_value('srcset', address)}>")
    return "".join(parts)


def _added(image: Image, found: Lighter | None) -> Mapping[str, object]:
    """Return the attributes that a picture gets, none that it has."""
    values: dict[str, object] = {}
    if found is not None and image.file is not None:
        values |= _sizes(image, found.natural)
    if not image.near_top:
        values["loading"] = "lazy"
    values["decoding"] = "async"
    return {name: value for name, value in values.items() if name not in image.attributes}


def _sizes(image: Image, natural: tuple[int, int]) -> dict[str, object]:
    """Return `width` and `height` where they change nothing of what is shown."""
    sizing = image.sizing
    if not image.sized or not sizing.allows_width:
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
