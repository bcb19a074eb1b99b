"""The size of a logo, so that the page keeps its place free until it is loaded."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import imagesize
from sphinx.application import Sphinx

__all__ = ["logo_size"]

_VIEW_BOX = re.compile(
    rb"<svg\b[^>]*?\sviewBox\s*=\s*[\"']\s*[-+.\de]+[\s,]+[-+.\de]+[\s,]+([.\de]+)[\s,]+([.\de]+)",
    re.IGNORECASE,
)
_HEAD = 65_536


def logo_size(app: Sphinx, context: Mapping[str, Any]) -> str:
    """Return the attributes `width` and `height` of the logo that a page shows, "" if unknown."""
    name = context.get("theme_light_logo") if context.get("theme_dark_logo") else ""
    name = name or app.config.html_logo or ""
    path = next((path for path in _candidates(app, str(name)) if path.is_file()), None)
    if path is None:
        return ""
    width, height = _size(path)
    return f' width="{width}" height="{height}"' if width > 0 and height > 0 else ""


def _candidates(app: Sphinx, name: str) -> Iterator[Path]:
    """Yield where the file may be: a logo of furo is in a static folder, Sphinx's beside `conf.py`."""
    if not name or urlsplit(name).scheme:
        return
    for folder in ("", *app.config.html_static_path):
        yield Path(app.confdir, folder, name)
    yield Path(app.outdir, "_static", name)


def _size(path: Path) -> tuple[int, int]:
    """Return the width and height of an image in pixels; those of an SVG may be its ratio."""
    try:
        width, height = imagesize.get(str(path))
    except ValueError:
        width = height = -1
    if width > 0 and height > 0:
        return round(width), round(height)
    with path.open("rb") as file:
        found = _VIEW_BOX.search(file.read(_HEAD))
    return (round(float(found[1])), round(float(found[2]))) if found else (-1, -1)
