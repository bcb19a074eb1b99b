"""Copies of all pages of one language: one HTML file, and an EPUB 3 book that EPUB 2 readers open, too.

Both are made from the built pages, so that any folder of HTML will do. Specifications: W3C EPUB 3.3; for
the container OCF 3.3, section 4.2.
"""

import base64
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from lxml import etree

from a11ycheck.web.media_types import media_type
from furo_light.offline.built_page import main_of, no_xml, parse_page, read_page, title_of
from furo_light.offline.chapters import chapter_of
from furo_light.offline.chosen_pages import Selection
from furo_light.offline.copied_markup import XHTML
from furo_light.offline.references import Frame, targets_of
from furo_light.offline.texts import fill, stream, template

__all__ = ["PageContent", "page_contents", "single_file", "write_epub"]

_EPUB_IMAGES: Final = frozenset(
    {"image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"}
)
"""The image types that every EPUB reader must support (EPUB 3.3, section 3.2)."""

_OLDEST: Final = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP file can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """A parsed page: its title, the identifiers of its content, and a file with this content as XML."""

    path: str
    title: str
    targets: frozenset[str]
    file: Path

    @property
    def main(self) -> etree._Element:
        """Read the main content; UserError for markup that cannot be written as XML."""
        try:
            return etree.parse(self.file, etree.XMLParser(huge_tree=True)).getroot()
        except etree.XMLSyntaxError as error:
            raise no_xml(self.path, error) from error


@contextmanager
def page_contents(selection: Selection) -> Iterator[Sequence[PageContent]]:
    """Parse each page once, and keep its content in a temporary file until the end of the context."""
    with TemporaryDirectory(prefix="furo_light-") as folder:
        found = []
        for number, page in enumerate(selection.pages):
            root = parse_page(read_page(selection.root, page.path), page.path)
            main = main_of(root)
            file = Path(folder, f"{number}.xml")
            file.write_bytes(etree.tostring(main, with_tail=False))
            content = PageContent(
                path=page.path,
                title=title_of(root, main) or page.path,
                targets=targets_of(main),
                file=file,
            )
            found.append(content)
        yield found


# --- one HTML file ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A page in the HTML file."""

    path: str
    title: str
    markup: str


def single_file(selection: Selection, contents: Sequence[PageContent]) -> Iterator[str]:
    """Yield an HTML file with all pages, which needs no script and no request.

    Identifiers of page N begin with "pN-"; images are in it as data URLs.
    """
    prefixes = {page.path: f"p{number}-" for number, page in enumerate(contents, 1)}
    anchors = {path: prefix.removesuffix("-") for path, prefix in prefixes.items()}
    frame = Frame(
        prefixes=prefixes,
        targets={page.path: page.targets for page in contents},
        url=lambda path, target: f"#{target or anchors[path]}",
        image=lambda path: _data_url(selection.root / path),
        deeper=1,
        base_url=selection.base_url,
    )
    words = escape(selection.texts.date_of(selection.day))
    day = f'<time datetime="{selection.day.isoformat()}">{words}</time>'
    chapters = (
        _Section(
            path=page.path,
            title=page.title,
            # HTML needs no namespace on its own elements.
            markup=chapter_of(page.path, page.main, frame).markup.replace(f' xmlns="{XHTML}"', ""),
        )
        for page in contents
    )
    yield from stream(
        "single.html.j2",
        book=selection,
        texts=selection.texts,
        pages=contents,
        chapters=chapters,
        anchors=anchors,
        copy_of=escape(selection.texts.copy_of).replace("{date}", day),
    )


def _data_url(file: Path) -> str:
    """Return an image as a `data:` URL, "" if there is none."""
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    return f"data:{media_type(file.name)};base64,{base64.b64encode(content).decode()}"


# --- the book ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A chapter in the manifest of the book."""

    id: str
    file: str
    title: str
    properties: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _BookImage:
    """An image in the manifest of the book, and its file in the site."""

    id: str
    file: str
    kind: str
    source: Path


def write_epub(file: IO[bytes], selection: Selection, contents: Sequence[PageContent]) -> None:
    """Write the book; the same pages on the same day give the same bytes."""
    files = {page.path: f"page{number}.xhtml" for number, page in enumerate(contents, 1)}
    images: dict[str, _BookImage] = {}
    frame = Frame(
        prefixes=dict.fromkeys(files, ""),
        targets={page.path: page.targets for page in contents},
        url=lambda path, target: files[path] + (f"#{target}" if target else ""),
        image=lambda path: _add_image(images, selection.root / path, path),
        deeper=0,
        base_url=selection.base_url,
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        # First and not compressed, so that the first bytes of the file state its type.
        _write(book, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _write(book, "META-INF/container.xml", fill("epub/container.xml.j2").encode())
        _write(book, "EPUB/style.css", template("book.css").encode())
        items = []
        for number, page in enumerate(contents, 1):
            chapter = chapter_of(page.path, page.main, frame)
            properties = ("svg" if chapter.has_svg else "", "mathml" if chapter.has_mathml else "")
            item = _Item(
                id=f"page{number}",
                file=files[page.path],
                title=page.title,
                properties=" ".join(filter(None, properties)),
            )
            text = fill("epub/chapter.xhtml.j2", book=selection, item=item, markup=chapter.markup)
            _write(book, f"EPUB/{item.file}", text.encode())
            items.append(item)
        for image in images.values():
            _write(book, f"EPUB/{image.file}", image.source.read_bytes())
        day = f"<bdi>{escape(selection.texts.date_of(selection.day))}</bdi>"
        # The same for each edition of a site in a language.
        name = selection.base_url or f"{selection.title} {selection.language}"
        shared = {
            "book": selection,
            "texts": selection.texts,
            "items": items,
            "images": tuple(images.values()),
            "identifier": uuid.uuid5(uuid.NAMESPACE_URL, name).urn,
            "copy_of": escape(selection.texts.copy_of).replace("{date}", day),
        }
        for document in ("package.opf", "nav.xhtml", "toc.ncx"):
            _write(book, f"EPUB/{document}", fill(f"epub/{document}.j2", **shared).encode())


def _add_image(images: dict[str, _BookImage], source: Path, path: str) -> str:
    """Add an image to the book, and return its name there; "" if readers need not support it."""
    kind = media_type(source.name)
    if kind not in _EPUB_IMAGES or not source.is_file():
        return ""
    if path not in images:
        name = f"image{len(images) + 1}"
        file = f"{name}{source.suffix.lower()}"
        images[path] = _BookImage(id=name, file=file, kind=kind, source=source)
    return images[path].file


def _write(
    book: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, _OLDEST)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    book.writestr(entry, content)
