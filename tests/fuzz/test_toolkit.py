"""Any page can be optimised, copied for offline reading and repaired, or it is left as it is and named."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Comment
from zipfile import ZipFile

import html5lib
import pytest
from hypothesis import strategies as st
from lxml import etree

from a11ycheck.errors import UserError
from furo_light.languages.right_to_left import with_direction, with_texts
from furo_light.offline import Selection, make_offline, select_pages, texts_for
from furo_light.offline.built_page import links_and_resources, main_of, parse_page, title_of
from furo_light.optimise import optimise_site
from furo_light.optimise.minify import minify_svg
from furo_light.optimise.page_css import parse_declarations
from furo_light.settings import Settings
from furo_light.theme.mathml import MathError, to_mathml
from furo_light.theme.search_index import normalised, words
from furo_light.theme.stylesheet import names_in
from furo_light.theme.unused_markup import classes_in, has_foreign_parts, remove_unused
from fuzzing import html_bytes, html_pages, mutated, texts

CSS = "p{white-space:pre;margin:0}/* c */@media print{.a:hover>b::before{content:'}'}}@import 'x';"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><!-- c --> <g> <text> a </text>'
    "<style>a{}</style></g><script>1 < 2</script></svg>"
)
# Found by this fuzzer: html5lib and lxml raise exceptions for these.
NOT_XML = (
    "<!",
    "·<h·<h·<html>",
    "<import 'x\U000f0000>",
    "<error::x\U000f0000>",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.css").write_text(CSS, "utf-8")
    return folder


def words_of(page: bytes) -> list[str]:
    """Return the words of a page as a browser sees them."""
    body = html5lib.parse(page.decode("utf-8"), namespaceHTMLElements=False).find("body")
    if body is None:
        return []
    # `itertext` includes comments.
    for comment in body.iter(Comment):
        comment.text = ""
    return "".join(body.itertext()).split()


def test_a_page_is_optimised_without_loss_or_left_alone(fuzz: Any, site: Path) -> None:
    page = site / "index.html"
    page_settings = Settings(lighten_precompress=False)

    def check(html: str) -> None:
        before = html.encode("utf-8", "replace")
        page.write_bytes(before)
        done = optimise_site(site, page_settings, cache=None)
        after = page.read_bytes()
        assert len(after) <= len(before) + 200
        if after == before:
            return
        assert not done.skipped
        assert words_of(after) == words_of(before)
        optimise_site(site, page_settings, cache=None)
        assert page.read_bytes() == after

    fuzz(check, html_pages())


def test_any_bytes_are_optimised_or_left_alone(fuzz: Any, site: Path) -> None:
    def check(given: tuple[bytes, bytes, str]) -> None:
        html, svg, css = given
        (site / "index.html").write_bytes(html)
        (site / "x.svg").write_bytes(svg)
        (site / "a.css").write_bytes(css.encode("utf-8", "surrogatepass"))
        optimise_site(site, Settings(), cache=None)

    svgs = mutated(st.just(SVG)).map(lambda text: text.encode("utf-8", "replace"))
    fuzz(check, st.tuples(html_bytes(), svgs | html_bytes(), mutated(st.just(CSS))))


def test_a_minified_svg_is_the_same_document(fuzz: Any) -> None:
    def check(text: str) -> None:
        data = text.encode("utf-8", "replace")
        after = minify_svg(data)
        assert len(after) <= len(data)
        parser = etree.XMLParser(resolve_entities=False)
        try:
            before = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            return
        root = etree.fromstring(after, etree.XMLParser(resolve_entities=False))
        assert [one.tag for one in root.iter("*")] == [one.tag for one in before.iter("*")]

    fuzz(check, mutated(st.just(SVG)))


def test_offline_copies_of_any_page_are_made_or_refused(fuzz: Any, site: Path) -> None:
    page = site / "index.html"

    def check(html: str) -> None:
        for path in site.iterdir():
            path.unlink()
        page.write_bytes(html.encode("utf-8", "replace"))
        try:
            pages = select_pages(site, ["index.html"])
            selection = Selection(
                root=site,
                pages=pages,
                texts=texts_for("en", {}),
                day=date(2026, 11, 25),
                title="Site",
                language="en",
                direction="ltr",
            )
            made = make_offline(selection)
        except UserError:
            return
        assert made
        for book in site.glob("*.epub"):
            with ZipFile(book) as archive:
                for name in archive.namelist():
                    if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                        etree.fromstring(archive.read(name))

    fuzz(check, html_pages(), finds=NOT_XML)


def test_the_content_of_any_page_is_found(fuzz: Any) -> None:
    def check(html: str) -> None:
        try:
            root = parse_page(html, "index.html")
        except UserError:
            return
        title_of(root, main_of(root))

    fuzz(check, html_pages(), finds=NOT_XML)


def test_the_links_of_any_page_stay_in_its_folder(fuzz: Any) -> None:
    def check(html: str) -> None:
        text = html.encode("utf-8", "replace").decode()
        links, files = links_and_resources("a/b.html", text)
        assert [path for path in (*links, *files) if path.startswith(("/", ".."))] == []

    fuzz(check, html_pages())


def test_texts_that_sphinx_writes_are_repaired_in_any_page(fuzz: Any) -> None:
    def check(html: str) -> None:
        with_direction(html)
        with_texts(html, "ckb")
        remove_unused(html, {"a", "b"})
        has_foreign_parts(html)
        names_in(html)
        classes_in(html)
        parse_declarations(html)

    fuzz(check, html_pages())


def test_any_text_is_searched_and_any_formula_converted_or_refused(fuzz: Any) -> None:
    def check(text: str) -> None:
        normalised(text)
        list(words(text))
        with suppress(MathError):
            to_mathml(text)

    formulas = mutated(st.just(r"\begin{align} a_{1}^2 &= \frac{x}{y} \\ \sqrt[3]{z} \end{align}"))
    fuzz(check, texts(80) | formulas)
