"""One page: read it, find its pictures, and write it lighter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from a11ycheck.web.encoding_errors import find_encoding_errors
from a11ycheck.web.markup_errors import find_parse_errors
from furo_light.optimise.cascade import Cascade, Cascades
from furo_light.optimise.edits import Edit, Shift, apply_edits, shift_of
from furo_light.optimise.files import Snapshot
from furo_light.optimise.images import Image, MissingPicture, images
from furo_light.optimise.minify import gaps
from furo_light.optimise.page import ParsedPage, Repaired, parse_page
from furo_light.optimise.pictures import Lighter
from furo_light.optimise.site import Site
from furo_light.optimise.stylesheets import BrokenStylesheet
from furo_light.optimise.swap import restored, swapped
from furo_light.optimise.tags import tightened

__all__ = ["Draft", "NotFit", "Written", "draft", "write"]


class NotFit(Exception):  # noqa: N818 - it says what was found
    """A page that is left as it is; the text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page as it is worked on: `original` as it was read, `parsed` with its own pictures put back."""

    path: Path
    original: str
    restoring: tuple[Edit, ...]
    parsed: ParsedPage
    cascade: Cascade
    images: tuple[Image, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a page: its text, where its bytes went, and the files of the site that it loads."""

    text: str
    shifts: tuple[Shift, ...] = ()
    loads: frozenset[Path] = field(default_factory=frozenset)


def draft(page: Snapshot, site: Site, cascades: Cascades) -> Draft:
    """Return a page, read and understood; NotFit where it must stay as it is."""
    text = _text(page.data)
    if errors := find_parse_errors(text):
        message = f"its HTML has to be repaired: {errors[0].message}"
        raise NotFit(message)
    restoring = tuple(restored(text))
    try:
        parsed = parse_page(apply_edits(text, restoring))
        cascade = cascades.of(parsed, page.path)
        found = tuple(images(parsed, page.path, site, cascade))
    except Repaired as error:
        message = f"its HTML has to be repaired: {error}"
        raise NotFit(message) from None
    except (BrokenStylesheet, MissingPicture) as error:
        raise NotFit(str(error)) from None
    return Draft(
        path=page.path,
        original=text,
        restoring=restoring,
        parsed=parsed,
        cascade=cascade,
        images=found,
    )


def _text(data: bytes) -> str:
    """Return the text of a page in UTF-8, its line ends and byte order mark kept; NotFit for any other."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        said = find_encoding_errors(data)[0].message
        raise NotFit(said[0].lower() + said[1:].rstrip(".")) from None
    if "\0" in text:
        message = "it holds a NUL byte"
        raise NotFit(message)
    return text


def write(
    page: Draft, site: Site, lighters: Mapping[Path, Lighter], *, minify: bool, pictures: bool
) -> Written:
    """Return a page with lighter pictures and without what nobody gets."""
    edits: list[Edit] = []
    if minify:
        edits += [*gaps(page.parsed, page.cascade), *tightened(page.parsed)]
    for image in page.images if pictures else ():
        found = lighters.get(image.file) if image.file else None
        edits += swapped(page.parsed, page.path, site, image, found)
    text = apply_edits(page.parsed.text, edits)
    shifts = (shift_of(page.original, page.restoring), shift_of(page.parsed.text, edits))
    return Written(text=text, shifts=shifts, loads=_loads(page, site, lighters))


def _loads(page: Draft, site: Site, lighters: Mapping[Path, Lighter]) -> frozenset[Path]:
    """Return the files of the site that a phone loads for a page, pictures at last included."""
    found = set()
    for node in page.parsed.tree.css("link[rel~=stylesheet i][href], script[src]"):
        address = node.attributes.get("href" if node.tag == "link" else "src")
        file = site.file(page.path, address or "")
        if file is not None:
            found.add(file)
    for image in page.images:
        one = lighters.get(image.file) if image.file else None
        if one is not None and one.phone is not None:
            found.add(one.phone.path)
        elif image.file is not None:
            found.add(image.file)
    return frozenset(found)
