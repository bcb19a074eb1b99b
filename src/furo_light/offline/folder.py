"""Offer any folder of static pages offline: find its pages, give them the script, and make the rest."""

import re
from datetime import date
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.web.globs import compile_globs
from furo_light.offline.copies import MARKER, root_from, with_copies
from furo_light.offline.files import write_file
from furo_light.offline.make import MESSAGE, SINGLE, Made, make_offline
from furo_light.offline.page import BuiltPage, read_page
from furo_light.offline.rewrite import Rewriter
from furo_light.offline.site import Selection, reading_order, same_language
from furo_light.offline.templates import fill
from furo_light.offline.words import words_for
from furo_light.offline.worker import with_script
from furo_light.settings import Settings

__all__ = ["SAVE_PAGE", "offer_folder"]

SAVE_PAGE = "offline-save.html"
"""The page with the button, where no page of the folder has a place for it."""

_SUFFIXES = (".html", ".htm")
_MADE = re.compile("|".join(map(re.escape, (MESSAGE, SAVE_PAGE, SINGLE))))


def offer_folder(
    root: Path,
    settings: Settings,
    *,
    day: date,
    title: str = "",
    base_url: str = "",
) -> Made:
    """Make the pages of a folder readable offline, and return what was made.

    `settings.offline_pages` choose by path what belongs to "all pages"; every page in the language of the
    folder's index gets the script that keeps what is visited. A second run changes nothing. UserError
    where the folder has no index, a page is not UTF-8, or nothing is chosen.
    """
    if not root.is_dir():
        raise UserError(f"{root} is no folder.", "Name the folder of a built site.")
    paths = same_language(root, _own_pages(root))
    pages = reading_order(root, filter(compile_globs(settings.offline_pages), paths))
    words = words_for(pages[0].language, settings.offline_words)
    selection = Selection(
        root=root,
        pages=tuple(_asking(page) for page in pages),
        title=title or pages[0].site_title,
        language=pages[0].language or "en",
        direction=pages[0].direction,
        words=words,
        day=day,
        base_url=base_url and base_url.rstrip("/") + "/",
    )
    others = [path for path in paths if path not in selection.paths]
    rewriter = Rewriter(root)
    for page in (*selection.pages, *(_asking(read_page(root, path)) for path in others)):
        rewriter.write(page.path, page.text)
    rewriter.finish()
    made = make_offline(selection, copies=settings.offline_copies, holders=others)
    if _needs_save_page(selection, others):
        text = with_copies(_save_page(selection), SAVE_PAGE, words, made.sizes)
        write_file(root / SAVE_PAGE, text.encode())
    return made


def _own_pages(root: Path) -> list[str]:
    """Return the pages that were there before us, sorted."""
    found = (
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.suffix.lower() in _SUFFIXES and path.is_file()
    )
    return sorted(path for path in found if not _MADE.fullmatch(path))


def _asking(page: BuiltPage) -> BuiltPage:
    return BuiltPage(path=page.path, text=with_script(page.text, root_from(page.path)))


def _needs_save_page(selection: Selection, others: list[str]) -> bool:
    """Tell whether no page has a place for the block."""
    place = 'id="offline-copies"'
    texts = [page.text for page in selection.pages]
    texts += [read_page(selection.root, path).text for path in others]
    return not any(place in text for text in texts)


def _save_page(selection: Selection) -> str:
    page = fill(
        "save.html.j2",
        words=selection.words,
        language=selection.language,
        direction=selection.direction,
        title=selection.title,
        block=MARKER,
    )
    return with_script(page, "")
