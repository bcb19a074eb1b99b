"""The book: readers that others wrote open it, and the checker of its format finds nothing."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from ebooklib import ITEM_DOCUMENT, epub
from lxml import etree

from copies_read import PNG, Select, Site, epub_of

AWKWARD = """<p id="twice">One</p><p id="twice">Two <a href="#twice">up</a> <a href="#nowhere">x</a></p>
<p><a name="old">Old</a> <tt>code</tt> <center>middle</center> <my-element>own</my-element></p>
<svg viewBox="0 0 1 1" width="9"><linearGradient id="g"/><path d="M0 0" fill="url(#g)"/></svg>
<math><mi>x</mi></math><p _odd="1">&#11;&#x1f;</p>
<picture><source srcset="a.avif" type="image/avif"><img src="a.png" alt="A"></picture>
<ul><li><input type="checkbox" disabled checked> Done</li></ul><p>1 &lt; 2 &amp; <br>3<i></i>\x0b</p>
<table align="center" border="1"><tr><td width="50%" valign="top">cell</td></tr></table>
<dl><dt id="1 2">Odd id</dt><dd>Text</dd></dl>"""


def awkward_book(write_site: Site, select: Select, page: Callable[..., str]) -> bytes:
    files = {
        "index.html": page("Start <& end", AWKWARD + '<a href="b.html#gone">B</a>'),
        "b.html": page("Second", '<p lang="ar" dir="rtl">ماء <a href="index.html#old">x</a></p>'),
        "a.png": PNG,
    }
    return epub_of(select(write_site(files), base_url="https://site.example/"))


def test_a_reader_that_others_wrote_opens_the_book(
    write_site: Site, select: Select, tmp_path: Path
) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(epub_of(select(write_site())))

    book = epub.read_epub(file, {"ignore_ncx": False})

    assert (book.title, book.language) == ("Site", "en")
    assert [link.title for link in book.toc] == ["Start", "Water", "Save"]
    texts = [item.get_content().decode() for item in book.get_items_of_type(ITEM_DOCUMENT)]
    assert any('href="page2.xhtml#boil"' in text for text in texts)


def test_every_chapter_is_well_formed_and_named_in_the_book(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    with zipfile.ZipFile(io.BytesIO(awkward_book(write_site, select, page))) as book:
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        names = book.namelist()
        package = etree.fromstring(book.read("EPUB/package.opf"))
        for name in names:
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                etree.fromstring(book.read(name))
    opf = "{http://www.idpf.org/2007/opf}"
    items = {item.get("href"): item for item in package.iter(f"{opf}item")}
    assert {f"EPUB/{name}" for name in items} == {
        name for name in names if name.startswith("EPUB/") and name != "EPUB/package.opf"
    }
    assert items["page1.xhtml"].get("properties") == "svg mathml"


def test_the_book_of_a_right_to_left_language_turns_its_pages_that_way(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    content = epub_of(select(write_site({"index.html": page("ماء", "<p>ماء</p>", language="ar")})))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        package = book.read("EPUB/package.opf").decode()
    assert 'page-progression-direction="rtl"' in package
    assert "<dc:language>ar</dc:language>" in package


def test_epubcheck_finds_nothing(
    write_site: Site, select: Select, page: Callable[..., str], tmp_path: Path
) -> None:
    java, jar = shutil.which("java"), Path("/usr/bin/epubcheck")  # Debian's is a JAR file
    if java is None or not jar.exists():
        pytest.skip("epubcheck is not installed (Debian: apt install epubcheck)")
    file = tmp_path / "book.epub"
    file.write_bytes(awkward_book(write_site, select, page))

    done = subprocess.run(
        [java, "-jar", jar, file], capture_output=True, text=True, check=False, timeout=120
    )

    assert "No errors or warnings detected." in done.stdout + done.stderr, done.stderr


def test_the_same_pages_on_the_same_day_give_the_same_book(
    write_site: Site, select: Select
) -> None:
    selection = select(write_site())
    assert epub_of(selection) == epub_of(selection)
