"""Evidence is used again as long as nothing that it stands on has changed, and no longer."""

from __future__ import annotations

import contextlib
import logging
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.model import (
    AxeNode,
    AxeResult,
    Element,
    Fact,
    Impact,
    Outcome,
    Page,
    PageEvidence,
    ProbeResult,
    Request,
)
from a11ycheck.store import EvidenceCache

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
                    messages=("No text.",),
                    data={"fgColor": "#fff", "ratio": 4.5, "large": False},
                ),
            ),
        ),
        AxeResult(rule="list", outcome=Outcome.FAILED, variants=(), error="a fault in axe"),
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
    notices=("The page called alert(); the dialog was answered for it.",),
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
def file_for(site: Path) -> Callable[[str], Path | None]:
    def file_for(address: str) -> Path | None:
        path = site / address.partition("?")[0].lstrip("/")
        return path if path.is_file() else None

    return file_for


@pytest.fixture
def cache(tmp_path: Path) -> Callable[..., EvidenceCache]:
    """Return a function that opens the cache anew, as another run would."""

    def cache(setting: str = "as before", folder: Path = tmp_path / "cache") -> EvidenceCache:
        return EvidenceCache(folder=folder, setting=setting)

    return cache


@pytest.fixture
def kept(
    cache: Callable[..., EvidenceCache], page: Page, file_for: Callable[[str], Path | None]
) -> Path:
    """The one entry of a cache in which the page was put."""
    opened = cache()
    opened.put(page, EVIDENCE, file_for, "Chromium 1")
    (entry,) = opened.folder.glob("*.json")
    return entry


@pytest.mark.usefixtures("kept")
class TestKept:
    def test_evidence_comes_back_as_it_was_put(self, cache: Any, page: Page, file_for: Any) -> None:
        opened = cache()

        assert opened.get(page, file_for) == EVIDENCE
        assert opened.browser == "Chromium 1"

    def test_a_page_that_changed_is_missed(
        self, cache: Any, page: Page, file_for: Any, site: Path
    ) -> None:
        (site / "a.html").write_text("<h1>Another page</h1>")

        assert cache().get(page, file_for) is None

    def test_a_style_sheet_that_changed_is_missed(
        self, cache: Any, page: Page, file_for: Any, site: Path
    ) -> None:
        (site / "style.css").write_text("h1 { color: blue }")

        assert cache().get(page, file_for) is None

    def test_a_style_sheet_that_is_gone_is_missed(
        self, cache: Any, page: Page, file_for: Any, site: Path
    ) -> None:
        (site / "style.css").unlink()

        assert cache().get(page, file_for) is None

    def test_a_file_that_appears_where_none_was_is_missed(
        self, cache: Any, page: Page, file_for: Any, site: Path
    ) -> None:
        (site / "missing.png").write_bytes(b"here now")

        assert cache().get(page, file_for) is None

    def test_a_file_that_no_page_asks_for_changes_nothing(
        self, cache: Any, page: Page, file_for: Any, site: Path
    ) -> None:
        (site / "other.css").write_text("new")

        assert cache().get(page, file_for) == EVIDENCE

    def test_another_setting_is_missed(self, cache: Any, page: Page, file_for: Any) -> None:
        assert cache("with another axe").get(page, file_for) is None

    def test_another_page_is_missed(self, cache: Any, page: Page, file_for: Any) -> None:
        assert cache().get(replace(page, path="b.html"), file_for) is None

    def test_a_page_of_that_name_from_another_folder_is_missed(
        self, cache: Any, page: Page, file_for: Any, tmp_path: Path
    ) -> None:
        assert cache().get(replace(page, file=tmp_path / "other" / "a.html"), file_for) is None

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"setting": 1}'])
    def test_an_entry_that_cannot_be_read_is_missed_and_written_anew(
        self, content: bytes, kept: Path, cache: Any, page: Page, file_for: Any
    ) -> None:
        kept.write_bytes(content)

        assert cache().get(page, file_for) is None

        cache().put(page, EVIDENCE, file_for, "Chromium 2")
        assert cache().get(page, file_for) == EVIDENCE

    def test_an_entry_of_other_fields_is_missed(
        self, kept: Path, cache: Any, page: Page, file_for: Any
    ) -> None:
        entry = msgspec.json.decode(kept.read_bytes())
        entry["evidence"]["axe"] = "gone"
        kept.write_bytes(msgspec.json.encode(entry))

        assert cache().get(page, file_for) is None

    def test_the_folder_says_that_it_is_not_for_version_control(self, kept: Path) -> None:
        assert "*" in (kept.parent / ".gitignore").read_text().split()

    def test_nothing_else_is_left_in_the_folder(self, kept: Path) -> None:
        assert {path.name for path in kept.parent.iterdir()} == {".gitignore", kept.name}


def test_a_page_that_was_never_put_is_missed(cache: Any, page: Page, file_for: Any) -> None:
    assert cache().get(page, file_for) is None


def test_a_folder_that_cannot_be_made_is_a_warning_only(
    cache: Any, page: Page, file_for: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    blocked = cache(folder=tmp_path / "file" / "cache")

    with caplog.at_level(logging.WARNING):
        for path in ("a.html", "b.html"):
            blocked.put(replace(page, path=path), EVIDENCE, file_for, "Chromium 1")

    (told,) = caplog.messages
    assert f"could not be kept in {blocked.folder}," in told
    assert told.endswith(": Not a directory.")
    assert blocked.get(page, file_for) is None


def test_a_disk_that_is_full_leaves_nothing_half_written(
    cache: Any, page: Page, file_for: Any, caplog: pytest.LogCaptureFixture
) -> None:
    opened = cache()
    opened.put(page, EVIDENCE, file_for, "Chromium 1")
    before = {path: path.read_bytes() for path in opened.folder.iterdir()}

    with _no_room_for_files(), caplog.at_level(logging.WARNING):
        opened.put(page, replace(EVIDENCE, notices=()), file_for, "Chromium 1")

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
        requests=(Request(url="http://x/", kind="document", wire_bytes=size),),
    )
    opened = EvidenceCache(folder=tmp_path_factory.getbasetemp() / "any", setting="")
    page = Page(path="a.html", url="http://x/")

    opened.put(page, evidence, lambda _address: None, "")

    assert opened.get(page, lambda _address: None) == evidence
