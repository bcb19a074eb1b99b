"""Compressed copies with other content than their page are noticed, whatever the times of the files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.model import Page, Report, Request
from a11ycheck.web.compression import compress_brotli, compress_gzip
from pool_of_pages import Result, evidence_of

OLD = b"<!doctype html><title>Old</title>"
NEW = b"<!doctype html><title>New</title>"


def visits(pages: list[Page]) -> Iterator[Result]:
    for page in pages:
        own = Request(url=page.url, kind="document", status=200, wire_bytes=1000)
        yield evidence_of(page, requests=(own,))


def notices(report: Report) -> list[tuple[str, str]]:
    return [(notice.page, str(notice.message)) for notice in report.notices]


def stale(file: str) -> str:
    return (
        f"Compressed copy {file} has other content than its page; a server may send it. "
        "Compress the page again."
    )


def test_copies_with_other_content(audit: Any, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(NEW)
    (tmp_path / "a.html.gz").write_bytes(compress_gzip(OLD))
    (tmp_path / "a.html.br").write_bytes(compress_brotli(OLD))
    os.utime(tmp_path / "a.html.gz", (0, 0))

    report, _ = audit(visits, "a.html", folder=tmp_path)

    assert notices(report) == [("a.html", stale("a.html.br")), ("a.html", stale("a.html.gz"))]


def test_copies_that_are_true_or_unreadable(audit: Any, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(NEW)
    (tmp_path / "a.html.gz").write_bytes(compress_gzip(NEW))
    (tmp_path / "a.html.br").write_bytes(b"damaged")
    (tmp_path / "b.html").write_bytes(NEW)
    (tmp_path / "b.html.gz").mkdir()

    report, _ = audit(visits, "a.html", "b.html", folder=tmp_path)

    assert notices(report) == []


def test_many_are_one_notice(audit: Any, tmp_path: Path) -> None:
    names = [f"{letter}.html" for letter in "abcd"]
    for name in names:
        (tmp_path / name).write_bytes(NEW)
        (tmp_path / f"{name}.gz").write_bytes(compress_gzip(OLD))

    report, _ = audit(visits, *names, folder=tmp_path)

    message = (
        "4 compressed copies have other content than their pages (first a.html.gz, b.html.gz, "
        "c.html.gz); a server may send them. Compress the pages again."
    )
    assert notices(report) == [("", message)]


def test_a_page_that_is_compressed_again_has_no_notice(audit: Any, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(NEW)
    copy = tmp_path / "a.html.gz"
    copy.write_bytes(compress_gzip(OLD))
    first, _ = audit(visits, "a.html", folder=tmp_path)
    copy.write_bytes(compress_gzip(NEW))

    second, _ = audit(visits, "a.html", folder=tmp_path)

    assert (len(first.notices), len(second.notices)) == (1, 0)


def test_brotli_is_not_needed(audit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes(NEW)
    (tmp_path / "a.html.br").write_bytes(compress_brotli(OLD))
    monkeypatch.setitem(sys.modules, "brotli", None)

    report, _ = audit(visits, "a.html", folder=tmp_path)

    assert notices(report) == []
