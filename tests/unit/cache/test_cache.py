"""Evidence is reused as long as nothing that it depends on has changed."""

from __future__ import annotations

import contextlib
import logging
import os
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.cache import EvidenceCache
from a11ycheck.model import (
    AxeCheck,
    AxeNode,
    AxeResult,
    Element,
    Fact,
    Impact,
    Message,
    Outcome,
    Page,
    PageEvidence,
    ParseError,
    ProbeResult,
    Request,
)
from a11ycheck.web.site_server import SiteServer

REQUESTS = tuple(
    Request(url=url, kind="other", status=status, wire_bytes=100)
    for url, status in [("/a.html", 200), ("/style.css?v=1", 200), ("/missing.png", 404)]
)
EVIDENCE = PageEvidence(
    page="a.html",
    axe=(
        AxeResult(
            rule="image-alt",
            outcome=Outcome.CANT_TELL,
            variants=("phone-light", "phone-dark"),
            nodes=(
                AxeNode(
                    element=Element(
                        target=("iframe", ("#host", "img")), html="<img>", in_main=True, text="نص"
                    ),
                    impact=Impact.CRITICAL,
                    checks=(AxeCheck(id="has-alt", message="No text.", data={"count": 1}),),
                    data={"fgColor": "#fff", "ratio": 4.5, "large": False},
                ),
            ),
        ),
        AxeResult(rule="list", outcome=Outcome.FAILED, variants=(), error="an error in axe"),
    ),
    passed=("html-has-lang",),
    inapplicable=("list",),
    probes=(
        ProbeResult(
            rule="reflow",
            variants=("narrow",),
            facts=(Fact(element=Element(target=("p",), html="<p>"), facts={"overflow": 7}),),
        ),
    ),
    requests=REQUESTS,
    notices=(Message("dialog", "The page called {name}().", {"name": "alert"}),),
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.html").write_text("<h1>A page</h1>")
    (folder / "style.css").write_text("h1 { color: red }")
    return folder


@pytest.fixture
def page(site: Path) -> Page:
    return Page(path="a.html", url="http://127.0.0.1:1/a.html", file=site / "a.html")


@pytest.fixture
def server(site: Path) -> Iterator[SiteServer]:
    with SiteServer(site) as server:
        yield server


@pytest.fixture
def state(server: SiteServer) -> Callable[[str], str]:
    return server.state


@pytest.fixture
def used(state: Callable[[str], str]) -> dict[str, str]:
    """The responses that the page got."""
    return {request.url: state(request.url) for request in REQUESTS}


@pytest.fixture
def cache(tmp_path: Path) -> Callable[..., EvidenceCache]:
    """Return a function that opens the cache again, as another run does."""

    def cache(key: str = "as before", folder: Path = tmp_path / "cache") -> EvidenceCache:
        return EvidenceCache(folder, key)

    return cache


@pytest.fixture
def kept(cache: Callable[..., EvidenceCache], page: Page, used: dict[str, str]) -> Path:
    """The one entry of a cache in which the page was put."""
    opened = cache()
    opened.put(page, EVIDENCE, used, browser="Chromium 1")
    (entry,) = opened.folder.glob("*.json")
    return entry


@pytest.mark.usefixtures("kept")
class TestKept:
    def test_evidence_comes_back_as_it_was_put(self, cache: Any, page: Page, state: Any) -> None:
        found = cache().get(page, state)

        assert found.evidence == EVIDENCE
        assert found.browser == "Chromium 1"

    def test_a_page_that_changed_is_missed(
        self, cache: Any, page: Page, state: Any, site: Path
    ) -> None:
        (site / "a.html").write_text("<h1>Another page</h1>")

        assert cache().get(page, state) is None

    def test_a_style_sheet_that_changed_is_missed(
        self, cache: Any, page: Page, state: Any, site: Path
    ) -> None:
        (site / "style.css").write_text("h1 { color: blue }")

        assert cache().get(page, state) is None

    def test_a_style_sheet_that_is_gone_is_missed(
        self, cache: Any, page: Page, state: Any, site: Path
    ) -> None:
        (site / "style.css").unlink()

        assert cache().get(page, state) is None

    def test_a_file_that_appears_where_none_was_is_missed(
        self, cache: Any, page: Page, state: Any, site: Path
    ) -> None:
        (site / "missing.png").write_bytes(b"here now")

        assert cache().get(page, state) is None

    def test_a_file_that_no_page_asks_for_changes_nothing(
        self, cache: Any, page: Page, state: Any, site: Path
    ) -> None:
        (site / "other.css").write_text("new")

        assert cache().get(page, state).evidence == EVIDENCE

    def test_another_setting_is_missed(self, cache: Any, page: Page, state: Any) -> None:
        assert cache("with another axe").get(page, state) is None

    def test_another_page_is_missed(self, cache: Any, page: Page, state: Any) -> None:
        assert cache().get(replace(page, path="b.html"), state) is None

    def test_a_page_of_that_name_from_another_folder_is_missed(
        self, cache: Any, page: Page, state: Any, tmp_path: Path
    ) -> None:
        assert cache().get(replace(page, file=tmp_path / "other" / "a.html"), state) is None

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"key": 1}'])
    def test_an_unreadable_entry_is_a_miss_and_is_replaced(
        self, content: bytes, kept: Path, cache: Any, page: Page, *, state: Any, used: Any
    ) -> None:
        kept.write_bytes(content)

        assert cache().get(page, state) is None

        cache().put(page, EVIDENCE, used, browser="Chromium 2")
        assert cache().get(page, state).evidence == EVIDENCE

    def test_an_entry_of_other_fields_is_missed(
        self, kept: Path, cache: Any, page: Page, state: Any
    ) -> None:
        entry = msgspec.json.decode(kept.read_bytes())
        entry["evidence"]["axe"] = "gone"
        kept.write_bytes(msgspec.json.encode(entry))

        assert cache().get(page, state) is None

    def test_the_folder_says_that_it_is_not_for_version_control(self, kept: Path) -> None:
        assert "*" in (kept.parent / ".gitignore").read_text().split()

    def test_nothing_else_is_left_in_the_folder(self, kept: Path) -> None:
        assert {path.name for path in kept.parent.iterdir()} == {".gitignore", kept.name}


def test_a_page_that_was_never_put_is_missed(cache: Any, page: Page, state: Any) -> None:
    assert cache().get(page, state) is None


def test_a_folder_that_cannot_be_made_is_a_warning_only(
    cache: Any,
    page: Page,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    *,
    state: Any,
    used: Any,
) -> None:
    (tmp_path / "file").write_text("no folder")
    blocked = cache(folder=tmp_path / "file" / "cache")

    with caplog.at_level(logging.WARNING):
        for path in ("a.html", "b.html"):
            blocked.put(replace(page, path=path), EVIDENCE, used, browser="Chromium 1")

    (message,) = caplog.messages
    assert f"could not be cached in {blocked.folder}," in message
    assert message.endswith(": Not a directory.")
    assert blocked.get(page, state) is None


def test_a_disk_that_is_full_leaves_nothing_half_written(
    cache: Any, page: Page, caplog: pytest.LogCaptureFixture, used: Any
) -> None:
    opened = cache()
    opened.put(page, EVIDENCE, used, browser="Chromium 1")
    before = {path: path.read_bytes() for path in opened.folder.iterdir()}

    with _no_room_for_files(), caplog.at_level(logging.WARNING):
        opened.put(page, replace(EVIDENCE, notices=()), used, browser="Chromium 1")

    assert caplog.messages[0].endswith(": File too large.")
    assert {path: path.read_bytes() for path in opened.folder.iterdir()} == before


@contextlib.contextmanager
def _no_room_for_files() -> Iterator[None]:
    """Let the system refuse to write, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# --- what is not cached ---------------------------------------------------------------------------------


def put(opened: EvidenceCache, page: Page, used: Any, **changes: Any) -> EvidenceCache:
    opened.put(page, replace(EVIDENCE, **changes), used, browser="Chromium 1")
    return opened


def test_evidence_from_files_is_never_cached(cache: Any, page: Page, state: Any, used: Any) -> None:
    error = ParseError(message=Message("x", "Not closed."), line=1)
    put(cache(), page, used, markup=(error,))

    assert cache().get(page, state).evidence == EVIDENCE


# --- keys -----------------------------------------------------------------------------------------------


def test_a_run_with_another_key_keeps_the_entries_of_the_first(
    cache: Any, page: Page, state: Any, used: Any
) -> None:
    put(cache("all variants"), page, used)
    put(cache("one variant"), page, used, passed=())

    assert cache("all variants").get(page, state).evidence == EVIDENCE
    assert cache("one variant").get(page, state).evidence.passed == ()


def test_evidence_refers_to_the_marks_of_its_page(
    cache: Any, page: Page, state: Any, used: Any
) -> None:
    cache().put(page, EVIDENCE, used, browser="", marks="f00d")

    assert cache().get(page, state, marks="f00d")
    assert cache().get(page, state, marks="beef") is None
    assert cache().get(page, state) is None


# --- eviction -------------------------------------------------------------------------------------------

DAY = 86_400


def aged(folder: Path, days: float) -> None:
    for entry in folder.glob("*.json"):
        then = entry.stat().st_mtime - days * DAY
        os.utime(entry, (then, then))


def test_entries_that_no_run_uses_are_evicted(
    cache: Any, page: Page, state: Any, used: Any
) -> None:
    put(cache("old"), page, used)
    aged(cache().folder, 31)
    opened = put(cache("new"), page, used)
    opened.evict()

    assert cache("old").get(page, state) is None
    assert cache("new").get(page, state)


def test_reading_an_entry_keeps_it(cache: Any, page: Page, state: Any, used: Any) -> None:
    put(cache(), page, used)
    aged(cache().folder, 31)
    reading = cache()
    reading.get(page, state)
    reading.evict()
    cache("another").evict()

    assert cache().get(page, state)


def test_the_oldest_entries_are_evicted_from_a_large_folder(
    cache: Any, page: Page, state: Any, monkeypatch: pytest.MonkeyPatch, used: Any
) -> None:
    for days, key in ((3, "first"), (2, "second")):
        put(cache(key), page, used)
        aged(cache().folder, days)
    size = sum(item.stat().st_size for item in cache().folder.glob("*.json"))
    monkeypatch.setattr("a11ycheck.cache._MAX_BYTES", size)
    opened = put(cache("third"), page, used)
    opened.evict()

    found = [key for key in ("first", "second", "third") if cache(key).get(page, state)]
    assert found == ["second", "third"]


def test_the_entries_of_this_run_are_never_evicted(
    cache: Any, page: Page, state: Any, monkeypatch: pytest.MonkeyPatch, used: Any
) -> None:
    monkeypatch.setattr("a11ycheck.cache._MAX_BYTES", 1)
    opened = put(cache(), page, used)
    opened.evict()

    assert cache().get(page, state)


names = st.text(st.characters(codec="utf-8"), max_size=5)


@given(
    target=st.lists(names | st.lists(names, min_size=2, max_size=3).map(tuple)).map(tuple),
    html=names,
    data=st.dictionaries(names, names | st.integers(-(2**53), 2**53) | st.booleans()),
    size=st.none() | st.integers(0, 2**53),
)
def test_any_evidence_comes_back_as_it_was_put(
    tmp_path_factory: pytest.TempPathFactory, target: Any, html: str, data: Any, size: int | None
) -> None:
    element = Element(target=target, html=html)
    evidence = PageEvidence(
        page="a.html",
        axe=(
            AxeResult(
                rule="r",
                outcome=Outcome.FAILED,
                variants=(),
                nodes=(AxeNode(element=element, data=data),),
            ),
        ),
        requests=(Request(url="http://x/", kind="document", status=200, wire_bytes=size),),
    )
    opened = EvidenceCache(tmp_path_factory.getbasetemp() / "any", "")
    page = Page(path="a.html", url="http://x/")

    opened.put(page, evidence, {}, browser="")

    found = opened.get(page, lambda _url: "")
    assert found
    assert found.evidence == evidence
