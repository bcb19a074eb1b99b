"""Projects that were made for another theme: what does not apply is named once and left out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

CONF = """
project = "Barrels"
extensions = ["myst_parser"]
html_theme = "furo_light"
"""
INDEX = "# Barrels\n\nText.\n\n```{toctree}\nstand\n```\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 142.5 118"><path d="M0 0h9v9z"/></svg>'


def build(
    folder: Path, conf: str, *options: str, files: Mapping[str, str] = {}
) -> tuple[Path, str]:
    """Build a project; return the folder of its pages, and the warnings."""
    source = folder / "docs"
    pages = {"conf.py": CONF + conf, "index.md": INDEX, "stand.md": "# Stand\n\n## Feet\n\nText.\n"}
    for name, text in {**pages, **(files or {})}.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-E", *options, str(source), str(folder / "html")],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html", done.stderr


def tree(folder: Path, name: str = "index.html") -> html.HtmlElement:
    return html.fromstring((folder / name).read_bytes())


# --- options and sidebars --------------------------------------------------------------------------

READ_THE_DOCS = """
html_theme_options = {"logo_only": True, "navigation_depth": 5, "prev_next_buttons_location": "top"}
"""
ALABASTER = """
templates_path = ["templates"]
html_theme_options = {"show_powered_by": False, "github_user": "psf", "github_banner": True}
html_sidebars = {
    "index": ["intro.html", "sourcelink.html", "searchbox.html"],
    "**": ["logo.html", "localtoc.html", "relations.html", "sourcelink.html", "searchbox.html"],
}
"""
PYDATA = 'html_sidebars = {"**": ["sidebar-nav-bs", "page-toc.html"]}\n'


@pytest.mark.parametrize(
    ("conf", "named"),
    [
        (READ_THE_DOCS, ['"logo_only" (instead: sidebar_hide_name)', '"navigation_depth"']),
        (ALABASTER, ['"github_banner"', '"show_powered_by" (instead: html_show_sphinx)']),
    ],
)
def test_options_that_the_theme_does_not_have_are_one_warning(
    tmp_path: Path, conf: str, named: list[str]
) -> None:
    files = {"templates/intro.html": "<p>Intro</p>", "templates/logo.html": "<p>Logo</p>"}

    _out, warnings = build(tmp_path, conf, files=files)

    (line,) = [line for line in warnings.splitlines() if "option" in line]
    assert line.startswith("WARNING: html_theme_options: furo_light has no ")
    assert [name for name in named if name not in line] == []


def test_that_warning_can_be_suppressed(tmp_path: Path) -> None:
    _out, warnings = build(
        tmp_path, READ_THE_DOCS + 'suppress_warnings = ["a11ycheck.theme-options"]\n', "-W"
    )

    assert warnings == ""


@pytest.mark.parametrize("conf", [ALABASTER, PYDATA])
def test_sidebars_of_another_theme_are_replaced_by_ours(tmp_path: Path, conf: str) -> None:
    files = {
        "templates/intro.html": '<p>Intro<img src="x.png"></p>',
        "templates/logo.html": '<p>Logo<img src="x.png"></p>',
    }

    out, warnings = build(tmp_path, conf, files=files)

    assert sum("html_sidebars" in line for line in warnings.splitlines()) == 1
    for name in ("index.html", "stand.html"):
        navigation = tree(out, name).xpath("//nav[@id='_n']")[0]
        assert navigation.xpath(".//a/text()")[:1] == ["Stand"]
        assert navigation.xpath(".//form[@role='search']")
        assert not navigation.xpath(".//img")


def test_templates_of_the_project_beside_ours_stay(tmp_path: Path) -> None:
    conf = """
templates_path = ["templates"]
html_sidebars = {"**": ["sidebar/search.html", "sidebar/navigation.html", "mine.html"]}
"""
    out, warnings = build(tmp_path, conf, "-W", files={"templates/mine.html": "<p>Mine</p>"})

    assert warnings == ""
    assert "Mine" in tree(out).xpath("string(//nav[@id='_n'])")


# --- the logo --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "conf",
    [
        'html_logo = "barrel.svg"',
        """
html_static_path = ["static"]
html_theme_options = {"light_logo": "light.svg", "dark_logo": "dark.svg"}
""",
    ],
)
def test_a_logo_has_the_ratio_of_its_file(tmp_path: Path, conf: str) -> None:
    files = {"barrel.svg": SVG, "static/light.svg": SVG, "static/dark.svg": SVG}

    out, _warnings = build(tmp_path, conf, "-W", files=files)

    (logo,) = tree(out).xpath("//a[contains(@class, 'brand')]//img")
    assert (logo.get("width"), logo.get("height")) == ("142", "118")


def test_a_logo_of_pixels_has_the_size_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    Image.new("RGB", (60, 40)).save(tmp_path / "docs" / "logo.png")

    out, _warnings = build(tmp_path, 'html_logo = "logo.png"\na11ycheck_lighten = False\n', "-W")

    (logo,) = tree(out).xpath("//a[contains(@class, 'brand')]//img")
    assert (logo.get("width"), logo.get("height")) == ("60", "40")


# --- sphinx-notfound-page ----------------------------------------------------------------------------


def test_a_page_for_missing_pages_is_built_without_a_warning(tmp_path: Path) -> None:
    conf = 'extensions += ["notfound.extension"]\nhtml_logo = "barrel.svg"\n'

    out, warnings = build(tmp_path, conf, "-W", files={"barrel.svg": SVG})

    assert warnings == ""
    assert tree(out, "404.html").xpath("//a[@class='brand']//img/@src") == [
        "/en/latest/_static/barrel.svg"
    ]


# --- what furo has and this theme has only on request ------------------------------------------------

EDIT = """
html_theme_options = {
    "source_repository": "https://github.com/example/barrels/",
    "source_branch": "main",
    "source_directory": "docs/",
    OPTIONS
}
"""


def test_icons_for_the_source_are_named_links_above_the_heading(tmp_path: Path) -> None:
    out, _warnings = build(tmp_path, EDIT.replace("OPTIONS", '"page_icons": True'), "-W")

    links = tree(out).xpath("//main//p[@class='page-icons']/a")
    assert [link.get("aria-label") for link in links] == ["View this page", "Edit this page"]
    assert all(link.xpath("svg[@aria-hidden='true']") for link in links)
    assert not tree(out).xpath("//footer//a[contains(., 'this page')]")


DEEP = {
    "index.md": "# Barrels\n\n```{toctree}\nstand\ngarden\n```\n",
    "garden.md": "# Garden\n\n```{toctree}\nbeds\n```\n",
    "beds.md": "# Beds\n\n```{toctree}\nroses\n```\n",
    "roses.md": "# Roses\n",
}


def test_branches_open_without_a_script(tmp_path: Path) -> None:
    conf = 'html_theme_options = {"navigation_expand": True}\n'

    out, _warnings = build(tmp_path, conf, "-W", files=DEEP)

    branches = tree(out, "stand.html").xpath("//nav[@id='_n']//details")
    assert [branch.xpath("summary/@aria-label")[0] for branch in branches] == ["Garden", "Beds"]
    assert branches[0].xpath(".//a/text()") == ["Beds", "Roses"]
    assert not tree(out, "roses.html").xpath("//nav[@id='_n']//details")


def test_options_that_are_off_cost_nothing(tmp_path: Path) -> None:
    plain, _ = build(tmp_path / "a", EDIT.replace("OPTIONS", ""), "-W", files=DEEP)
    options = '"page_icons": False, "navigation_expand": False, "theme_switch": False'
    off, _ = build(tmp_path / "b", EDIT.replace("OPTIONS", options), "-W", files=DEEP)

    page = (plain / "stand.html").read_text("utf-8")
    assert page == (off / "stand.html").read_text("utf-8")
    assert not any(word in page for word in ("page-icons", "branch", "<svg", '<details id="_b'))


def test_a_script_of_the_project_brings_back_no_shortcut_of_a_single_key(tmp_path: Path) -> None:
    conf = 'html_js_files = ["own.js"]\nhtml_static_path = ["own"]\n'

    pages, _ = build(tmp_path, conf, files={"own/own.js": "console.log(1);\n"})

    scripts = [script.get("src", "") for script in tree(pages).iter("script")]
    assert any("doctools.js" in script for script in scripts)
    options = (pages / "_static" / "documentation_options.js").read_text("utf-8")
    assert "ENABLE_SEARCH_SHORTCUTS: false" in options


def test_the_tabs_of_an_extension_follow_the_colours_of_the_system(tmp_path: Path) -> None:
    tabs = '# Stand\n\n```{raw} html\n<div class="sphinx-tabs docutils container"></div>\n```\n'

    folder, _ = build(tmp_path, "", files={"stand.md": tabs})

    assert tree(folder, "stand.html").find("body").get("data-theme") == "auto"
    assert tree(folder).find("body").get("data-theme") is None
