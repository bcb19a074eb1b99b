"""Text whose letters join is text; only a ligature with a name in ASCII is an icon."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

import a11ycheck
from a11ycheck import Config, Report

pytestmark = pytest.mark.browser

ICON = "search"
JOINED = "\u0633\u0644\u0627\u0645"  # a greeting in Arabic: seen, lam, alef, meem
CONJUNCT = "\u0928\u092e\u0938\u094d\u0924\u0947"  # the same in Hindi
GREY = '<p style="font: 20px Joining; color: #bbb; background: #fff">{}</p>'
BUTTON = '<button style="font: 20px Joining" aria-label="{}">{}</button>'
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title>'
    '<style>@font-face {{ font-family: Joining; src: url("data:font/ttf;base64,{font}") }}</style>'
    "{body}"
)
PAGES: Mapping[str, str] = {
    "icon": GREY.format(ICON),
    "icons": GREY.format(ICON) * 5 + GREY.format("abc"),
    "joined": GREY.format(JOINED),
    "conjunct": GREY.format(CONJUNCT),
    "after": GREY.format(JOINED) * 5 + GREY.format("abc"),
    "label": BUTTON.format("Find", JOINED),
}


def _glyph(width: int, height: int) -> Glyph:
    pen = TTGlyphPen(None)
    if height:
        pen.moveTo((10, 0))
        for point in ((10, height), (width - 10, height), (width - 10, 0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def _font() -> str:
    """Return a font in which each of the words is one narrow glyph, in base64."""
    letters = {
        f"u{ord(letter):04X}": ord(letter)
        for letter in sorted(set(ICON + JOINED + CONJUNCT + "abc"))
    }
    words = {"one": ICON, "two": JOINED, "three": CONJUNCT}
    glyphs = [".notdef", "space", *letters, *words]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({32: "space", **{code: name for name, code in letters.items()}})
    heights = {name: 900 if name in words else 300 for name in glyphs}
    heights["space"] = 0
    builder.setupGlyf({name: _glyph(600, heights[name]) for name in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 10)))
    builder.setupHorizontalHeader(ascent=1000, descent=-300)
    builder.setupNameTable({"familyName": "Joining", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=1000, sTypoDescender=-300)
    builder.setupPost()
    rules = "".join(
        f"sub {' '.join(f'u{ord(letter):04X}' for letter in word)} by {name}; "
        for name, word in words.items()
    )
    scripts = "".join(f"languagesystem {tag} dflt; " for tag in ("DFLT", "latn", "arab", "dev2"))
    addOpenTypeFeaturesFromString(builder.font, f"{scripts} feature rlig {{ {rules} }} rlig;")
    file = BytesIO()
    builder.save(file)
    return b64encode(file.getvalue()).decode()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("site")
    font = _font()
    for name, body in PAGES.items():
        (folder / f"{name}.html").write_text(PAGE.format(font=font, body=body), "utf-8")
    rules = ("color-contrast", "label-content-name-mismatch")
    config = Config(select=rules, variants=("desktop-light",), cache=False)
    return a11ycheck.audit([str(folder)], config).report


@pytest.mark.parametrize("name", ["icon", "icons"])
def test_an_icon_has_no_contrast_of_text(name: str, report: Report) -> None:
    # As axe: where all texts of a font are ligatures, so are those that follow.
    assert report.outcomes[f"{name}.html"]["color-contrast"] == "inapplicable"


@pytest.mark.parametrize("name", ["joined", "conjunct", "after"])
def test_text_whose_letters_join_has_a_contrast(name: str, report: Report) -> None:
    assert report.outcomes[f"{name}.html"]["color-contrast"] == "failed"


def test_a_label_of_letters_that_join_is_compared_with_the_name(report: Report) -> None:
    assert report.outcomes["label.html"]["label-content-name-mismatch"] == "failed"
