"""The text of a page, decoded as browsers decode it."""

import pytest

from a11ycheck.web.encoding import decode, find_declaration


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xe9", "café"),
        (b'<meta charset="iso-8859-1">\x80', '<meta charset="iso-8859-1">€'),
        (b"<meta charset=latin1>\x80", "<meta charset=latin1>€"),
        (
            '<meta charset="windows-1256">مر'.encode("windows-1256"),
            '<meta charset="windows-1256">مر',
        ),
        ("<meta charset=cp1256>مر".encode("windows-1256"), "<meta charset=cp1256>مر"),
        (b'<meta charset="no-such">\xe9', '<meta charset="no-such">é'),
        (b'<meta charset="base64">\xe9', '<meta charset="base64">é'),
        (b'<meta charset="utf-16">\xe9', '<meta charset="utf-16">\ufffd'),
        (b'<meta charset="x-user-defined">\xe9', '<meta charset="x-user-defined">é'),
        ("\ufeffx".encode(), "x"),
        ("\ufeffé".encode("utf-16"), "é"),
    ],
)
def test_text_is_decoded_as_a_browser_decodes_it(data: bytes, text: str) -> None:
    assert decode(data).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("page", "label", "at"),
    [
        ("<meta charset=UTF-8>", "utf-8", "UTF-8"),
        ("<meta name=utf-8 charset=utf-8>", "utf-8", "utf-8>"),
        ("<META HTTP-EQUIV=content-type CONTENT='text/html;charset=koi8-r'>", "koi8-r", "koi8"),
        ("<?xml version='1.0' encoding='UTF-8'?><a/>", "utf-8", "UTF-8"),
        ("<title><meta charset=a></title><meta charset=b>", "b", "b>"),
    ],
)
def test_a_declaration_is_found_with_its_offset(page: str, label: str, at: str) -> None:
    declared = find_declaration(page.encode())
    assert declared is not None
    assert (declared.label, declared.offset) == (label, page.index(at))


@pytest.mark.parametrize(
    "page",
    [
        "<!-- <meta charset=utf-8> -->",
        "<meta name=description content='charset=utf-8'>",
        "<meta http-equiv=refresh content='charset=utf-8'>",
        "<meta http-equiv=content-type>",
        "<meta charset>",
    ],
)
def test_what_is_no_declaration_is_none(page: str) -> None:
    assert find_declaration(page.encode()) is None
