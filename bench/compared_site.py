"""A small site whose changes are planted: its pages, its theme and its source map."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Final
from zlib import crc32

from PIL import Image

from a11ycheck.locate import MAP_SCHEMA, map_path

__all__ = ["PAGES", "line_of", "page_texts", "write_site"]

PAGES: Final[Mapping[str, str]] = {
    "index.html": "Handbook",
    "water.html": "Water",
    "food.html": "Food",
    "shelter.html": "Shelter",
    "health.html": "Health",
    "papers.html": "Papers",
    "money.html": "Money",
    "travel.html": "Travel",
}
_PAGE: Final = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>.bold {{ font-weight: bold; font-size: 1.5em }}</style></head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<h2 class="site">First days</h2>
<a class="logo" href="index.html" aria-label="Start of the site">★</a>
<form role="search" action="search.html"><label for="q">Search</label><input id="q" name="q"></form>
</header>
<nav aria-label="Chapters"><ul>
{links}
</ul></nav>
<main id="content">
<h1>{title}</h1>
<p>{title} matters from the first day.</p>
<p>Ask for help with {lower} early.</p>
<h2>What {lower} costs</h2>
<table>
<tr><th scope="col">Item of {lower}</th><th scope="col">Price</th></tr>
<tr><td>{title} for one</td><td>12</td></tr>
<tr><td>{title} for two</td><td>20</td></tr>
</table>
<h2>Where to find {lower}</h2>
<img src="{lower}.png" alt="Map of {lower} in town" width="160" height="120">
<p>See <a href="office.html#{lower}">the office for {lower}</a>.</p>
<ul>
<li>Take the bus for {lower}.</li>
<li>Bring a bag for {lower}.</li>
</ul>
<p>People say <span lang="fr">bonjour {lower}</span> there.</p>
<h3>When {lower} is urgent</h3>
<details><summary>Hours for {lower}</summary><p>Open all day for {lower}.</p></details>
<form action="send.html">
<label for="mail">Mail about {lower}</label><input id="mail" name="mail">
<button type="button">Send about {lower}</button>
<button type="button">Cancel {lower}</button>
</form>
<figure><blockquote><p>Never wait with {lower}.</p></blockquote></figure>
</main>
<aside aria-label="Related"><p>Call <a href="tel.html">the help line</a>.</p></aside>
<footer><p>Written by volunteers.</p><p><a href="imprint.html">Imprint</a></p></footer>
</body>
</html>
"""


def page_texts() -> dict[str, str]:
    """Return the HTML of each page."""
    return {page: _page(page, title) for page, title in PAGES.items()}


def _page(page: str, title: str) -> str:
    links = [
        f'<li><a href="{target}"{_current(page, target)}>{escape(name)}</a></li>'
        for target, name in PAGES.items()
    ]
    return _PAGE.format(title=title, lower=title.lower(), links="\n".join(links))


def _current(page: str, target: str) -> str:
    return ' aria-current="page"' if page == target else ""


def write_site(folder: Path, pages: Mapping[str, str], *, heavy: str = "") -> Path:
    """Write the pages, their images and their source map; the image of `heavy` has twice the bytes.

    A tag in `main` has the line of the page's file as its source line, in a file of the same name.
    """
    folder.mkdir(parents=True)
    marked = {}
    for number, (page, text) in enumerate(pages.items()):
        data = text.encode()
        (folder / page).write_bytes(data)
        _write_image(folder / f"{_title(page).lower()}.png", page, is_heavy=page == heavy)
        marked[page] = {
            "sha256": sha256(data).hexdigest(),
            "marks": [[at, number, line, "exact"] for at, line in _tags(data)],
        }
    document = {
        "schema": MAP_SCHEMA,
        "version": version("a11ycheck"),
        "files": [f"sources/{page}" for page in pages],
        "pages": marked,
    }
    map_path(folder).write_text(json.dumps(document), "utf-8")
    return folder


def line_of(text: str, part: str) -> int:
    """Return the line that a part of a page begins in."""
    return text[: text.index(part)].count("\n") + 1


def _title(page: str) -> str:
    return PAGES.get(page, page.removesuffix(".html"))


def _write_image(path: Path, page: str, *, is_heavy: bool) -> None:
    """Write an image; its bytes are those of its name, on every machine."""
    image = Image.new("RGB", (160, 120), f"#{crc32(page.encode()) & 0xFFFFFF:06x}")
    image.save(path)
    size = 40_000 if is_heavy else 20_000
    # Decoders ignore what follows the last chunk.
    noise = b"".join(sha256(f"{page}{n}".encode()).digest() for n in range(size // 32))
    path.write_bytes(path.read_bytes() + noise)


def _tags(data: bytes) -> list[tuple[int, int]]:
    """Return the byte offset and the line of each start tag in the main content."""
    begin, end = data.find(b"<main"), data.find(b"</main>")
    return [
        (match.start(), data[: match.start()].count(b"\n") + 1)
        for match in re.finditer(rb"<[a-z][^>]*>", data)
        if begin < match.start() < end
    ]
