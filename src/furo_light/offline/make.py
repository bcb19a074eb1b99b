"""Make everything for reading offline in the folder of one language of a built site."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from a11ycheck.errors import UserError
from furo_light.offline.compress import brotli_of, gzip_of
from furo_light.offline.copies import Copy, Sizes, kilobytes, with_copies
from furo_light.offline.epub import epub_of
from furo_light.offline.files import write_file
from furo_light.offline.manifest import icon, manifest
from furo_light.offline.pack import pack_of
from furo_light.offline.rewrite import Rewriter
from furo_light.offline.single import single_file
from furo_light.offline.site import Selection
from furo_light.offline.worker import WORKER, message_page, worker_script

__all__ = [
    "MANIFEST",
    "MESSAGE",
    "PACK",
    "SINGLE",
    "Made",
    "make_offline",
    "refill",
]

PACK, MESSAGE, MANIFEST = "offline-pages.json", "offline.html", "offline.webmanifest"
ICON, SINGLE, BOOK = "offline-icon.svg", "all-pages.html", "all-pages.epub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made: the files by name, and what the reader is told of their sizes."""

    files: tuple[str, ...]
    sizes: Sizes


def make_offline(
    selection: Selection, *, copies: bool = True, icon_file: str = "", holders: Iterable[str] = ()
) -> Made:
    """Write the worker, its message, the pack, the copies and the manifest; fill in the block of pages.

    `copies` also makes the HTML file and the book. `icon_file` is the site's own icon, relative to the
    folder. `holders` are pages beside the chosen ones that may hold the block. UserError where the folder
    cannot be written.
    """
    _demand_ours(selection.root / WORKER)
    words = selection.words
    texts = {p.path: with_copies(p.text, p.path, words, None) for p in selection.pages}
    written = _Writer(root=selection.root)
    pack = written.text(PACK, pack_of(selection, texts))
    offered = _copies(selection, written) if copies else ()
    sizes = Sizes(pages=len(selection.pages), pack=kilobytes(pack), copies=offered)
    refill(selection.root, {*selection.paths, *holders}, selection, sizes)
    if not icon_file:
        written.text(ICON, icon(selection.title))
    written.text(MANIFEST, manifest(selection, icon_file=icon_file or ICON))
    frame = {"language": selection.language, "direction": selection.direction}
    written.text(MESSAGE, message_page(words, **frame))
    written.text(WORKER, worker_script(words))
    return Made(files=tuple(written.names), sizes=sizes)


def _demand_ours(worker: Path) -> None:
    """Refuse to overwrite a service worker that the site has already."""
    if worker.is_file() and 'caches.open("a11y")' not in _read(worker):
        message = f"{worker} is another service worker."
        raise UserError(message, "A site has room for one: remove it, or go without ours.")


def refill(root: Path, paths: Iterable[str], selection: Selection, sizes: Sizes) -> None:
    """Fill in the block of the pages that hold one."""
    known = {page.path: page for page in selection.pages}
    rewriter = Rewriter(root)
    for path in sorted(paths):
        text = known[path].text if path in known else _read(root / path)
        filled = with_copies(text, path, selection.words, sizes)
        if filled != text:
            rewriter.write(path, filled)
    rewriter.finish()


def _copies(selection: Selection, written: "_Writer") -> tuple[Copy, ...]:
    words = selection.words
    single_size = written.text(SINGLE, single_file(selection))
    book_size = written.content(BOOK, epub_of(selection))
    return (
        Copy(
            file=SINGLE,
            saved_as=f"all-pages-{selection.language}.html",
            size=kilobytes(single_size),
            name=words.one_file,
            text=words.one_file_size,
        ),
        Copy(
            file=BOOK,
            saved_as=f"all-pages-{selection.language}.epub",
            size=kilobytes(book_size),
            name=words.book,
            text=words.book_size,
        ),
    )


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""  # no page that could hold the block


@dataclass(slots=True, kw_only=True)
class _Writer:
    """Writes the files of a folder, and remembers which."""

    root: Path
    names: list[str] = field(default_factory=list)

    def text(self, name: str, text: str) -> int:
        """Write a text with its compressed copies, and return what its transfer costs at most.

        That is its size as gzip, which every host can send.
        """
        content = text.encode()
        self.content(name, content)
        for suffix, packed in ((".br", brotli_of(content)), (".gz", gzip_of(content))):
            if len(packed) < len(content):
                self.content(name + suffix, packed)
            else:
                (self.root / (name + suffix)).unlink(missing_ok=True)
        return min(len(content), len(packed))

    def content(self, name: str, content: bytes) -> int:
        """Write a file, unless it is there with this content already; return its size."""
        write_file(self.root / name, content)
        self.names.append(name)
        return len(content)
