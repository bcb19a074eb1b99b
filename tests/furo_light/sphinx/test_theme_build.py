"""How furo_light gets into a build, what it leaves alone, and the HTML that it corrects."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import furo
import pytest
from jinja2 import Environment, nodes
from lxml import html

from furo_light.theme import THEME_PATH
from furo_light.theme.code_styles import CodeDark, CodeLight, CodeStyles
from furo_light.theme.colours import DARK, LIGHT

ROOTS = Path(__file__).parent / "roots"
SMALL = ROOTS / "test-small"
AS_EXTENSION = "extensions=a11ycheck.sphinxext,furo_light"

Build = Callable[..., Path]


@pytest.fixture(scope="module")
def small(build: Build) -> Path:
    """The small project, which names the theme and nothing else."""
    return build(SMALL)


def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes())


def page_text(folder: Path, name: str = "index.html") -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_the_name_of_the_theme_is_enough(small: Path) -> None:
    page = tree(small / "index.html")
    assert "#_n{" in page.xpath("string(//head/style)")
    assert page.xpath("//link[@rel='stylesheet'] | //script[@src]") == []


def test_the_header_is_two_stops_with_nothing_to_skip(small: Path) -> None:
    page = tree(small / "page.html")
    before = page.xpath("//body//*[self::a or self::button][following::main]")
    # Browsers show either the button of the menu or, without popovers, the link to it.
    assert [one.get("href") for one in before] == ["index.html", None, "#_n"]


@pytest.mark.parametrize("option", ["theme_switch=1", "announcement=News"])
def test_a_longer_header_can_be_skipped(build: Build, option: str) -> None:
    page = tree(build(SMALL, "-D", f"html_theme_options.{option}") / "index.html")
    (first, *_) = page.xpath("//body//a[@href]")
    assert page.xpath("//main/@id") == [first.get("href").removeprefix("#")]


def test_the_menu_leads_to_the_list_of_all_pages_unless_it_is_one(build: Build) -> None:
    whole = tree(build(SMALL, "-D", "html_use_index=0") / "index.html")
    part = tree(build(SMALL, "-D", "html_theme_options.navigation_siblings=1") / "index.html")
    assert not whole.xpath("//nav//a[@href='site-map.html']")
    assert part.xpath("//nav//a[@href='site-map.html']")


def test_the_extension_may_be_named_too(build: Build, small: Path) -> None:
    assert page_text(build(SMALL, "-D", AS_EXTENSION)) == page_text(small)


def test_plain_furo_stays_plain(build: Build) -> None:
    with_us = build(SMALL, "-D", "html_theme=furo", "-D", AS_EXTENSION)
    without = build(SMALL, "-D", "html_theme=furo")
    assert page_text(with_us) == page_text(without)
    assert "furo-light" not in page_text(with_us)
    style = Path("_static/pygments.css")
    assert (with_us / style).read_bytes() == (without / style).read_bytes()


@pytest.mark.parametrize("builder", ["text", "singlehtml"])
def test_other_builders_work(build: Build, builder: str) -> None:
    assert any(build(SMALL, "-b", builder, "-D", AS_EXTENSION).iterdir())


def test_pages_as_folders_in_parallel(build: Build) -> None:
    page = tree(build(SMALL, "-b", "dirhtml", "-j", "2") / "page" / "index.html")
    assert page.xpath("//nav//a[@aria-current='page']/text()") == ["Page", "Page"]


def test_a_second_build_reads_nothing_again(build: Build, tmp_path: Path) -> None:
    first = build(SMALL, into=tmp_path)
    before = {path: path.stat().st_mtime_ns for path in first.glob("*.html")}
    build(SMALL, into=tmp_path)
    written = [path.name for path, time in before.items() if path.stat().st_mtime_ns != time]
    assert set(written) <= {
        "site-map.html",
        "genindex.html",
        "search.html",
    }  # Sphinx writes these every time


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_navigation_of_every_page_follows_a_new_title(
    build: Build, tmp_path: Path, jobs: str
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text('html_theme = "furo_light"\n', encoding="utf-8")
    toctree = "\n.. toctree::\n   :hidden:\n\n   one\n   two\n"
    (source / "index.rst").write_text(f"Home\n====\n{toctree}", encoding="utf-8")
    (source / "one.rst").write_text("One\n===\n", encoding="utf-8")
    (source / "two.rst").write_text("Two\n===\n", encoding="utf-8")
    options = ("-j", jobs, "-d", str(tmp_path / "doctrees"))
    out = build(source, *options)
    assert tree(out / "index.html").xpath("//main//div[not(node())]") == []  # hidden, not empty
    (source / "two.rst").write_text("Second\n======\n", encoding="utf-8")
    build(source, *options, into=out)
    assert tree(out / "one.html").xpath("//nav//a[.='Second']")
    (source / "index.rst").write_text(f"Home\n====\n{toctree.replace('   two', '')}", "utf-8")
    (source / "two.rst").unlink()
    build(source, *options, into=out)
    assert not tree(out / "one.html").xpath("//nav//a[.='Second']")


def test_captions_are_headings_in_the_text_and_names_in_the_navigation(small: Path) -> None:
    page = tree(small / "index.html")
    levels = page.xpath("//main//p[@role='heading']/@aria-level")
    assert levels == ["2", "3"]
    assert page.xpath("//nav//*[@role='heading']") == []
    assert page.xpath("//nav//p[following-sibling::*[1][self::ul]]/text()") == [
        "Pages",
        "The same page",
    ]


def test_boxes_that_scroll_have_a_name_and_no_second_id(small: Path) -> None:
    page = tree(small / "index.html")
    (box,) = page.xpath("//div[@role='group']")
    assert dict(box.attrib) == {
        "class": "table-wrapper",
        "role": "group",
        "tabindex": "0",
        "aria-label": "Named",
    }
    assert page.xpath("count(//*[@id='named'])") == 1
    assert page.xpath("//pre/@tabindex") == ["0"]


@pytest.mark.parametrize("page", ["index.html", "page.html", "genindex.html", "search.html"])
def test_every_id_stands_once_and_every_reference_is_met(small: Path, page: str) -> None:
    parsed = tree(small / page)
    ids = parsed.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    wanted = parsed.xpath("//@popovertarget") + parsed.xpath("//label/@for")
    wanted += [href[1:] for href in parsed.xpath("//a/@href[starts-with(., '#')]") if href != "#"]
    assert set(wanted) <= set(ids)


def test_parts_of_the_page_are_landmarks_with_names(small: Path) -> None:
    page = tree(small / "index.html")
    assert page.xpath("//nav/@aria-label") == ["On this page", "Pages"]
    assert page.xpath("//aside") == []
    assert page.xpath("count(//main)") == 1
    assert page.xpath(
        "//body/*[not(self::a or self::header or self::main or self::footer)]/@id"
    ) == ["_n"]


def test_code_can_be_read_in_both_schemes() -> None:
    code = CodeStyles(CodeLight, CodeDark).css()
    used = set(re.findall(r"color:var\(--(\w+)\)", code.rules))
    assert used >= {"k", "t", "m", "d"}
    for colours in (LIGHT | code.light, DARK | code.dark):
        for name in used:
            for ground in ("s", "h"):
                assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:4])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.fixture
def small_with(build: Build, tmp_path: Path) -> Build:
    """Return a function that builds the small project with more lines in its conf.py, and more files."""

    def small_with(conf: str, files: dict[str, str] | None = None) -> Path:
        project = {path.name: page_text(SMALL, path.name) for path in SMALL.glob("*.*")}
        project["conf.py"] += conf
        for name, text in (project | (files or {})).items():
            path = tmp_path / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return build(tmp_path / "project", into=tmp_path / "html")

    return small_with


def test_a_style_that_a_project_chose_stays(small_with: Build) -> None:
    css = page_text(small_with('pygments_dark_style = "monokai"'))
    dark = re.search(r"prefers-color-scheme:dark\)\{:root\{([^}]*)\}", css)
    assert dark
    assert "#272822" in dark[1]


def test_templates_of_a_project_fill_furos_blocks(small_with: Build) -> None:
    own = """{% extends "!page.html" %}
      {% block extrahead %}<meta name="own">{% endblock %}
      {% block left_sidebar %}<p>own left</p>{{ super() }}{% endblock %}
      {% block content %}<p>own text</p>{{ super() }}{% endblock %}
      {% block right_sidebar %}<p>own right</p>{% endblock %}
      {% block footer %}<p>own footer</p>{% endblock %}"""
    page = tree(small_with('templates_path = ["own"]', {"own/page.html": own}) / "index.html")
    assert page.xpath("//head/meta[@name='own']")
    assert page.xpath("//nav[@id='_n']/p[text()='own left']/following-sibling::ul")
    assert page.xpath("//main/p[text()='own text']/following-sibling::section")
    assert page.xpath("//main//p/text()")[:2] == ["own text", "own right"]
    assert page.xpath("//footer/p/text()") == ["own footer"]


def test_options_of_furo_still_work(small_with: Build) -> None:
    options = """html_theme_options = {
        "announcement": "<b>News</b>",
        "light_css_variables": {"color-brand-primary": "#7c4dff"},
        "sidebar_hide_name": True,
        "source_view_link": "https://example.org/{filename}",
        "top_of_page_buttons": ["view"],
    }"""
    page = tree(small_with(options) / "index.html")
    assert page.xpath("//aside[@aria-label='Announcement']/b/text()") == ["News"]
    assert "--k:#7c4dff" in page.xpath("string(//style)")
    assert page.xpath("//footer//a[text()='View this page']/@href") == [
        "https://example.org/index.rst"
    ]


def test_a_page_button_that_does_not_exist_is_named(small_with: Build) -> None:
    with pytest.raises(AssertionError, match=r"top_of_page_buttons.*'veiw'"):
        small_with('html_theme_options = {"top_of_page_buttons": ["veiw"]}')


@pytest.mark.parametrize("template", ["base.html", "page.html"])
def test_no_block_of_furo_is_lost(template: str) -> None:
    """These two are rewritten; a block that a later furo adds is noticed here."""
    ours, furos = (
        {block.name for block in syntax_tree(folder / template).find_all(nodes.Block)}
        for folder in (THEME_PATH, furo.THEME_PATH)
    )
    assert furos <= ours


def syntax_tree(template: Path) -> nodes.Template:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=False)  # noqa: S701
    return environment.parse(template.read_text(encoding="utf-8"))


def test_one_file_holds_all_rules_where_that_is_asked_for(small_with: Build) -> None:
    options = 'html_theme_options = {"inline_css": False, "copy_button": True}'
    folder = small_with(options)
    page = tree(folder / "index.html")
    (link,) = page.xpath("//link[@rel='stylesheet']/@href")
    assert re.fullmatch(r"_static/styles/furo-light\.[0-9a-f]{8}\.css", link)
    assert ".admonition" in page_text(folder, link)
    for path in (folder / link, *(folder / "_static/search").glob("*.js")):
        assert path.stat().st_mode & 0o044 == 0o044, "a server may read it"
    assert page.xpath("//style") == []
    assert page.xpath("//script/@src") == ["_static/scripts/furo-light-copy.js"]
    assert "highlight" in " ".join(page.xpath("//div/@class"))


def test_an_option_with_a_wrong_value_is_named(small_with: Build) -> None:
    with pytest.raises(AssertionError, match=r"'navigation_siblings' is 'few'.*number"):
        small_with('html_theme_options = {"navigation_siblings": "few"}')


def test_a_project_without_copyright_has_no_sign_for_it(small_with: Build) -> None:
    page = tree(small_with('copyright = ""') / "index.html")
    assert "©" not in page.xpath("string(//footer)")
