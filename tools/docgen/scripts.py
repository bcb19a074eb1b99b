"""Minified scripts for offline reading.

They are committed, so that the package needs no minifier; `make check` sees that they are up to date.
"""

from pathlib import Path

import minify

from docgen.sources import ROOT

__all__ = ["minified_scripts"]

_FOLDER = ROOT / "src" / "furo_light" / "offline" / "assets"


def minified_scripts() -> dict[Path, str]:
    """Return the text of each `NAME.min.js` that belongs beside `NAME.js`, by its path."""
    sources = sorted(path for path in _FOLDER.glob("*.js") if not path.name.endswith(".min.js"))
    return {path.with_suffix(".min.js"): _minified(path) for path in sources}


def _minified(path: Path) -> str:
    return str(minify.string("application/javascript", path.read_text(encoding="utf-8")))
