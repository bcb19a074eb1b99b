"""Generate the fonts of the fixtures of `font-lacks-glyphs`: boxes instead of letters, and few of them.

A fixture contains its font in its stylesheet, so that a page is one file. Each letter is a box of a width
and height of its own, since the rule knows a glyph by its measures. No font of others is in the
repository, and none has just the letters that a fixture needs.
"""

import re
import sys
from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

__all__ = ["FONTS", "font_of", "main", "with_font"]

FOLDER: Final = Path(__file__).resolve().parent.parent / "tests" / "rules" / "font-lacks-glyphs"
_ARABIC: Final = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
FONTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "failed-ckb.html": f"{_ARABIC}\u06d5",  # the letter ae
        "failed-fa.html": f"{_ARABIC}کی",
        "failed-he.html": "אבגדהוזחטיכלמנסעפצקרש",
        "inapplicable-en.html": "abc",
        "passed-ar.html": _ARABIC,
        "passed-latin-font.html": "abcdefghijklmnopqrstuvwxyz",
    }
)
"""The letters of the font of each fixture; the final letters of Hebrew are left out on purpose."""

_EM: Final = 1000
_ASCENT, _DESCENT = 1000, -300
_BEARING: Final = 30
# Seconds since 1904: fonts made on different days are the same.
_MADE: Final = 3_600_000_000
_FONT: Final = re.compile(r"(?<=url\(data:font/ttf;base64,)[^)]*(?=\))")


def font_of(letters: str) -> bytes:
    """Return a TrueType font that has these letters, a space, and no others."""
    named = {f"u{ord(letter):04X}": ord(letter) for letter in letters}
    names = [".notdef", "space", *named]
    widths = {name: 400 + 7 * index for index, name in enumerate(names)}
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(" "): "space", **{code: name for name, code in named.items()}})
    builder.setupGlyf(
        {
            name: _box(0, 0) if name == "space" else _box(widths[name], 300 + 9 * index)
            for index, name in enumerate(names)
        }
    )
    builder.setupHorizontalMetrics({name: (width, _BEARING) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=_ASCENT, usWinAscent=_ASCENT, usWinDescent=-_DESCENT)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=_MADE, modified=_MADE)
    builder.font.recalcTimestamp = False
    content = BytesIO()
    builder.save(content)
    return content.getvalue()


def _box(width: int, height: int) -> Glyph:
    """Return a filled rectangle within its bearings; nothing where it has no height."""
    pen = TTGlyphPen(None)
    if height:
        pen.moveTo((_BEARING, 0))
        pen.lineTo((width - _BEARING, 0))
        pen.lineTo((width - _BEARING, height))
        pen.lineTo((_BEARING, height))
        pen.closePath()
    return pen.glyph()


def with_font(page: str, letters: str) -> str:
    """Return a page with its font generated again."""
    return _FONT.sub(b64encode(font_of(letters)).decode("ascii"), page)


def main() -> int:
    """Write the fixtures, and return the exit code."""
    for name, letters in FONTS.items():
        path = FOLDER / name
        path.write_text(with_font(path.read_text("utf-8"), letters), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
