"""A second run visits what has changed, and judges what was kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.model import NotTested, Report, plain_message
from pool_of_pages import FolderResponses, PoolOf, counts, failing, page_named


class TestCache:
    @pytest.fixture
    def files(self, tmp_path: Path) -> Path:
        (tmp_path / "a.html").write_text("A")
        (tmp_path / "b.html").write_text("B")
        return tmp_path

    @pytest.fixture
    def again(
        self, audit: Any, files: Path, open_cache: Any
    ) -> Callable[..., tuple[Report, PoolOf]]:
        def again(key: str = "", **options: Any) -> tuple[Report, PoolOf]:
            cache = open_cache(files / "cache", key)
            return audit(failing, "a.html", "b.html", cache=cache, folder=files, **options)

        return again

    def test_a_second_run_visits_nothing_and_says_the_same(self, again: Any) -> None:
        first, _ = again()
        second, pool = again()

        assert pool.asked == []
        assert second.cached == 2
        assert second.findings == first.findings
        assert second.weights == first.weights
        assert second.tool == first.tool

    def test_only_the_page_that_changed_is_visited(self, again: Any, files: Path) -> None:
        again()
        (files / "b.html").write_text("changed")

        report, pool = again()

        assert pool.asked == ["b.html"]
        assert counts(report) == (2, 2, 0, 0)
        assert report.cached == 1

    def test_cached_evidence_is_judged_again(self, again: Any) -> None:
        again()

        report, pool = again(rules=("third-party-request",))

        assert pool.asked == []
        assert report.findings == ()

    def test_another_setting_visits_everything(self, again: Any) -> None:
        again()

        _, pool = again("another")

        assert pool.asked == ["a.html", "b.html"]

    def test_urls_are_cached_without_the_port_of_the_server(
        self, again: Any, files: Path, open_cache: Any
    ) -> None:
        again()

        page = page_named("a.html", files)
        responses = FolderResponses(files)
        found = open_cache(files / "cache").get(page, responses.state)
        assert found
        assert "/a.html" in str(found.evidence)
        assert "4000" not in str(found.evidence)


def test_pages_that_were_not_tested_are_never_kept(
    audit: Any, tmp_path: Path, open_cache: Any
) -> None:
    (tmp_path / "a.html").write_text("A")
    cache = open_cache(tmp_path / "cache")

    audit(
        lambda pages: [NotTested(page=page.path, reason=plain_message("x")) for page in pages],
        "a.html",
        cache=cache,
        folder=tmp_path,
    )

    assert not cache.folder.exists()
