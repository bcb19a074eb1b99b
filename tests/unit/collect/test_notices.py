"""Notices about the file of a page."""

from pathlib import Path

import pytest

from a11ycheck.collect import notices_for, notices_in

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
def test_an_empty_page_is_reported(data: bytes, words: str) -> None:
    (notice,) = notices_in(data)
    assert words in notice


def test_parse_errors_are_listed_in_one_notice() -> None:
    (notice,) = notices_in((HEAD + "<div>\n<span>x\n</div>").encode())
    assert notice == (
        "The HTML has parse errors; the page was audited as the browser recovered it: "
        "<span> on line 5 is not closed before </div> on line 6."
    )


def test_three_parse_errors_are_listed_and_the_others_counted() -> None:
    (notice,) = notices_in((HEAD + "</b>" * 5).encode())
    assert notice.count("no matching start tag") == 3
    assert "and 2 more" in notice
    (notice,) = notices_in((HEAD + "</b>" * 5000).encode())
    assert "and at least 97 more" in notice


def test_encoding_and_parse_errors_are_notices_of_their_own() -> None:
    encoding, markup = notices_in((HEAD + "</b>").encode() + b"\xe9")
    assert "not UTF-8" in encoding
    assert "parse errors" in markup


def test_xhtml_is_read_as_xml(tmp_path: Path) -> None:
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


def test_a_page_that_has_disappeared_is_a_notice(tmp_path: Path) -> None:
    (notice,) = notices_for(tmp_path / "gone.html")
    assert notice == "The file cannot be read: No such file or directory."
