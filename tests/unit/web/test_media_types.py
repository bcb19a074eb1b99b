"""Media types by suffix."""

import pytest

from a11ycheck.web.media_types import (
    BINARY,
    MEDIA_TYPES,
    is_compressible,
    is_text,
    may_be_page,
    media_type,
)


def test_every_type_of_the_table_is_well_formed() -> None:
    assert all(key == key.lower() and key.startswith(".") for key in MEDIA_TYPES)
    assert all(value.count("/") == 1 and " " not in value for value in MEDIA_TYPES.values())


@pytest.mark.parametrize(
    ("name", "kind", "text", "compressible"),
    [
        ("a.HTML", "text/html", True, True),
        ("a/b.svg", "image/svg+xml", True, True),
        ("a.json", "application/json", True, True),
        ("a.wasm", "application/wasm", False, True),
        ("a.ttf", "font/ttf", False, True),
        ("a.woff2", "font/woff2", False, False),
        ("a.png", "image/png", False, False),
        ("LICENSE", BINARY, False, False),
    ],
)
def test_a_suffix_decides(name: str, kind: str, *, text: bool, compressible: bool) -> None:
    assert media_type(name) == kind
    assert (is_text(kind), is_compressible(kind)) == (text, compressible)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://e.org/", True),
        ("https://e.org/a.b", True),
        ("https://e.org/a.xhtml", True),
        ("https://e.org/a.txt", True),
        ("https://e.org/a.pdf?x=a.html", False),
        ("https://e.org/feed.rss", False),
    ],
)
def test_a_url_may_be_a_page(url: str, *, page: bool) -> None:
    assert may_be_page(url) is page
