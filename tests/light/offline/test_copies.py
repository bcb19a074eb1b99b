"""The copies that are made: the pack, the one file, the book, the block with sizes."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import html5lib
import pytest
from ebooklib import ITEM_DOCUMENT, epub
from lxml import etree

from a11ycheck.errors import UserError
from a11ycheck.light.offline import Made, Selection, build_date, offer_folder, words_for
from a11ycheck.light.offline.copies import kilobytes
from a11ycheck.light.offline.epub import epub_of
from a11ycheck.light.offline.single import single_file
from a11ycheck.light.offline.worker import MOST_BYTES, worker_script

Site = Callable[..., Path]
Select = Callable[..., Selection]

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


def tree_of(markup: str) -> etree._Element:
    return html5lib.parse(markup, treebuilder="lxml", namespaceHTMLElements=False).getroot()


def hrefs(tree: etree._Element) -> list[str]:
    return [link.get("href") for link in tree.iter("a") if link.get("href")]


# --- the pack ---------------------------------------------------------------------------------------


def test_the_pack_holds_the_pages_as_they_are_and_what_they_load(
    write_site: Site, make: Callable[..., Made], page: Callable[..., str]
) -> None:
    shown = (
        '<link rel="stylesheet" href="s.css"><img src="a%20b.png" alt="A">'
        '<img src="https://example.org/y.png" alt="">'
    )
    files = {
        "index.html": page("Start", shown),
        "a b.png": PNG,
        "s.css": "p{background:url('deep/c.png')}",
        "deep/c.png": PNG,
        "unused.png": PNG,
    }
    root = write_site(files)

    make(root)

    entries = json.loads((root / "offline-pages.json").read_text("utf-8"))
    assert [entry[0] for entry in entries] == ["index.html", "a b.png", "deep/c.png", "s.css"]
    assert entries[0][2] == (root / "index.html").read_text("utf-8")
    assert entries[1][1:] == ["image/png", entries[2][2], 1]


def test_the_compressed_forms_hold_the_same(write_site: Site, make: Callable[..., Made]) -> None:
    root = write_site()
    make(root)
    for name in ("offline-pages.json", "all-pages.html"):
        plain = (root / name).read_bytes()
        assert brotli.decompress((root / f"{name}.br").read_bytes()) == plain
        assert gzip.decompress((root / f"{name}.gz").read_bytes()) == plain


def test_a_large_pack_costs_little_more_than_its_pages_in_one_stream(
    write_site: Site, make: Callable[..., Made], page: Callable[..., str]
) -> None:
    words = [f"word{number * number % 9973}" for number in range(6000)]
    bodies = [" ".join(words[start : start + 300]) for start in range(0, 6000, 300)]
    names = ["index.html", *(f"p{number}.html" for number in range(1, len(bodies)))]
    root = write_site(
        {n: page(n, f'<p class="x">{b}</p>') for n, b in zip(names, bodies, strict=True)}
    )
    made = make(root)

    stream = b"".join((root / name).read_bytes() for name in sorted(names))
    floor = len(brotli.compress(stream, quality=11, lgwin=24))
    packed = (root / "offline-pages.json.br").stat().st_size

    assert packed <= 1.1 * floor + 500
    assert made.sizes.pack == kilobytes((root / "offline-pages.json.gz").stat().st_size)


def test_a_second_run_touches_no_file(write_site: Site) -> None:
    root = write_site()

    def state() -> dict[Path, tuple[bytes, int]]:
        files = (path for path in root.rglob("*") if path.is_file())
        return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    day = build_date("1700000000")
    offer_folder(root, lambda _path: True, day=day)
    first = state()
    offer_folder(root, lambda _path: True, day=day)

    assert state() == first


def test_pages_of_another_language_are_left_alone(
    write_site: Site, page: Callable[..., str], pages: Mapping[str, str]
) -> None:
    root = write_site({**pages, "ar/index.html": page("ماء", "", language="ar")})
    before = (root / "ar/index.html").read_bytes()

    made = offer_folder(root, lambda _path: True, day=build_date(None))

    assert made.sizes.pages == 3
    assert (root / "ar/index.html").read_bytes() == before
    assert "ماء" not in (root / "offline-pages.json").read_text("utf-8")


def test_a_folder_without_a_place_for_the_button_gets_a_page_for_it(
    write_site: Site, page: Callable[..., str]
) -> None:
    root = write_site({"index.html": page("Start", "<p>Text.</p>")})
    offer_folder(root, lambda _path: True, day=build_date(None))
    assert 'name="save"' in (root / "offline-save.html").read_text("utf-8")
    assert [entry[0] for entry in json.loads((root / "offline-pages.json").read_text("utf-8"))] == [
        "index.html"
    ]


# --- the worker -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar", "ckb", "fr"])
def test_the_worker_is_under_one_kilobyte_in_every_language(language: str) -> None:
    assert len(worker_script(words_for(language)).encode()) < 1000


def test_words_cannot_break_out_of_the_worker() -> None:
    script = worker_script(words_for("en", {"saved_copy": "`$\\<&"}))
    assert "\\`&#36;\\\\&lt;&amp;" in script


def test_words_that_are_too_long_for_the_worker_are_refused() -> None:
    with pytest.raises(UserError, match="bytes too long for the worker"):
        worker_script(words_for("en", {"saved_copy": "x" * MOST_BYTES}))


def test_a_word_that_has_no_place_is_refused() -> None:
    with pytest.raises(UserError, match='There is no offline word "savd_copy"'):
        words_for("en", {"savd_copy": "x"})


def test_an_unknown_language_is_answered_in_english() -> None:
    assert words_for("qaa") == words_for("en") != words_for("ar-IQ") == words_for("ar")


# --- the block --------------------------------------------------------------------------------------


def test_the_block_names_pages_and_sizes_and_leads_to_files_that_are_there(
    write_site: Site, make: Callable[..., Made]
) -> None:
    root = write_site()
    made = make(root)

    shown = (root / "guide/save.html").read_text("utf-8")
    assert f"{made.sizes.pages} pages in one download of up to {made.sizes.pack} kB." in shown
    files = [link for link in hrefs(tree_of(shown)) if "all-pages" in link]
    assert files == ["../all-pages.html", "../all-pages.epub"]
    assert all((root / "guide" / link).is_file() for link in files)


def test_the_sizes_named_are_never_less_than_what_is_paid() -> None:
    assert [kilobytes(size) for size in (0, 1, 999, 1000, 1001)] == [0, 1, 1, 1, 2]


# --- the one file -----------------------------------------------------------------------------------


def test_links_between_pages_lead_to_places_in_the_file(write_site: Site, select: Select) -> None:
    tree = tree_of(single_file(select(write_site())))

    identifiers = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert all(link[1:] in identifiers for link in hrefs(tree) if link.startswith("#"))
    links = {"".join(link.itertext()): link.get("href") for link in tree.iter("a")}
    assert (links["Boil"], links["Back"]) == ("#p2-boil", "#p1-top")


def test_the_file_needs_nothing_but_itself(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = (
        '<script>alert(1)</script><img src="a.png" alt="A" srcset="b.png 2x" loading="lazy" onerror="x()">'
        '<img src="gone.png" alt="Lost picture"><a href="javascript:x()">J</a>'
        '<iframe src="x.html"></iframe>'
        '<button>B</button><p style="color:red">Text</p><nav class="toc">On this page</nav>'
    )
    text = single_file(select(write_site({"index.html": page("Start", body), "a.png": PNG})))
    tree = tree_of(text)

    assert [image.get("src")[:22] for image in tree.iter("img")] == ["data:image/png;base64,"]
    assert "Lost picture" in "".join(tree.itertext())
    assert "On this page" not in "".join(tree.itertext())
    assert not re.search(r"<script|<iframe|<button|srcset|onerror|javascript:", text)


def test_a_page_outside_the_copy_is_reached_at_the_site_or_is_plain_text(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = '<a href="other.html#x">Other</a> <a href="https://example.org/">Away</a>'
    root = write_site({"index.html": page("Start", body), "other.html": page("Other", "")})

    alone = select(root, ["index.html"])
    known = select(root, ["index.html"], base_url="https://site.example/en/")

    assert "https://example.org/" in hrefs(tree_of(single_file(alone)))
    assert "Other" in single_file(alone)
    assert not any("other.html" in link for link in hrefs(tree_of(single_file(alone))))
    assert "https://site.example/en/other.html#x" in hrefs(tree_of(single_file(known)))


def test_links_of_a_known_site_lead_where_they_led_and_never_run_a_script(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = (
        '<a href="../../shop/?a=1">Shop</a> <a href="/top">Top</a> <a href=" //other.example/ ">Other</a>'
        '<a href=" JavaScript:x()">J</a> <a href="file:///etc/passwd">F</a>'
    )
    root = write_site({"guide/a.html": page("A", body, path="guide/a.html")})
    known = select(root, base_url="https://site.example/docs/en/")

    shown = tree_of(single_file(known))
    links = {link.text: link.get("href") for link in shown.iter("a") if link.get("href")}

    assert links["Shop"] == "https://site.example/docs/shop/?a=1"
    assert (links["Top"], links["Other"]) == ("https://site.example/top", "//other.example/")
    assert not links.keys() & {"J", "F"}


def test_language_and_direction_are_those_of_the_site(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = "<pre>a = 1</pre>"
    tree = tree_of(
        single_file(select(write_site({"index.html": page("ئاو", body, language="ckb")})))
    )
    assert (tree.get("lang"), tree.get("dir")) == ("ckb", "rtl")
    assert next(tree.iter("pre")).get("dir") == "ltr"


def test_words_of_a_link_that_leads_nowhere_keep_their_language(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = '<p><a href="ar/index.html" lang="ar" dir="rtl">العربية</a></p>'
    text = single_file(select(write_site({"index.html": page("Start", body)})))
    assert re.search(r'<span (?=[^>]*\blang="ar")(?=[^>]*\bdir="rtl")[^>]*>العربية</span>', text)


def test_headings_of_pages_stand_below_the_title(write_site: Site, select: Select) -> None:
    tree = tree_of(single_file(select(write_site())))
    assert ["".join(one.itertext()) for one in tree.iter("h1")] == ["Site"]
    assert "Boil it" in ["".join(one.itertext()) for one in tree.iter("h3")]


# --- the book ---------------------------------------------------------------------------------------

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


# --- what cannot be used ----------------------------------------------------------------------------


def test_a_page_that_is_not_utf8_is_named(
    write_site: Site, select: Select, pages: Mapping[str, str]
) -> None:
    root = write_site({**pages, "old.html": "<p>caf\xe9".encode("latin-1")})
    with pytest.raises(UserError, match=r"old\.html is not UTF-8"):
        select(root)


def test_an_impossible_source_date_is_refused() -> None:
    assert build_date("1700000000").isoformat() == "2023-11-14"
    with pytest.raises(UserError, match="SOURCE_DATE_EPOCH"):
        build_date("yesterday")


def test_a_folder_without_an_index_is_refused(write_site: Site) -> None:
    root = write_site({"a.html": "<p>A"})
    with pytest.raises(UserError, match=r"has no index\.html"):
        offer_folder(root, lambda _path: True, day=build_date(None))


def test_a_choice_that_takes_no_page_is_refused(write_site: Site) -> None:
    with pytest.raises(UserError, match=r"No page of .* is chosen"):
        offer_folder(write_site(), lambda _path: False, day=build_date(None))


def test_a_folder_that_cannot_be_written_is_named_and_left_as_it_was(
    write_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site()
    before = sorted(root.rglob("*"))

    def refuse(**_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(UserError, match="cannot be written: Permission denied"):
        offer_folder(root, lambda _path: True, day=build_date(None))
    assert sorted(root.rglob("*")) == before


def test_a_worker_of_the_sites_own_is_not_overwritten(
    write_site: Site, pages: Mapping[str, str]
) -> None:
    root = write_site({**pages, "sw.js": "// mine"})
    with pytest.raises(UserError, match=r"sw\.js is another service worker"):
        offer_folder(root, lambda _path: True, day=build_date(None))
    assert (root / "sw.js").read_text("utf-8") == "// mine"
