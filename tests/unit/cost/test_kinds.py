"""What a page loads is sorted by type, added up, and named."""

from __future__ import annotations

import pytest

from a11ycheck.cost import Kind, bytes_by_kind, heaviest, kind_of, name_of
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
