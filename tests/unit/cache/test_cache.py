"""Evidence is reused as long as nothing that it depends on has changed."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import logging
import resource
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.cache import CacheDatabase, EvidenceCache, Interner, cache_info
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
def cache(tmp_path: Path) -> Iterator[Callable[..., EvidenceCache]]:
    """Return a function that opens the cache again, as another run does."""

    databases = []

    def cache(
        key: str = "as before", folder: Path = tmp_path / "cache", **how: Any
    ) -> EvidenceCache:
        for database in databases:
            database.close()  # the run before has ended
        databases.append(CacheDatabase(folder, **how))
        return EvidenceCache(databases[-1], key)

    yield cache
    for database in databases:
        database.close()


@pytest.fixture
def kept(tmp_path: Path, page: Page, used: dict[str, str]) -> Path:
    """The database of a cache in which the page was put by a run that has ended."""
    database = CacheDatabase(tmp_path / "cache")
    EvidenceCache(database, "as before").put(page, EVIDENCE, used, browser="Chromium 1")
    database.close()
    return database.path


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

    @pytest.mark.parametrize("content", [b"", b"{", b"SQLite format 3\0", b"\0" * 8192])
    def test_a_file_that_is_no_database_is_a_miss_and_is_replaced(
        self, content: bytes, kept: Path, cache: Any, page: Page, *, state: Any, used: Any
    ) -> None:
        kept.write_bytes(content)

        assert cache().get(page, state) is None

        cache().put(page, EVIDENCE, used, browser="Chromium 2")
        assert cache().get(page, state).evidence == EVIDENCE

    @pytest.mark.parametrize("part", range(8))
    def test_a_damaged_database_is_a_miss_or_right(
        self, part: int, kept: Path, cache: Any, page: Page, *, state: Any, used: Any
    ) -> None:
        data = bytearray(kept.read_bytes())
        size = len(data) // 8
        data[part * size + 100 : (part + 1) * size] = b"\xa5" * (size - 100)
        kept.write_bytes(data)

        found = cache().get(page, state)
        assert found is None or found.evidence == EVIDENCE

        cache().put(page, EVIDENCE, used, browser="Chromium 2")
        assert cache().get(page, state).evidence == EVIDENCE

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE entries SET body = x'00'",
            "UPDATE entries SET chunks = x'00'",
            "UPDATE chunks SET data = x'00'",
            "DELETE FROM chunks",
            "UPDATE chunks SET data = (SELECT data FROM chunks LIMIT 1)",
            "DROP TABLE chunks",
            "PRAGMA user_version = 99",
        ],
    )
    def test_an_entry_that_cannot_be_read_is_a_miss(
        self, change: str, kept: Path, cache: Any, page: Page, state: Any
    ) -> None:
        with contextlib.closing(sqlite3.connect(kept)) as connection, connection:
            connection.execute(change)

        assert cache().get(page, state) is None

    def test_the_folder_says_that_it_is_not_for_version_control(self, kept: Path) -> None:
        assert "*" in (kept.parent / ".gitignore").read_text().split()

    def test_nothing_else_is_left_in_the_folder(self, kept: Path) -> None:
        names = {path.name for path in kept.parent.iterdir()}
        assert names == {".gitignore", "evidence.lock", kept.name}


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
    assert ": Not a directory. Name another folder" in message
    assert blocked.get(page, state) is None


def test_a_disk_that_is_full_is_a_warning_only(
    cache: Any, page: Page, caplog: pytest.LogCaptureFixture, *, state: Any, used: Any
) -> None:
    cache().put(page, EVIDENCE, used, browser="Chromium 1")
    other = replace(page, path="b.html")

    opened = cache()
    with _no_room_for_files(), caplog.at_level(logging.WARNING):
        opened.put(other, replace(EVIDENCE, notices=()), used, browser="Chromium 1")
        opened.put(other, replace(EVIDENCE, passed=()), used, browser="Chromium 1")

    (message,) = caplog.messages
    assert "could not be cached" in message
    assert cache().get(page, state).evidence == EVIDENCE
    assert cache().get(other, state) is None


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
NOW = 1_800_000_000.0


def on_day(day: float) -> dict[str, Any]:
    return {"now": lambda: NOW + day * DAY}


def test_entries_that_no_run_uses_are_evicted(
    cache: Any, page: Page, state: Any, used: Any
) -> None:
    put(cache("old", **on_day(0)), page, used)
    opened = put(cache("new", **on_day(31)), page, used)
    opened.evict()

    assert cache("old").get(page, state) is None
    assert cache("new").get(page, state)


def test_reading_an_entry_keeps_it(cache: Any, page: Page, state: Any, used: Any) -> None:
    put(cache(**on_day(0)), page, used)
    reading = cache(**on_day(20))
    reading.get(page, state)
    reading.evict()
    cache("another", **on_day(40)).evict()

    assert cache().get(page, state)


def test_the_oldest_entries_are_evicted_from_a_large_cache(
    cache: Any, page: Page, state: Any, used: Any
) -> None:
    # Incompressible, so that each entry takes more than the empty database.
    texts = [hashlib.shake_128(bytes([seed])).hexdigest(200_000) for seed in range(40)]
    for day, text in enumerate(texts):
        notices = (Message("x", text[:1000]),)
        requests = (replace(REQUESTS[0], url=f"/a.html?{text}"),)
        put(cache(str(day), **on_day(day / 10)), page, used, notices=notices, requests=requests)

    cache("another", max_bytes=3 << 20, **on_day(5)).evict()
    size = cache_info(cache().folder).bytes

    found = [day for day in range(40) if cache(str(day)).get(page, state)]
    assert found
    assert found == list(range(40 - len(found), 40))
    assert size < 4 << 20


def test_the_entries_of_this_run_are_never_evicted(
    cache: Any, page: Page, state: Any, used: Any
) -> None:
    opened = put(cache(max_bytes=1), page, used)
    opened.evict()

    assert cache().get(page, state)


# --- what repeats ---------------------------------------------------------------------------------------


def links(current: int, count: int = 1000) -> PageEvidence:
    """The evidence of a page with a list of links to all pages, in which its own link differs."""
    nodes = tuple(
        AxeNode(
            element=Element(
                target=(f"li:nth-child({number})",),
                html=f'<a class="{"current" if number == current else "link"}">Page {number}</a>',
            ),
            data={"ratio": 4.5},
        )
        for number in range(count)
    )
    result = AxeResult(rule="color-contrast", outcome=Outcome.FAILED, variants=(), nodes=nodes)
    return replace(EVIDENCE, axe=(result,))


def test_lists_that_repeat_are_stored_once(cache: Any, page: Page, state: Any, used: Any) -> None:
    pages = [replace(page, path=f"{number}.html") for number in range(50)]
    sizes = []
    for numbers in (range(1), range(1, 50)):
        database = CacheDatabase(cache().folder)
        for number in numbers:
            EvidenceCache(database, "as before").put(pages[number], links(number), used, browser="")
        database.close()
        sizes.append(cache_info(database.folder).bytes)

    assert sizes[1] - sizes[0] < 49 * 15_000
    again = cache()
    assert [again.get(item, state).evidence for item in pages] == list(map(links, range(50)))


def test_equal_nodes_are_the_same_object(cache: Any, page: Page, state: Any, used: Any) -> None:
    other = replace(page, path="b.html")
    cache().put(page, links(0), used, browser="")
    cache().put(other, links(1), used, browser="")
    reading = cache()

    nodes, others = (reading.get(item, state).evidence.axe[0].nodes for item in (page, other))

    assert [one is another for one, another in zip(nodes, others, strict=True)] == [
        *(False, False),
        *(True for _ in range(998)),
    ]
    assert reading.interner.shared(links(1)).axe[0].nodes[5] is nodes[5]


def test_memory_does_not_grow_with_the_evidence_that_is_read() -> None:
    interner = Interner(most=200)
    kept = [interner.shared(own_nodes(number)) for number in range(20)]
    before = living_nodes()

    for number, evidence in enumerate(kept):
        assert evidence == own_nodes(number)

    # Those that the interner knows, and those of lists that are unpacked.
    assert living_nodes() - before <= 2 * 200 + 100
    assert kept[0] == own_nodes(0)  # unpacked again


def own_nodes(page: int) -> PageEvidence:
    evidence = links(0, count=100)
    (result,) = evidence.axe
    nodes = [
        replace(node, element=replace(node.element, html=f"{page} {node.element.html}"))
        for node in result.nodes
    ]
    return replace(evidence, axe=(replace(result, nodes=tuple(nodes)),))


def living_nodes() -> int:
    gc.collect()
    return sum(isinstance(item, AxeNode) for item in gc.get_objects())


def test_an_interner_that_is_full_starts_again() -> None:
    interner = Interner(most=10)

    assert [interner.shared(links(number)) for number in range(3)] == list(map(links, range(3)))


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
    page = Page(path="a.html", url="http://x/")

    with CacheDatabase(tmp_path_factory.getbasetemp() / "any") as database:
        EvidenceCache(database, "").put(page, evidence, {}, browser="")
        found = EvidenceCache(database, "").get(page, lambda _url: "")

    assert found
    assert found.evidence == evidence


def test_evidence_that_is_read_after_the_run_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def recorded(*arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", recorded)
    page = Page(path="a.html", url="http://x/")
    evidence = replace(EVIDENCE, markup=None, markup_total=0, source=None)
    with CacheDatabase(tmp_path / "cache") as database:
        EvidenceCache(database, "").put(page, evidence, {}, browser="")
    with CacheDatabase(tmp_path / "cache") as database:
        found = EvidenceCache(database, "").get(page, lambda _url: "")
    in_the_runs = len(opened)

    assert found
    assert found.evidence == evidence

    assert len(opened) > in_the_runs
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
