"""A site in three languages as its readers get it, built by real Sphinx from one source."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from lxml import html

from a11ycheck.locate import map_path, read_map
from a11ycheck.model import Element

ROOT = Path(__file__).parent / "roots" / "test-languages"
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = {"furo_light", "Furo", "Sphinx", "@pradyunsg"}  # names of programs and of people stay


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources: Sphinx compiles catalogues beside them."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("languages") / "docs"))


@pytest.fixture(scope="module")
def site(project: Path, build: Callable[..., Path]) -> Path:
    """The built site: English at its root, the others in folders."""
    site = project.parent / "html"
    build(project, "-d", str(site.parent / "doctrees-en"), into=site)
    for code in ("ar", "ckb"):
        options = ("-D", f"language={code}", "-d", str(site.parent / f"doctrees-{code}"))
        build(project, *options, into=site / code)
    return site


def page(site: Path, name: str) -> html.HtmlElement:
    return html.document_fromstring((site / name).read_bytes())


def links(root: html.HtmlElement, xpath: str) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in root.xpath(xpath)}


SWITCH = "//nav[contains(@class, 'languages')]//a | //*[contains(@class, 'languages')]//li/a"


def switch(site: Path, name: str) -> list[html.HtmlElement]:
    """The links of the theme's switch, without those that an author put into the page."""
    found = page(site, name).xpath("//nav[contains(@class, 'language')]//a[@hreflang]")
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "guide/safety.html",
            {"ar": "../ar/guide/safety.html", "ckb": "../ckb/guide/safety.html"},
        ),
        (
            "ar/guide/safety.html",
            {"en": "../../guide/safety.html", "ckb": "../../ckb/guide/safety.html"},
        ),
        ("ckb/index.html", {"en": "../index.html", "ar": "../ar/index.html"}),
    ],
)
def test_each_page_leads_to_itself_in_each_other_language(
    site: Path, name: str, wanted: dict[str, str]
) -> None:
    found = links(page(site, name), "//head/link[@rel='alternate']")
    shown = {link.get("hreflang"): link.get("href") for link in switch(site, name)}

    assert found.keys() == {"en", "ar", "ckb"}
    assert shown == wanted
    assert shown.items() <= found.items()
    for address in found.values():
        assert (site / name).parent.joinpath(address).is_file()


def test_each_language_is_named_in_itself_and_marked_as_such(site: Path) -> None:
    shown = switch(site, "guide/safety.html") + switch(site, "ar/guide/safety.html")

    # A direction is written where it is not that of the page.
    assert [(link.get("lang"), link.get("dir"), link.text_content()) for link in shown] == [
        ("ar", "rtl", "العربية"),
        ("ckb", "rtl", "کوردیی سۆرانی"),
        ("en", "ltr", "English"),
        ("ckb", None, "کوردیی سۆرانی"),
    ]


@pytest.mark.parametrize("name", ["index.html", "search.html", "ar/site-map.html"])
def test_the_other_languages_follow_the_heading(site: Path, name: str) -> None:
    (heading,) = page(site, name).xpath("//main//h1")

    assert "language" in heading.getnext().get("class")


def test_a_page_in_one_language_leads_to_the_first_page_and_says_so(site: Path) -> None:
    shown = {link.get("hreflang"): link for link in switch(site, "publish/index.html")}

    assert shown["ar"].get("href") == "../ar/index.html"
    assert shown["ar"].text_content().strip() == "العربية (الصفحة الرئيسية)"
    assert shown["ckb"].text_content().strip() == "کوردیی سۆرانی (لاپەڕەی سەرەکی)"
    assert not links(page(site, "publish/index.html"), "//head/link[@rel='alternate']")
    assert not (site / "ar" / "publish").exists()


def test_a_link_to_a_page_in_one_language_leads_there_and_names_the_language(site: Path) -> None:
    (link,) = page(site, "ar/index.html").xpath("//main//a[contains(@href, 'publish')]")

    assert link.get("href") == "../publish/index.html"
    assert link.text_content() == "صفحة الفاحص"
    note = link.getnext()
    assert (note.text, note.get("lang"), note.get("dir")) == ("English", "en", "ltr")


def test_an_author_can_put_the_choice_into_a_page(site: Path) -> None:
    found = links(page(site, "ckb/index.html"), "//main//ul[@class='language-links']//a")

    assert found == {"en": "../index.html", "ar": "../ar/index.html", "ckb": "index.html"}


@pytest.mark.parametrize("code", ["ar", "ckb"])
def test_a_page_says_that_nobody_has_reviewed_it(site: Path, code: str) -> None:
    first = page(site, f"{code}/guide/safety.html").xpath("//main//*[self::h1 or self::div]")
    (mark,) = page(site, f"{code}/guide/safety.html").xpath("//div[contains(@class, 'not-rev')]")

    assert "not-reviewed" in first[0].get("class")  # above the heading, where it is about safety
    assert mark.xpath(".//a/@href") == ["../../guide/safety.html"]
    assert not LATIN.search(mark.text_content())
    elsewhere = page(site, f"{code}/index.html").xpath("//h1/following-sibling::div[1]")
    assert "not-reviewed" in elsewhere[0].get("class")


def test_no_mark_stands_on_the_original_nor_on_what_was_reviewed(site: Path) -> None:
    for name in ("index.html", "guide/safety.html", "ar/guide/reviewed.html"):
        assert not page(site, name).xpath("//div[contains(@class, 'not-reviewed')]")
    assert page(site, "ckb/guide/reviewed.html").xpath("//div[contains(@class, 'not-reviewed')]")


def test_what_is_not_translated_is_marked_with_its_language_and_direction(site: Path) -> None:
    (kept,) = page(site, "ar/guide/safety.html").xpath("//p[@lang]")

    assert kept.text_content() == "The page of IOM Iraq (in English) is not translated here."
    assert (kept.get("lang"), kept.get("dir")) == ("en", "ltr")
    assert not page(site, "ckb/guide/safety.html").xpath("//main//p[@lang]")


def test_what_runs_from_left_to_right_is_kept_so(site: Path) -> None:
    root = page(site, "ckb/guide/safety.html")

    assert root.get("dir") == "rtl"
    assert [run.text for run in root.xpath("//main//bdi[@dir='ltr']")] == [
        "85%",
        "06:00–08:00",
        "https://example.org/a?b=1",
        "IOM Iraq",
    ]
    assert {code.get("dir") for code in root.xpath("//main//code")} == {"ltr"}
    assert root.xpath("//pre/ancestor::div/@dir") == ["ltr"]
    assert b"<bdi" not in (site / "guide/safety.html").read_bytes()


def chrome(root: html.HtmlElement) -> Iterator[str]:
    """Yield each text outside the content, and each name that only a screen reader says."""
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "html", "meta"}:
            continue
        around = [element, *element.iterancestors()]
        if any(part.get("lang") == "en" or part.tag in {"code", "pre", "bdi"} for part in around):
            continue
        for name in ("aria-label", "title", "placeholder", "alt"):
            yield element.get(name) or ""
        if element.tag != "link" and not any(part.tag == "section" for part in around):
            yield element.text or ""
            yield from (child.tail or "" for child in element)


@pytest.mark.parametrize("code", ["ar", "ckb"])
@pytest.mark.parametrize("name", ["index", "guide/safety", "search", "genindex"])
def test_no_english_word_is_left_around_the_content(site: Path, code: str, name: str) -> None:
    words = {" ".join(text.split()) for text in chrome(page(site, f"{code}/{name}.html"))}
    english = {text for text in words if LATIN.search(text.replace("JavaScript", ""))}

    assert english <= NAMES
    assert any(not LATIN.search(text) for text in words if text)


def test_admonitions_and_scripts_speak_the_language(site: Path) -> None:
    titles = page(site, "ckb/guide/safety.html").xpath("//*[contains(@class, 'note')]/p/text()")

    assert titles[0] == "تێبینی"
    assert page(site, "ar/index.html").findtext(".//title").strip() == "هواتف"


def test_the_maps_of_all_languages_lie_beside_the_site_and_are_read_as_one(site: Path) -> None:
    assert not list(site.rglob("*.sourcemap*"))
    assert map_path(site, "ckb").is_file()
    found, problem = read_map(site)
    assert found is not None
    assert not problem
    assert {"index.html", "ar/index.html", "ckb/guide/safety.html"} <= set(found.pages)
    for name in ("publish/index.html", "ar/guide/safety.html"):
        assert found.covers(name, (site / name).read_bytes())
        last = Element(target=("p",), html="<p>", mark=len(found.pages[name].marks) - 1)
        location = found.location(name, last)
        assert location is not None
        assert location.file.endswith(name.removeprefix("ar/").replace(".html", ".md"))
    alone, problem = read_map(site / "ar")
    assert alone is not None
    assert not problem
    assert "guide/safety.html" in alone.pages
    assert alone.sources(site / "ar").keys() <= found.sources(site).keys()


def test_a_second_build_has_nothing_to_do(project: Path, site: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-D", "language=ar"]
    command += ["-d", str(site.parent / "doctrees-ar"), str(project), str(site / "ar")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "0 added, 0 changed, 0 removed" in done.stdout
    assert "no targets are out of date" in done.stdout


# --- what is wrong with catalogues and settings ---------------------------------------------------------


def warnings_of(project: Path, out: Path, *options: str) -> str:
    command = [sys.executable, "-m", "sphinx", "-q", *options, str(project), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_broken_catalogue_is_named_with_its_line_and_the_build_goes_on(tmp_path: Path) -> None:
    project = Path(shutil.copytree(ROOT, tmp_path / "docs"))
    catalogues = project / "locales" / "ar" / "LC_MESSAGES"
    safety = catalogues / "guide" / "safety.po"
    text = safety.read_text("utf-8").replace("https://example.org/a?b=1> و", "x")
    text = text.replace("أو <https://example.org/a?b=1>", "أو <https://example.org/wrong>")
    safety.write_text(text, "utf-8")
    (catalogues / "guide" / "reviewed.po").write_bytes(
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        b'msgid "A short text."\nmsgstr "\xe4\xf6\xfc"\n'
    )
    (catalogues / "guide" / "gone.po").write_text('msgid "Gone"\nmsgstr "ذهب"\n', "utf-8")

    said = warnings_of(project, tmp_path / "out", "-D", "language=ar")

    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith('msgid "In 2022'))
    assert f"safety.po:{line}: WARNING: The translation lacks the link target" in said
    assert "https://example.org/wrong, which the original lacks" in said
    assert "reviewed.po:1: WARNING: This catalogue is not in the encoding that it declares" in said
    assert "gone.po:1: WARNING: This catalogue is for 'guide/gone', but there is no such" in said
    assert (tmp_path / "out" / "guide" / "reviewed.html").is_file()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("xx", "conf.py: language = 'xx' is not a language code of CLDR"),
        ("fa", "conf.py: language = 'fa' is not in a11ycheck_languages"),
    ],
)
def test_an_unknown_language_is_a_warning(tmp_path: Path, language: str, sentence: str) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "publish" / "index.md", tmp_path / "docs" / "index.md")
    (tmp_path / "docs" / "conf.py").write_text(
        'extensions = ["myst_parser", "a11ycheck.sphinxext", "furo_light"]\n'
        'suppress_warnings = ["myst.xref_missing"]\n'
        'a11ycheck_languages = ["en", "ar"]\n',
        "utf-8",
    )
    said = warnings_of(tmp_path / "docs", tmp_path / "out", "-D", f"language={language}")

    assert sentence in said


def test_a_language_without_a_catalogue_is_a_warning(tmp_path: Path) -> None:
    project = Path(shutil.copytree(ROOT, tmp_path / "docs"))
    shutil.rmtree(project / "locales" / "ckb")

    said = warnings_of(project, tmp_path / "out", "-D", "language=ckb")

    assert "There is no catalogue for the language 'ckb'; its pages are not translated." in said
    assert 'lang="en"' in (tmp_path / "out" / "guide" / "safety.html").read_text("utf-8")


# --- any Sphinx project ---------------------------------------------------------------------------------


def one_page(folder: Path, *settings: str) -> None:
    """Write a project of one page in Sorani Kurdish, with these lines of settings."""
    lines = ('project = "مۆبایل"', 'language = "ckb"', *settings)
    (folder / "conf.py").write_text("\n".join(lines), "utf-8")
    (folder / "index.rst").write_text(
        "مۆبایل\n======\n\n.. contents::\n\n:نووسەر: کەسێک\n\nبەش\n----\n\n"
        ".. warning:: ``a.py``\n\nیەک [1]_\n\n.. [1] پەراوێز\n",
        "utf-8",
    )


EXTENSION = 'extensions = ["a11ycheck.sphinxext", "furo_light"]'
UNDER_FURO = 'html_theme = "furo"'
ASKED_FOR = "a11ycheck_right_to_left = True"


@pytest.mark.parametrize("settings", [(UNDER_FURO,), (ASKED_FOR,)])
def test_language_and_extension_suffice_under_furo_and_where_asked_for(
    tmp_path: Path, settings: Sequence[str]
) -> None:
    one_page(tmp_path, EXTENSION, *settings)
    warnings_of(tmp_path, tmp_path / "out", "-W")
    root = page(tmp_path / "out", "index.html")

    assert (root.get("lang"), root.get("dir")) == ("ckb", "rtl")
    text = root.text_content()
    assert "ناوەڕۆک" in text
    assert "ئاگاداری" in text
    assert root.xpath("//code/@dir") == ["ltr"]
    assert any("a11ycheck-rtl.css" in href for href in root.xpath("//link/@href"))
    scripts = tmp_path / "out" / "_static" / "translations.js"
    assert '"گەڕان ئامادە دەکرێت..."' in scripts.read_text("utf-8")
    if UNDER_FURO in settings:
        english = {text for text in chrome(root) if LATIN.search(text)}
        assert {" ".join(text.split()) for text in english} <= NAMES


@pytest.mark.parametrize(
    "settings", [(), (UNDER_FURO, "a11ycheck_right_to_left = False")], ids=["other", "declined"]
)
def test_no_byte_changes_where_no_repair_is_asked_for(
    tmp_path: Path, settings: Sequence[str]
) -> None:
    found = []
    for name, extensions in (("plain", ()), ("mapped", (EXTENSION,))):
        (tmp_path / name).mkdir()
        one_page(tmp_path / name, *extensions, *settings)
        site = tmp_path / name / "out"
        warnings_of(tmp_path / name, site, "-D", "html_last_updated_fmt=")
        files = (path for path in site.rglob("*") if path.is_file() and path.name != ".buildinfo")
        found.append({path.relative_to(site): path.read_bytes() for path in files})
    plain, mapped = ({k: v for k, v in one.items() if k.parts[0] != ".doctrees"} for one in found)
    assert mapped == plain
    assert (tmp_path / "mapped" / "out.sourcemap.json").is_file()


@pytest.mark.parametrize("folder", ["", "ar/", "ckb/"])
def test_all_languages_share_one_search_script(site: Path, folder: str) -> None:
    found = page(site, f"{folder}search.html").xpath("//script/@src")
    script = site / "_static/scripts/furo-light-search.js"
    assert [(site / folder / one.partition("?")[0]).resolve() for one in found] == [script]
    assert list(site.rglob(script.name)) == [script]


def test_a_search_shows_the_words_of_a_page_and_not_its_mark(site: Path) -> None:
    mark = page(site, "ckb/guide/safety.html").xpath("//*[contains(@class, 'not-reviewed')]//p")[1]
    index = "".join(path.read_text("utf-8") for path in (site / "ckb/_static/search").glob("u*.js"))

    assert page(site, "ckb/guide/safety.html").xpath("//h1")[0].text in index
    assert mark.text_content() not in index


PAGES = {
    "index.md": "# 1\n\n```{toctree}\n:caption: 2\nnext\n```\n\n```{note}\n3\n```\n\n```{tip}\n4\n```\n",
    "next.md": "# 5\n\n## 6\n\n{ref}`genindex`\n\n```{index} 7\n```\n\n```python\nx = 1\n```\n",
}


@pytest.mark.parametrize("code", ["fa", "he", "ur"])
def test_other_languages_from_right_to_left_have_the_themes_words(
    code: str, tmp_path: Path, build: Callable[..., Path]
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    settings = "extensions = ['myst_parser', 'furo_light']\nhtml_theme = 'furo_light'\n"
    settings += (
        f"language = {code!r}\nproject = '0'\ncopyright = '2026'\nhtml_last_updated_fmt = ''\n"
    )
    (docs / "conf.py").write_text(settings, "utf-8")
    for name, text in PAGES.items():
        (docs / name).write_text(text, "utf-8")

    site = build(docs)

    for path in site.glob("*.html"):
        root = page(site, path.name)
        assert (root.get("lang"), root.get("dir")) == (code, "rtl")
        texts = [
            *chrome(root),
            *root.xpath("//body//text()[not(ancestor::script|ancestor::style|ancestor::pre)]"),
        ]
        words = {word for text in texts for word in LATIN.findall(text)}
        assert words <= {"Sphinx", "furo", "light", "JavaScript"}
