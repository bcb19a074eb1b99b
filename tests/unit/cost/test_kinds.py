"""What a page loads is sorted by type, added up, and named."""

from __future__ import annotations

import pytest

from a11ycheck.cost import Kind, bytes_by_kind, fonts_of, heaviest, kind_of, listed, name_of
from a11ycheck.model import Request


def _request(kind: str, size: int | None, url: str = "/x") -> Request:
    return Request(url=url, kind=kind, status=200, wire_bytes=size)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("document", Kind.DOCUMENT), ("stylesheet", Kind.STYLE), ("script", Kind.SCRIPT),
        ("font", Kind.FONT), ("image", Kind.IMAGE), ("media", Kind.OTHER), ("fetch", Kind.OTHER),
        ("websocket", Kind.OTHER), ("", Kind.OTHER),
    ],
)  # fmt: skip
def test_the_browsers_words_are_types(word: str, kind: Kind) -> None:
    assert kind_of(_request(word, 1)) is kind


def test_only_types_that_are_there_are_added_up_in_a_fixed_order() -> None:
    requests = [
        _request("image", 5),
        _request("stylesheet", 7),
        _request("document", 11),
        _request("image", 13),
        _request("font", None),
    ]

    assert list(bytes_by_kind(requests).items()) == [
        (Kind.DOCUMENT, 11),
        (Kind.STYLE, 7),
        (Kind.FONT, 0),
        (Kind.IMAGE, 18),
    ]


def test_the_heaviest_come_first_and_the_unknown_never() -> None:
    requests = [
        _request("script", 1, "/b"),
        _request("script", None, "/none"),
        _request("script", 9, "/c"),
        _request("script", 1, "/a"),
    ]

    assert [item.url for item in heaviest(requests, 3)] == ["/c", "/a", "/b"]
    assert [item.url for item in heaviest(requests, 1)] == ["/c"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/_static/furo.css?v=7bdb", "furo.css?v=7bdb"),
        ("https://cdn.example/lib/a.js", "a.js"),
        ("/guide/", "/guide/"),
        ("https://cdn.example", "https://cdn.example"),
        ("/a?b", "a?b"),
    ],
)
def test_a_url_has_a_short_name(url: str, name: str) -> None:
    assert name_of(url) == name


def _font(url: str, *, status: int = 200, size: int | None = 1000) -> Request:
    return Request(
        url=url, kind="font", status=status, wire_bytes=size, blocked=status == 0 and size is None
    )


def test_the_formats_of_one_font_that_fail_one_after_the_other_are_one_font() -> None:
    # The browser requests the next format of `src` when one fails: by a block, or by status 404.
    blocked = [
        _font(f"https://assets.nhs.uk/fonts/FrutigerLTW01-{weight}.{kind}", status=0, size=None)
        for kind in ("woff2", "woff")
        for weight in ("65Bold", "55Roman")
    ]
    missing = [_font("/icons.woff2?v=1", status=404), _font("/icons.woff?v=1")]
    alone = [_font("/none.woff2", status=404), _font("https://a.example/"), _font("/v2/icons.ttf")]
    by_query = [_font("/font?id=1"), _font("/font?id=2")]

    found = [
        item.url.rpartition("/")[2] for item in fonts_of([*blocked, *missing, *alone, *by_query])
    ]

    assert found == [
        "FrutigerLTW01-65Bold.woff",
        "FrutigerLTW01-55Roman.woff",
        "icons.woff?v=1",
        "",
        "icons.ttf",
        "font?id=1",
        "font?id=2",
    ]


def test_a_file_that_did_not_arrive_has_no_size() -> None:
    requests = [_font("/a.woff2", status=0, size=None), _font("/b.woff2", size=12_000)]

    assert [str(item) for item in listed(requests)] == ["a.woff2", "b.woff2 (12 kB)"]
