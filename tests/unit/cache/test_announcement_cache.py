"""What is announced at an element is kept until the evidence of its page or our code changes."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.cache import AnnouncementCache, CacheDatabase, cache_info
from a11ycheck.model import Element, Message

LINK = Element(target=("body > a",), html='<a href="x">')
IMAGE = Element(target=("img",), html="<img>")
PARTS = (Message("link", "link"), Message("n", "{count} items", {"count": Message("x", "2")}))


def put(folder: Path, element: Element, announced: tuple[Message, ...], **how: Any) -> None:
    with contextlib.closing(CacheDatabase(folder, **how)) as database:
        opened = AnnouncementCache(database, "key", {"a.html": b"1"})
        opened.put("a.html", element, announced)
        opened.put("b.html", element, announced)
        opened.write()


def get(
    folder: Path, element: Element, *, page: str = "a.html", key: str = "key", digest: bytes = b"1"
) -> tuple[Message, ...] | None:
    with contextlib.closing(CacheDatabase(folder)) as database:
        return AnnouncementCache(database, key, {page: digest}).get(page, element)


def test_the_next_run_knows_what_is_announced(tmp_path: Path) -> None:
    put(tmp_path, LINK, PARTS)
    put(tmp_path, IMAGE, ())

    assert get(tmp_path, LINK) == PARTS
    assert get(tmp_path, IMAGE) == ()
    assert get(tmp_path, Element(target=("p",), html="<p>")) is None


def test_other_evidence_another_page_or_other_code_is_not_known(tmp_path: Path) -> None:
    put(tmp_path, LINK, PARTS)

    assert get(tmp_path, LINK, digest=b"2") is None
    assert get(tmp_path, LINK, page="b.html") is None
    assert get(tmp_path, LINK, key="another") is None


@pytest.mark.parametrize(
    "change",
    ["UPDATE entries SET body = x'00'", "DELETE FROM entries", "DROP TABLE entries"],
)
def test_an_entry_that_cannot_be_read_is_not_known(tmp_path: Path, change: str) -> None:
    put(tmp_path, LINK, PARTS)
    path = CacheDatabase(tmp_path).path
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)

    assert get(tmp_path, LINK) is None


def test_text_that_is_no_unicode_is_not_kept(tmp_path: Path) -> None:
    put(tmp_path, Element(target=("\udcff",), html=""), (Message("x", "\udcff"),))
    put(tmp_path, LINK, PARTS)

    assert get(tmp_path, LINK) == PARTS


def test_announcements_are_no_results_of_pages(tmp_path: Path) -> None:
    put(tmp_path, LINK, PARTS)

    assert cache_info(tmp_path).pages == 0
