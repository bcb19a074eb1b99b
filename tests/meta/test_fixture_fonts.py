"""The fonts in the fixtures are those that their generator makes."""

from __future__ import annotations

import re
import runpy
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "rules" / "font-lacks-glyphs"
MADE: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "fixture_fonts.py"))
FONT = re.compile(r"base64,([^)]*)\)")


def test_every_fixture_with_a_font_has_a_generator() -> None:
    brought = {path.name for path in FOLDER.glob("*.html") if FONT.search(path.read_text("utf-8"))}

    assert brought == set(MADE["FONTS"])


@pytest.mark.parametrize(("name", "letters"), MADE["FONTS"].items(), ids=MADE["FONTS"])
def test_a_font_is_the_one_that_is_made_of_its_letters(name: str, letters: str) -> None:
    page = (FOLDER / name).read_text("utf-8")
    (found,) = FONT.findall(page)

    assert MADE["with_font"](page, letters) == page
    assert MADE["with_font"](page, letters[1:]) != page
    font = TTFont(BytesIO(b64decode(found)))
    assert {chr(code) for code in font.getBestCmap()} == {" ", *letters}
