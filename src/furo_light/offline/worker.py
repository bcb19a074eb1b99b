"""The service worker of a site, the pack of its pages, its message page, and the web app manifest."""

import base64
import html
import json
from collections.abc import Callable, Iterator
from typing import Final

from a11ycheck.errors import UserError
from a11ycheck.web.media_types import is_text, media_type
from furo_light.offline.chosen_pages import Selection, resources_of
from furo_light.offline.texts import Texts, asset, fill

__all__ = [
    "MOST_BYTES",
    "WORKER",
    "icon",
    "manifest",
    "message_page",
    "pack",
    "worker_script",
]

WORKER: Final = "sw.js"
"""The worker's file, at the root of a language: it serves the pages at and below its own URL."""

MOST_BYTES: Final = 999
"""The largest size of the worker, not compressed: under 1 kB."""

_WORDS: Final = "WORDS"
_DAY: Final = "DAY"
_ISO: Final = "sv"
"""The locale whose dates are those of ISO 8601: for languages that browsers write no dates in."""

_COLOUR: Final = "#1a5fb4"


def worker_script(texts: Texts) -> str:
    """Return the worker with the texts of a language; UserError if they make it too large."""
    text = html.escape(texts.saved_copy, quote=False)
    text = text.replace("\\", "\\\\").replace("`", "\\`").replace("$", "&#36;")
    day = (
        f'{json.dumps(texts.date_locale)},{{dateStyle:"long"}}'
        if texts.date_locale
        else f'"{_ISO}"'
    )
    script = asset("worker.min.js").replace(_WORDS, text).replace(f'"{_DAY}"', day)
    if (size := len(script.encode())) > MOST_BYTES:
        message = (
            f"The offline text saved_copy makes the worker {size - MOST_BYTES} bytes too large."
        )
        raise UserError(message, "Shorten it: the worker must stay under 1 kB.")
    return script


def message_page(texts: Texts, *, language: str, direction: str) -> str:
    """Return the page that replaces one that is not saved, when there is no network."""
    script = asset("lister.min.js")
    return fill(
        "offline.html.j2", texts=texts, language=language, direction=direction, script=script
    )


def pack(
    selection: Selection, text_of: Callable[[str], str], *, message: tuple[str, str]
) -> Iterator[str]:
    """Yield a JSON file with the pages, whose text `text_of` returns by path, and what they load.

    Private pages are not part of it. `message` is the path and the text of the message page. An entry is
    [path, media type, text], or [path, media type, Base64, 1] for what is not UTF-8 text. Pages are first
    and in reading order: similar neighbours compress best.
    """
    before = "["
    for page in selection.public_pages:
        kind = f"{media_type(page.path)}; charset=utf-8"
        yield before + _json([page.path, kind, text_of(page.path)])
        before = ","
    name, text = message
    yield before + _json([name, f"{media_type(name)}; charset=utf-8", text])
    for path in resources_of(selection.root, selection.pages):
        yield "," + _json(_entry(path, (selection.root / path).read_bytes()))
    yield "]"


def _entry(path: str, content: bytes) -> list[str | int]:
    kind = media_type(path)
    if is_text(kind):
        try:
            return [path, f"{kind}; charset=utf-8", content.decode()]
        except UnicodeDecodeError:
            pass  # another encoding: the bytes stay as they are
    return [path, kind, base64.b64encode(content).decode(), 1]


def manifest(selection: Selection, *, icon_file: str) -> str:
    """Return the manifest (W3C Web Application Manifest), with URLs relative to itself.

    The display mode keeps the browser's own controls: readers need the way back.
    """
    entry = {"src": icon_file, "sizes": "any", "purpose": "any"}
    if icon_file.endswith(".svg"):
        entry["type"] = "image/svg+xml"
    return _json(
        {
            "id": "./",
            "name": selection.title,
            "lang": selection.language,
            "dir": selection.direction,
            "start_url": "./",
            "scope": "./",
            "display": "minimal-ui",
            "icons": [entry],
        }
    )


def icon(title: str) -> str:
    """Return a plain icon for the home screen: the first letter of the title, as SVG."""
    letter = html.escape(next((one for one in title if one.isalnum()), "?").upper())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="{_COLOUR}"/>'
        '<text x="32" y="45" fill="#fff" font-family="sans-serif" font-size="36" text-anchor="middle">'
        f"{letter}</text></svg>"
    )


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
