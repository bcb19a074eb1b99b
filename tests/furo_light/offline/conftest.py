"""What the tests of offline reading share: a small site in two languages, and all that is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from furo_light.offline import (
    MARKER,
    Made,
    Selection,
    make_offline,
    select_pages,
    texts_for,
)
from furo_light.offline.save_block import root_from

DAY = date(2026, 11, 25)

PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><title>{title} - Site</title><link rel="icon" href="data:,"></head>
<body>
<nav><a href="{root}index.html">Home</a></nav>
<main>
<h1>{title}<a class="headerlink" href="#x">¶</a></h1>
{body}
</main>
</body>
</html>
"""


def _page(title: str, body: str, *, path: str = "index.html", language: str = "en") -> str:
    """Return a page as a static site has it."""
    direction = "rtl" if language in {"ar", "ckb"} else "ltr"
    root = root_from(path)
    return PAGE.format(title=title, body=body, root=root, language=language, direction=direction)


PAGES: Mapping[str, str] = {
    "index.html": _page(
        "Start",
        '<p id="top">Welcome.</p><p><a href="guide/water.html">Water</a> '
        '<a href="guide/water.html#boil">Boil</a> <a href="guide/save.html">Save</a></p>',
    ),
    "guide/water.html": _page(
        "Water",
        '<h2 id="boil">Boil it</h2><p>For one minute. <a href="../index.html#top">Back</a></p>',
        path="guide/water.html",
    ),
    "guide/save.html": _page("Save", MARKER, path="guide/save.html"),
}


@pytest.fixture
def write_site(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a folder of files."""

    def write_site(files: Mapping[str, str | bytes] = PAGES) -> Path:
        for name, content in files.items():
            file = tmp_path / "site" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / "site"

    return write_site


def _select(root: Path, paths: list[str] | None = None, **values: str) -> Selection:
    """Return a selection of all pages of a folder, or of some."""
    names = paths or [path.relative_to(root).as_posix() for path in root.rglob("*.html")]
    pages = select_pages(root, names)
    language = pages[0].language
    defaults = {"title": "Site", "language": language, "direction": pages[0].direction}
    return Selection(
        root=root, pages=pages, texts=texts_for(language, {}), day=DAY, **(defaults | values)
    )


def _make(
    root: Path,
    paths: list[str] | None = None,
    *,
    private: frozenset[str] = frozenset(),
    site: str = "",
) -> Made:
    """Make everything for a folder, or for some of its pages."""
    return make_offline(replace(_select(root, paths), private=private, site=site))


@pytest.fixture(scope="session")
def pages() -> Mapping[str, str]:
    """The site's pages by path: index.html, guide/water.html, and guide/save.html with the block."""
    return PAGES


@pytest.fixture(scope="session")
def page() -> Callable[..., str]:
    return _page


@pytest.fixture(scope="session")
def select() -> Callable[..., Selection]:
    return _select


@pytest.fixture(scope="session")
def make() -> Callable[..., Made]:
    return _make
