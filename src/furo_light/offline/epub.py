"""All pages of one language as an EPUB 3 book, which readers of EPUB 2 open too.

Written from the built pages and not by Sphinx's builder, so that it takes the same choice of pages as the
other copies, and any folder of HTML. Specification: W3C EPUB 3.3; container: OCF 3.3, section 4.2.
"""

import io
import uuid
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from furo_light.offline.chapters import Chapter, chapter_of
from furo_light.offline.kinds import media_type
from furo_light.offline.references import Frame, targets_of
from furo_light.offline.site import Selection
from furo_light.offline.templates import fill, template

__all__ = ["epub_of"]

_CORE_PICTURES = frozenset({"image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"})
"""What every reader of EPUB has to show (EPUB 3.3, section 3.2)."""

_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP file can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A chapter in the book."""

    id: str
    file: str
    title: str
    markup: str
    properties: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    """A picture in the book, and where it lies in the site."""

    id: str
    file: str
    kind: str
    source: Path


def epub_of(selection: Selection) -> bytes:
    """Return the book; the same pages on the same day give the same bytes."""
    files = {page.path: f"page{number}.xhtml" for number, page in enumerate(selection.pages, 1)}
    pictures: dict[str, _Picture] = {}
    frame = Frame(
        prefixes=dict.fromkeys(files, ""),
        targets={page.path: targets_of(page) for page in selection.pages},
        address=lambda path, there: files[path] + (f"#{there}" if there else ""),
        picture=lambda path: _add_picture(pictures, selection.root / path, path),
        deeper=0,
        base_url=selection.base_url,
    )
    items = [
        _item(chapter_of(page, frame), number, files[page.path])
        for number, page in enumerate(selection.pages, 1)
    ]
    return _zipped(selection, items, tuple(pictures.values()))


def _item(chapter: Chapter, number: int, file: str) -> _Item:
    properties = ("svg" if chapter.has_svg else "", "mathml" if chapter.has_mathml else "")
    return _Item(
        id=f"page{number}",
        file=file,
        title=chapter.title,
        markup=chapter.markup,
        properties=" ".join(filter(None, properties)),
    )


def _add_picture(pictures: dict[str, _Picture], source: Path, path: str) -> str:
    """Take a picture into the book, and return its address there; empty where readers cannot show it."""
    kind = media_type(source.name)
    if kind not in _CORE_PICTURES or not source.is_file():
        return ""
    if path not in pictures:
        number = len(pictures) + 1
        file = f"picture{number}{source.suffix.lower()}"
        pictures[path] = _Picture(id=f"picture{number}", file=file, kind=kind, source=source)
    return pictures[path].file


def _zipped(selection: Selection, items: list[_Item], pictures: tuple[_Picture, ...]) -> bytes:
    day = f'<span dir="ltr">{selection.day.isoformat()}</span>'
    shared = {
        "book": selection,
        "words": selection.words,
        "items": items,
        "pictures": pictures,
        "identifier": _identifier(selection),
        "copy_of": escape(selection.words.copy_of).replace("{date}", day),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        # Stands first, and not compressed, so that a file's first bytes tell what it is.
        _write(book, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _write(book, "META-INF/container.xml", fill("epub/container.xml.j2").encode())
        for name in ("package.opf", "nav.xhtml", "toc.ncx"):
            _write(book, f"EPUB/{name}", fill(f"epub/{name}.j2", **shared).encode())
        _write(book, "EPUB/style.css", template("book.css").encode())
        for item in items:
            text = fill("epub/chapter.xhtml.j2", item=item, **shared)
            _write(book, f"EPUB/{item.file}", text.encode())
        for picture in pictures:
            _write(book, f"EPUB/{picture.file}", picture.source.read_bytes())
    return buffer.getvalue()


def _write(
    book: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, _OLDEST)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    book.writestr(entry, content)


def _identifier(selection: Selection) -> str:
    """Return the book's name for machines: the same for each edition of the same site and language."""
    name = selection.base_url or f"{selection.title} {selection.language}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
