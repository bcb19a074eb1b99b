"""The script of the overlay, assembled from its files and its words."""

import json
from importlib.resources import files

from a11ycheck.watch.overlay_words import overlay_words

__all__ = ["overlay_script"]


def overlay_script() -> str:
    """Return the script, with its style and with words in the current language.

    `overlay.js` has a string in the place of each part.
    """
    folder = files("a11ycheck.watch")
    script, marks, style = (
        folder.joinpath(name).read_text("utf-8")
        for name in ("overlay.js", "overlay_marks.js", "overlay.css")
    )
    parts = {
        "OVERLAY_STYLE": json.dumps(style),
        "OVERLAY_WORDS": json.dumps(overlay_words()),
        "OVERLAY_MARKS": f"((module) => {{\n{marks}\nreturn module.exports;\n}})({{}})",
    }
    for name, value in parts.items():
        script = script.replace(f'"{name}"', value)
    return script
