"""One page: parse it, find its images, and write it smaller."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.web.encoding import find_encoding_errors
from a11ycheck.web.markup_errors import find_parse_errors
from furo_light.optimise.html_edits import (
    Edit,
    Shift,
    apply_edits,
    collapse_tag_spaces,
    shift_of,
)
from furo_light.optimise.image_markup import edit_image, restore_images
from furo_light.optimise.image_variants import Variants
from furo_light.optimise.minify import find_gaps
from furo_light.optimise.page_css import PageCss, StylesheetReader
from furo_light.optimise.page_images import PageImage, find_images
from furo_light.optimise.parsed_page import ParsedPage, parse_page
from furo_light.optimise.site_files import SiteFolder, SkipFileError, Snapshot
from furo_light.settings import Settings

__all__ = ["Draft", "RewrittenPage", "draft_page", "rewrite_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page to work on: `original` as it was read, `parsed` with its own images restored."""

    path: Path
    original: str
    restoring: tuple[Edit, ...]
    parsed: ParsedPage
    css: PageCss
    images: tuple[PageImage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RewrittenPage:
    """A page after its edits: its text, how its bytes moved, and the files that a phone loads for it."""

    text: str
    shifts: tuple[Shift, ...]
    loads: frozenset[Path]

    def place(self, offset: int) -> int | None:
        """Return the new offset of a byte of the page, None if it is gone."""
        place: int | None = offset
        for shift in self.shifts:
            place = None if place is None else shift.moved(place)
        return place


def draft_page(page: Snapshot, site: SiteFolder, reader: StylesheetReader) -> Draft:
    """Return a page with all that is known of it; SkipFileError if it must be left unchanged."""
    text = _decode(page.data)
    if errors := find_parse_errors(text):
        message = f"its HTML has a parse error: {errors[0].message.rstrip('.')}"
        raise SkipFileError(message)
    restoring = tuple(restore_images(text))
    parsed = parse_page(apply_edits(text, restoring))
    css = reader.css_of(parsed, page.path)
    return Draft(
        path=page.path,
        original=text,
        restoring=restoring,
        parsed=parsed,
        css=css,
        images=tuple(find_images(parsed, page.path, site, css)),
    )


def _decode(data: bytes) -> str:
    """Return a page in UTF-8, with its line ends and byte order mark; SkipFileError for any other."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        message = str(find_encoding_errors(data)[0].message)
        raise SkipFileError(message[0].lower() + message[1:].rstrip(".")) from None
    if "\0" in text:
        message = "it contains a NUL byte"
        raise SkipFileError(message)
    return text


def rewrite_page(
    page: Draft, site: SiteFolder, variants: Mapping[Path, Variants], settings: Settings
) -> RewrittenPage:
    """Return a page with smaller images, and without what does not reach readers."""
    edits: list[Edit] = []
    if settings.lighten_minify:
        edits += [*find_gaps(page.parsed, page.css), *collapse_tag_spaces(page.parsed)]
    for image in page.images if settings.lighten_pictures else ():
        found = variants.get(image.file) if image.file else None
        edits += edit_image(page.parsed, page.path, site, image, found)
    return RewrittenPage(
        text=apply_edits(page.parsed.text, edits),
        shifts=(shift_of(page.original, page.restoring), shift_of(page.parsed.text, edits)),
        loads=_loaded_files(page, site, variants),
    )


def _loaded_files(
    page: Draft, site: SiteFolder, variants: Mapping[Path, Variants]
) -> frozenset[Path]:
    """Return the files of the site that a phone loads for a page, lazy images included."""
    found = set()
    for node in page.parsed.tree.css("link[rel~=stylesheet i][href], script[src]"):
        url = node.attributes.get("href" if node.tag == "link" else "src")
        file = site.file(page.path, url or "")
        if file is not None:
            found.add(file)
    for image in page.images:
        one = variants.get(image.file) if image.file else None
        if one is not None and one.phone is not None:
            found.add(one.phone.path)
        elif image.file is not None:
            found.add(image.file)
    return frozenset(found)
