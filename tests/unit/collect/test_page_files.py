"""What the file of a page shows without a browser."""

from pathlib import Path

import pytest

from a11ycheck.collect import read_page_file
from a11ycheck.collect.page_files import parse_page_file

HEAD = (
    '<!doctype html>\n<html lang="ar"><head><meta charset="utf-8"><title>T</title></head>\n<body>\n'
)


def test_a_clean_page_has_neither_notices_nor_errors(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for mark in ("", "\ufeff"):
        page.write_text(mark + HEAD + "<p>مرحبا</p></body></html>", encoding="utf-8")
        found = read_page_file(page)
        assert (found.notices, found.errors) == ((), ())


@pytest.mark.parametrize(("data", "words"), [(b"", "empty (0 bytes)"), (b" \n\t", "white space")])
def test_an_empty_page_is_a_notice(data: bytes, words: str) -> None:
    found = parse_page_file(data)
    (notice,) = found.notices
    assert words in str(notice)
    assert found.errors == ()


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_errors_have_their_offset_in_bytes(start: str) -> None:
    data = (start + HEAD + "<p>مرحبا\n</section>").encode()
    (error,) = parse_page_file(data).errors or ()
    assert data[error.offset :] == b"</section>"
    assert (error.line, error.column) == (5, 1)


def test_the_encoding_is_a_notice_and_the_markup_an_error() -> None:
    found = parse_page_file((HEAD + "</b>").encode() + b"\xe9")
    assert [notice.id for notice in found.notices] == ["invalid-utf-8"]
    assert [error.code for error in found.errors or ()] == ["stray-end-tag"]


def test_xhtml_is_read_as_xml(tmp_path: Path) -> None:
    page = tmp_path / "page.xhtml"
    page.write_text('<html xmlns="http://www.w3.org/1999/xhtml"><body>\n<p>a<br></p></body></html>')
    (error,) = read_page_file(page).errors or ()
    assert (error.code, error.line) == ("malformed-xml", 2)
    page.write_text(
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>é</p></body></html>'
    )
    assert read_page_file(page).errors == ()


def test_a_page_that_has_disappeared_is_a_notice(tmp_path: Path) -> None:
    found = read_page_file(tmp_path / "gone.html")
    (notice,) = found.notices
    assert str(notice) == "The file cannot be read: No such file or directory."
    assert found.errors is None
