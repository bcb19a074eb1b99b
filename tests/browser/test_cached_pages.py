"""A cached result is that of the bytes that the browser received, never of others."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.model import Report
from loopback import Server

pytestmark = pytest.mark.browser

PAGE = (
    '<!doctype html><html lang="en"><title>A page</title>{head}'
    '<main><h1>A page</h1><img src="p.png"{alt}></main></html>'
)
GOOD, BAD = (PAGE.format(head="{head}", alt=alt) for alt in (' alt="x"', ' alx="x"'))

Audit = Callable[..., Report]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    folder.mkdir()
    return folder


@pytest.fixture
def audited(folder: Path, tmp_path: Path) -> Audit:
    """Return a function that audits the folder, as each run of a project does."""

    def audited(*, rules: tuple[str, ...] = ("image-alt",), **settings: Any) -> Report:
        config = Config(
            select=rules,
            variants=("desktop-light",),
            cache_dir=str(tmp_path / "cache"),
            jobs=1,
            **settings,
        )
        return audit([str(folder)], config).report

    return audited


def sending(content: str, kind: str) -> Callable[[Any], None]:
    def answer(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content.encode())

    return answer


def failed(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_an_unchanged_page_comes_from_the_cache(folder: Path, audited: Audit) -> None:
    (folder / "index.html").write_text(BAD.format(head=""))
    first, second = audited(), audited()

    assert second.cached == 1
    assert failed(second) == failed(first) == ["image-alt"]


@pytest.mark.parametrize("suffix", [".gz", ".br"])
def test_a_compressed_copy_of_equal_size_and_date_is_another_page(
    folder: Path, audited: Audit, suffix: str
) -> None:
    page, copy = folder / "index.html", folder / f"index.html{suffix}"
    page.write_text(GOOD.format(head=""))
    copy.write_bytes(_pack(suffix, GOOD.format(head="")))
    first = audited()
    before = copy.stat()
    # A copy that differs from the page is none of it, so both change.
    page.write_text(BAD.format(head=""))
    copy.write_bytes(_pack(suffix, BAD.format(head="")))
    for path in (page, copy):
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert copy.stat().st_size == before.st_size

    second = audited()

    assert failed(first) == []
    assert failed(second) == ["image-alt"]


def _pack(suffix: str, text: str) -> bytes:
    if suffix == ".gz":
        return gzip.compress(text.encode(), 0, mtime=0)
    data = text.encode()
    # A meta-block without compression (RFC 7932, section 9.2), so that both copies have one size.
    head = (len(data) - 1) << 4 | 1 << 20
    return head.to_bytes(3, "little") + data + b"\x03"


class TestAllowedHosts:
    @pytest.fixture
    def allowed(self, folder: Path, other_server: Server) -> str:
        head = f'<link rel="stylesheet" href="{other_server.origin}/x.css">'
        (folder / "index.html").write_text(GOOD.format(head=head))
        return other_server.host

    def test_their_responses_are_fetched_in_each_run(
        self, allowed: str, other_server: Server, audited: Audit
    ) -> None:
        rules = ("color-contrast",)
        other_server.answers["/x.css"] = sending("", "text/css")
        first = audited(allow_hosts=(allowed,), rules=rules)
        other_server.answers["/x.css"] = sending("h1 { color: #eee }", "text/css")

        second = audited(allow_hosts=(allowed,), rules=rules)

        assert failed(first) == []
        assert second.cached == 0
        assert failed(second) == ["color-contrast"]

    def test_one_that_does_not_answer_may_answer_in_the_next_run(
        self, folder: Path, audited: Audit
    ) -> None:
        head = '<link rel="stylesheet" href="http://127.0.0.1:1/x.css">'
        (folder / "index.html").write_text(GOOD.format(head=head))

        audited(allow_hosts=("127.0.0.1:1",))

        assert audited(allow_hosts=("127.0.0.1:1",)).cached == 0


class TestChanges:
    """The page loads a script of an allowed host, whose server changes the page's file meanwhile."""

    @pytest.fixture
    def change(self, folder: Path, other_server: Server) -> Callable[..., str]:
        def change(*versions: str) -> str:
            head = f'<script src="{other_server.origin}/slow.js"></script>'
            first, *later = [version.format(head=head) for version in versions]
            (folder / "index.html").write_text(first)

            def slow(handler: Any) -> None:
                if later:
                    (folder / "index.html").write_text(later.pop(0))
                sending("", "text/javascript")(handler)

            other_server.answers["/slow.js"] = slow
            return other_server.host

        return change

    def test_a_page_that_changes_while_it_is_audited_is_audited_again(
        self, change: Any, audited: Audit
    ) -> None:
        report = audited(allow_hosts=(change(GOOD, BAD),))

        assert failed(report) == ["image-alt"]
        assert report.not_tested == ()

    def test_a_page_that_changes_each_time_is_not_tested(self, change: Any, audited: Audit) -> None:
        report = audited(allow_hosts=(change(BAD, GOOD, BAD),), cache=False)

        (missed,) = report.not_tested
        assert missed.page == "index.html"
        assert str(missed.reason) == "/index.html changed while the page was audited"
        assert report.exit_code
