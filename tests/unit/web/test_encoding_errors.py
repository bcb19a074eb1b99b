"""Errors in the encoding of a page, as data."""

import pytest

from a11ycheck.web.encoding import find_encoding_errors
from a11ycheck.web.parse_errors import ParseError

HEAD = (
    '<!doctype html>\n<html lang="ar"><head><meta charset="utf-8"><title>T</title></head>\n<body>\n'
)


def _one(errors: tuple[ParseError, ...]) -> ParseError:
    (error,) = errors
    return error


@pytest.mark.parametrize(("data", "code"), [(b"", "empty-file"), (b" \n\t", "blank-file")])
def test_an_empty_page_is_an_error(data: bytes, code: str) -> None:
    assert _one(find_encoding_errors(data)).code == code
    assert _one(find_encoding_errors(data, xml=True)).code == code


def test_bytes_that_are_not_utf8_are_located() -> None:
    page = HEAD.replace("utf-8", "windows-1256") + "<p>مرحبا</p>"
    error = _one(find_encoding_errors(page.encode("windows-1256")))
    offset = page.index("م")
    assert (error.code, error.line, error.column) == ("invalid-utf-8", 4, 4)
    assert error.offset == error.values["byte"] == offset
    assert f"byte {offset} (0xE3, line 4)" in error.message
    assert "declares windows-1256" in error.message
    assert '<meta charset="utf-8">' in error.message
    silent = _one(find_encoding_errors(b"<title>x</title><p>caf\xe9"))
    assert (silent.code, silent.values["value"]) == ("invalid-utf-8-undeclared", "0xE9")


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-16-le", "UTF-16 little-endian"), ("utf-16-be", "UTF-16 big-endian")],
)
def test_utf16_is_an_error(codec: str, name: str) -> None:
    error = _one(find_encoding_errors(("\ufeff" + HEAD + "<p>مرحبا").encode(codec)))
    assert (error.code, error.values["encoding"]) == ("utf-16", name)


def test_nul_bytes_are_counted() -> None:
    one = _one(find_encoding_errors(HEAD.encode() + b"<p>a\0b"))
    assert (one.code, one.line, one.column) == ("nul-byte", 4, 5)
    many = _one(find_encoding_errors(HEAD.encode() + b"<p>\0\0\0"))
    assert (many.code, many.values["count"]) == ("nul-bytes", 3)


@pytest.mark.parametrize(
    ("page", "code", "line"),
    [
        ("<title>x</title><p>مرحبا", "undeclared-utf-8", 1),
        ('<title>x</title>\n<meta charset="iso-8859-1"><p>é', "misdeclared-utf-8", 2),
        ("<!--" + "x" * 1100 + '--><meta charset="utf-8"><p>é', "late-declaration", 1),
        ('<!-- <meta charset="utf-8"> --><p>é', "undeclared-utf-8", 1),
        ('<meta name="x" content="charset=latin1"><p>é', "undeclared-utf-8", 1),
        ("""<script>'<meta charset="latin1">'</script><p>é""", "undeclared-utf-8", 1),
    ],
)
def test_utf8_that_is_declared_wrongly_is_an_error(page: str, code: str, line: int) -> None:
    error = _one(find_encoding_errors(page.encode()))
    assert (error.code, error.line) == (code, line)
    assert find_encoding_errors(page.encode(), xml=True) == ()


@pytest.mark.parametrize(
    "page",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>é</title>',
        "<meta charset=utf8>é",
        "\ufeff<title>é</title>",
        "<title>plain ASCII needs no declaration</title>",
    ],
)
def test_utf8_that_is_declared_is_no_error(page: str) -> None:
    assert find_encoding_errors(page.encode()) == ()
