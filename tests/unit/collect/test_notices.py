"""What is said about the bytes and the markup of a page."""

import re
from pathlib import Path

import pytest

from a11ycheck.collect import notices_for, notices_in
from a11ycheck.collect.encoding import decode
from a11ycheck.collect.markup import markup_faults

HEAD = (
    '<!doctype html>\n<html lang="ar"><head><meta charset="utf-8"><title>T</title></head>\n<body>\n'
)


def test_a_clean_page_gets_no_notice(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(HEAD + "<p>مرحبا</p></body></html>", encoding="utf-8")
    assert notices_for(page) == ()
    page.write_text("\ufeff" + HEAD + "<p>مرحبا", encoding="utf-8")
    assert notices_for(page) == ()


@pytest.mark.parametrize(("data", "words"), [(b"", "empty (0 bytes)"), (b" \n\t", "white space")])
def test_an_empty_page_is_named(data: bytes, words: str) -> None:
    (notice,) = notices_in(data)
    assert words in notice


def test_a_page_that_is_not_utf8_names_byte_line_declaration_and_remedy() -> None:
    page = HEAD.replace("utf-8", "windows-1256") + "<p>مرحبا</p>"
    (notice,) = notices_in(page.encode("windows-1256"))
    offset = page.index("م")
    assert f"byte {offset} (0xE3, line 4)" in notice
    assert "it declares windows-1256" in notice
    assert '<meta charset="utf-8">' in notice
    (silent,) = notices_in(b"<title>x</title><p>caf\xe9")
    assert "declares no encoding" in silent


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_is_named(name: str) -> None:
    (notice,) = notices_in(("\ufeff" + HEAD + "<p>مرحبا").encode(name))
    assert "UTF-16" in notice
    assert ("little" in notice) == (name == "utf-16-le")


def test_nul_bytes_are_counted() -> None:
    (one,) = notices_in(HEAD.encode() + b"<p>a\0b")
    assert "a NUL byte" in one
    assert "line 4" in one
    (many,) = notices_in(HEAD.encode() + b"<p>\0\0\0")
    assert "3 NUL bytes" in many


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<title>x</title><p>مرحبا", "does not say so"),
        ('<title>x</title>\n<meta charset="iso-8859-1"><p>é', "declares iso-8859-1 in line 2"),
        ("<!--" + "x" * 1100 + '--><meta charset="utf-8"><p>é', "first 1024"),
        ('<!-- <meta charset="utf-8"> --><p>é', "does not say so"),
    ],
)
def test_utf8_that_is_declared_badly_is_named(page: str, words: str) -> None:
    (notice,) = notices_in(page.encode())
    assert words in notice


def test_utf8_declared_in_the_old_way_is_fine() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>é</title>'
    assert notices_in(page.encode()) == ()
    assert notices_in(b"<title>plain ascii needs no declaration</title>") == ()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xe9", "café"),
        (b'<meta charset="iso-8859-1">\x80', '<meta charset="iso-8859-1">€'),
        (
            '<meta charset="windows-1256">مر'.encode("windows-1256"),
            '<meta charset="windows-1256">مر',
        ),
        (b'<meta charset="no-such">\xe9', '<meta charset="no-such">é'),
        (b'<meta charset="base64">\xe9', '<meta charset="base64">é'),
        ("\ufeffx".encode(), "x"),
        ("\ufeffé".encode("utf-16"), "é"),
    ],
)
def test_text_is_read_as_a_browser_reads_it(data: bytes, text: str) -> None:
    assert decode(data).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<div>\n<span>x\n</div>", "<span> of line 5 is not closed before </div> of line 6"),
        ("<main>\n<div>x\n</body></html>", "<main> of line 4 is never closed"),
        ("<p>x</p>\n</section>", "</section> of line 5 closes nothing"),
        ("<b><i>x</b></i>", "<i> of line 4 is not closed before </b> of line 4"),
        ("<h2>x\n</h3>", "<h2> of line 4 is closed by </h3> of line 5"),
        ("<div/>\n<p>x", "<div/> of line 4 is never closed"),
        (
            "<p><a href=x>x\n<ul></ul></a>",
            "<a> of line 4 is open where <ul> of line 5 ends its <p>",
        ),
        ('<p>x</p>\n<p class="cut', "the file ends inside the tag <p of line 5"),
        ("<p>x</p>\n<!-- cut", "the file ends inside the comment of line 5"),
        ("<script>\nif (a", "the file ends inside <script> of line 4"),
        ("<p>x</p></di", "the file ends inside the tag </di of line 4"),
    ],
)
def test_markup_that_a_browser_repairs_is_named_with_its_lines(body: str, fault: str) -> None:
    faults = markup_faults(HEAD + body)
    assert faults[0].text == fault
    assert str(faults[0].line) in fault
    (notice,) = notices_in((HEAD + body).encode())
    assert fault in notice


VALID = """
<ul><li>a<li><p>b<li><div>c</div></ul>
<dl><div><dt>a<dd><p>b</div></dl>
<table><caption>c<colgroup><col><thead><tr><th>a<tbody><tr><td><p>b<td>c</table>
<p>One<p>Two<section><p>Three</section>
<select><optgroup label=a><option>1<option>2<optgroup label=b><option>3</select>
<ruby>a<rp>(<rt>b<rp>)</ruby>
<p>It's a > b && c <3 &copy; <br> <br/> <img src=x alt="a > b"> <input disabled>
<p title='a "quoted" <b>'>x</p> <a href=/a/b/>slash</a> <a href=it's>x</a>
<svg viewBox="0 0 1 1"><title>t</title><path d="M0"/><g><circle/></g></svg>
<svg><foreignObject><p>x</foreignObject></svg>
<math><mi>x</mi><mspace/></math>
<template><tr><td>x</template> <my-element><slot name=a></slot></my-element>
<script>document.write("</div><b>")</script><style>a::before { content: "<b>" }</style>
<textarea></div><b></textarea> <!-- <div> --> <!----> <!--> <!-- a -- b -->
<details><summary><h2>x</h2></summary><p>y</details> <dialog open>x</dialog>
<video controls><source src=a><track src=b></video> <picture><source srcset=a><img alt="" src=b></picture>
<p><button><div>allowed to a browser</div></button></p>
<p>text<table><tr><td>x</table>
<?php echo ?> <!doctype html> <![CDATA[ x ]]>
<p><p>Sphinx writes nested paragraphs</p></p>
"""


def test_what_html_lets_an_author_leave_out_is_no_fault() -> None:
    for line in VALID.splitlines():
        assert markup_faults(HEAD + line) == (), line
    assert markup_faults(HEAD + VALID + "</body></html>") == ()
    assert markup_faults(HEAD + "<DIV CLASS=a\n ID=b\n>x</DIV\n>") == ()


def test_three_faults_are_named_and_the_others_counted() -> None:
    (notice,) = notices_in((HEAD + "</b>" * 5).encode())
    assert notice.count("closes nothing") == 3
    assert "and 2 more" in notice
    (notice,) = notices_in((HEAD + "</b>" * 5000).encode())
    assert "and at least 97 more" in notice


def test_hostile_markup_takes_no_time() -> None:
    for piece in (
        "<div>",
        "<a b='",
        "<!--",
        "<title>",
        "<p><button><div>",
        "</b>",
        "<a " + " " * 99,
    ):
        markup_faults(piece * 10_000)


def test_xhtml_must_be_well_formed(tmp_path: Path) -> None:
    page = tmp_path / "page.xhtml"
    page.write_text('<html xmlns="http://www.w3.org/1999/xhtml"><body>\n<p>a<br></p></body></html>')
    (notice,) = notices_for(page)
    assert "not well-formed" in notice
    assert "line 2" in notice
    page.write_text(
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>é</p></body></html>'
    )
    assert notices_for(page) == ()


def test_faults_are_parse_errors_by_the_standard_too() -> None:
    """Ask a second parser that follows the HTML standard to the letter."""
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    cases = Path(__file__).read_text(encoding="utf-8")
    for body in re.findall(r'^        \("(.+?)", "[^"]+"\),$', cases, re.MULTILINE):
        text = HEAD + body.encode().decode("unicode_escape")
        parser = html5lib.HTMLParser()
        parser.parse(text)
        if markup_faults(text):
            assert parser.errors, body
