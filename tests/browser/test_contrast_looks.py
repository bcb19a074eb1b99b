"""Text over a gradient is measured in the first variant, and asked about where it looks otherwise."""

from pathlib import Path

import pytest

import a11ycheck
from a11ycheck import Config

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title>
<meta name="viewport" content="width=device-width">
<style>
  body { background: #fff; color: #000 }
  p, div, h1 { background: linear-gradient(#fff, #eee); color: #222 }
  blockquote { position: relative; z-index: 0 }
  blockquote::before { content: ""; position: absolute; inset: 0; z-index: -1; background: #eee }
  @media (prefers-color-scheme: dark) {
    body { background: #000; color: #fff }
    #dark { background: linear-gradient(#222, #111); color: #444 }
  }
  @media (min-width: 800px) { #wide { color: #bbb } }
</style>
<p id="dark">Text on a gradient, dark in the dark</p>
<div id="wide">Text on a gradient, pale on the desktop</div>
<h1 id="same">Text on a gradient, the same everywhere</h1>
<blockquote id="pseudo">Text on a box that is drawn by a pseudo-element</blockquote>"""


def test_text_is_asked_about_where_it_has_other_colours(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    config = Config(select=("color-contrast", "text-contrast-on-image"), cache=False)

    report = a11ycheck.audit([str(tmp_path)], config).report

    asked = {
        place.element.selector: place.variants
        for item in report.findings
        for place in item.locations
        if place.element
    }
    assert asked["#dark"] == ("phone-dark", "desktop-dark")
    assert asked["#wide"] == ("desktop-light", "desktop-dark")
    assert "#same" not in asked
    assert report.rule_errors == ()
