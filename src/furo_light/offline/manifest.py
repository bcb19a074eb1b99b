"""The web app manifest, by which a phone can put the site on its home screen (W3C Application Manifest)."""

import json
from html import escape

from furo_light.offline.site import Selection

__all__ = ["icon", "manifest"]

_COLOUR = "#1a5fb4"


def manifest(selection: Selection, *, icon_file: str) -> str:
    """Return the manifest; addresses in it are relative to itself, so any folder of a server will do.

    The display mode keeps the browser's own controls: readers need its way back.
    """
    entry = {"src": icon_file, "sizes": "any", "purpose": "any"}
    if icon_file.endswith(".svg"):
        entry["type"] = "image/svg+xml"
    content = {
        "id": "./",
        "name": selection.title,
        "lang": selection.language,
        "dir": selection.direction,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "icons": [entry],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def icon(title: str) -> str:
    """Return a plain picture for the home screen: the first letter of the title."""
    letter = escape(next((one for one in title if one.isalnum()), "?").upper())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="{_COLOUR}"/>'
        '<text x="32" y="45" fill="#fff" font-family="sans-serif" font-size="36" text-anchor="middle">'
        f"{letter}</text></svg>"
    )
