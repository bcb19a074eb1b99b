"""Make the pages of a folder, in one language of a built site, readable offline."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from a11ycheck.errors import UserError
from a11ycheck.web.globs import compile_globs
from furo_light.offline.built_page import (
    main_of,
    parse_page,
    read_page,
    site_title_of,
    title_of,
)
from furo_light.offline.chosen_pages import Selection, same_language, select_pages
from furo_light.offline.copies import page_contents, single_file, write_epub
from furo_light.offline.output import OutputFolder, PageWriter
from furo_light.offline.save_block import (
    MARKER,
    Copy,
    PrivatePage,
    Sizes,
    has_block,
    kilobytes,
    with_block,
)
from furo_light.offline.texts import fill, texts_for
from furo_light.offline.worker import (
    WORKER,
    icon,
    manifest,
    message_page,
    pack,
    worker_script,
)
from furo_light.settings import Settings

__all__ = ["MANIFEST", "MESSAGE", "PACK", "SAVE_PAGE", "Made", "make_offline", "offer_folder"]

PACK, MESSAGE, MANIFEST = "offline-pages.json", "offline.html", "offline.webmanifest"
ICON, SINGLE, BOOK = "offline-icon.svg", "all-pages.html", "all-pages.epub"
SAVE_PAGE: Final = "offline-save.html"
"""The page with the button, if no page of the folder has a block for it."""

_CACHES: Final = ('"kept-pages"', 'caches.open("a11y")')  # of this version, and of earlier ones
_SUFFIXES: Final = (".html", ".htm")
_GENERATED = re.compile("|".join(map(re.escape, (MESSAGE, SAVE_PAGE, SINGLE))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The generated files by name, and the sizes that readers see."""

    files: tuple[str, ...]
    sizes: Sizes


def make_offline(
    selection: Selection, *, copies: bool = True, icon_file: str = "", holders: Iterable[str] = ()
) -> Made:
    """Write the worker, its message, the pack, the copies and the manifest; fill in the block of pages.

    `copies` adds the HTML file and the book. `icon_file` is the site's own icon, relative to the folder.
    `holders` are other pages that may have the block. UserError if the folder cannot be written.
    """
    root, texts = selection.root, selection.texts
    _check_worker(root / WORKER)
    output = OutputFolder(root)

    def kept_text(path: str) -> str:
        return with_block(read_page(root, path), path, texts, None, site=selection.site)

    frame = {"language": selection.language, "direction": selection.direction}
    message = message_page(texts, **frame)
    pack_size = output.text(PACK, pack(selection, kept_text, message=(MESSAGE, message)))
    sizes = Sizes(
        pages=len(selection.public_pages),
        pack=kilobytes(pack_size),
        copies=_write_copies(selection, output) if copies else (),
        private=tuple(
            PrivatePage(path=page.path, title=_title(root, page.path))
            for page in selection.pages
            if page.path in selection.private
        ),
    )
    writer = PageWriter(root)
    for path in sorted({*selection.paths, *holders}):
        text = _read_any(root / path)
        writer.write(path, with_block(text, path, texts, sizes, site=selection.site))
    writer.finish()
    if not icon_file:
        output.text(ICON, [icon(selection.title)])
    output.text(MANIFEST, [manifest(selection, icon_file=icon_file or ICON)])
    output.text(MESSAGE, [message])
    output.text(WORKER, [worker_script(texts)])
    return Made(files=tuple(output.names), sizes=sizes)


def _title(root: Path, path: str) -> str:
    """Return the title of a page, else its path."""
    tree = parse_page(read_page(root, path), path)
    return title_of(tree, main_of(tree)) or path


def _check_worker(worker: Path) -> None:
    """Refuse to overwrite a service worker that the site has already."""
    if worker.is_file() and not _is_ours(worker):
        message = f"{worker} is another service worker."
        raise UserError(
            message,
            "A site can have one service worker: remove it, or do not offer the site offline.",
        )


def _is_ours(worker: Path) -> bool:
    return any(name in _read_any(worker) for name in _CACHES)


def _write_copies(selection: Selection, output: OutputFolder) -> tuple[Copy, ...]:
    texts = selection.texts
    with page_contents(selection) as contents:
        single_size = output.text(SINGLE, single_file(selection, contents))
        with output.binary(BOOK) as file:
            write_epub(file, selection, contents)
            book_size = file.tell()
    return (
        Copy(
            file=SINGLE,
            saved_as=f"all-pages-{selection.language}.html",
            size=kilobytes(single_size),
            name=texts.one_file,
            text=texts.one_file_size,
        ),
        Copy(
            file=BOOK,
            saved_as=f"all-pages-{selection.language}.epub",
            size=kilobytes(book_size),
            name=texts.book,
            text=texts.book_size,
        ),
    )


def _read_any(file: Path) -> str:
    """Return the text of a file, "" for one that cannot be a page with a block."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


# --- any static site --------------------------------------------------------------------------------


def offer_folder(
    root: Path, settings: Settings, *, day: date, title: str = "", base_url: str = ""
) -> Made:
    """Make the pages of a folder readable offline, whatever built them.

    `settings.offline_pages` choose by path the pages of the copies, in the language of the folder's index,
    and `settings.offline_private` those of them that a reader keeps only by name. A second run changes
    nothing. UserError if the folder has no index, a page is not UTF-8, or no page is chosen.
    """
    if not root.is_dir():
        raise UserError(f"{root} is no folder.", "Name the folder of a built site.")
    paths = same_language(root, _own_pages(root))
    pages = select_pages(root, filter(compile_globs(settings.offline_pages), paths))
    first = pages[0]
    front = None if title else parse_page(read_page(root, first.path), first.path)
    site_title = "" if front is None else site_title_of(front)
    texts = texts_for(first.language, settings.offline_words)
    selection = Selection(
        root=root,
        pages=pages,
        title=title or site_title or first.path,
        language=first.language or "en",
        direction=first.direction,
        texts=texts,
        day=day,
        private=frozenset(filter(compile_globs(settings.offline_private), paths)),
        # The folder of a translation lies in that of the site.
        site="../" if _is_ours(root.resolve().parent / WORKER) else "",
        base_url=base_url and base_url.rstrip("/") + "/",
    )
    others = set(paths) - selection.paths
    made = make_offline(selection, copies=settings.offline_copies, holders=others)
    if not any(has_block(read_page(root, path)) for path in paths):
        page = fill(
            "save.html.j2",
            texts=texts,
            language=selection.language,
            direction=selection.direction,
            title=selection.title,
            block=MARKER,
        )
        filled = with_block(page, SAVE_PAGE, texts, made.sizes, site=selection.site)
        save_page = PageWriter(root)
        save_page.write(SAVE_PAGE, filled)
    return made


def _own_pages(root: Path) -> list[str]:
    """Return the pages that are not generated here, sorted."""
    found = (
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.suffix.lower() in _SUFFIXES and path.is_file()
    )
    return sorted(path for path in found if not _GENERATED.fullmatch(path))
