"""All pages of one language in one HTML file: no script, no request, for any browser, from any place."""

import base64
from html import escape
from pathlib import Path

from furo_light.offline.chapters import Chapter, chapter_of
from furo_light.offline.kinds import media_type
from furo_light.offline.page import XHTML
from furo_light.offline.references import Frame, targets_of
from furo_light.offline.site import Selection
from furo_light.offline.templates import fill

__all__ = ["single_file"]


def single_file(selection: Selection) -> str:
    """Return the file. Identifiers of page N begin with "pN-"; pictures stand in it as data URLs."""
    prefixes = {page.path: f"p{number}-" for number, page in enumerate(selection.pages, 1)}
    anchors = {path: prefix.removesuffix("-") for path, prefix in prefixes.items()}
    frame = Frame(
        prefixes=prefixes,
        targets={page.path: targets_of(page) for page in selection.pages},
        address=lambda path, there: f"#{there or anchors[path]}",
        picture=lambda path: data_url(selection.root / path),
        deeper=1,
        base_url=selection.base_url,
    )
    chapters = [_without_xmlns(chapter_of(page, frame)) for page in selection.pages]
    day = f'<time dir="ltr">{selection.day.isoformat()}</time>'
    return fill(
        "single.html.j2",
        book=selection,
        words=selection.words,
        chapters=chapters,
        prefixes=anchors,
        copy_of=escape(selection.words.copy_of).replace("{date}", day),
    )


def data_url(file: Path) -> str:
    """Return a picture as a `data:` URL, empty where there is none."""
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    return f"data:{media_type(file.name)};base64,{base64.b64encode(content).decode()}"


def _without_xmlns(chapter: Chapter) -> dict[str, str]:
    """Return what the template shows; HTML needs no namespace on its own elements."""
    markup = chapter.markup.replace(f' xmlns="{XHTML}"', "")
    return {"path": chapter.path, "title": chapter.title, "markup": markup}
