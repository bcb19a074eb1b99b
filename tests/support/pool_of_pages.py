"""Stand-ins for browsers in tests of a run: pages, their evidence, and a pool that returns it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from a11ycheck.browser import Redirected, Visit
from a11ycheck.model import (
    AxeNode,
    AxeResult,
    Element,
    NotTested,
    Outcome,
    Page,
    PageEvidence,
    Report,
    Request,
)

__all__ = [
    "ORIGIN",
    "FolderResponses",
    "PoolOf",
    "Result",
    "Visits",
    "counts",
    "evidence_of",
    "failing",
    "page_named",
]


ORIGIN = "http://127.0.0.1:4000"
Result = PageEvidence | NotTested | Redirected
Visits = Callable[[list[Page]], Iterable[Result]]


def page_named(name: str, folder: Path | None = None) -> Page:
    return Page(path=name, url=f"{ORIGIN}/{name}", file=folder / name if folder else None)


def evidence_of(page: Page, *, failed: bool = False, **changes: Any) -> PageEvidence:
    node = AxeNode(element=Element(target=("img",), html="<img>", in_main=True), impact=None)
    result = AxeResult(
        rule="image-alt", outcome=Outcome.FAILED, variants=("phone-light",), nodes=(node,)
    )
    own = Request(url=page.url, kind="document", status=200, wire_bytes=1000)
    axe = (result,) if failed else ()
    passed = () if failed else ("image-alt",)
    evidence = PageEvidence(page=page.path, axe=axe, passed=passed, requests=(own,))
    return replace(evidence, **changes)


def failing(pages: list[Page]) -> Iterator[PageEvidence]:
    return (evidence_of(page, failed=True) for page in pages)


class FolderResponses:
    """Stands in for a server: responds with the files of a folder as they are when the visits begin."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sent: dict[str, str] = {}

    def begin(self) -> None:
        files = (path.relative_to(self._folder) for path in self._folder.rglob("*"))
        self._sent = {f"/{path.as_posix()}": self.state(f"/{path.as_posix()}") for path in files}

    def state(self, target: str) -> str:
        file = self._folder / target.lstrip("/")
        return f"200 {zlib.crc32(file.read_bytes())}" if file.is_file() else "404"

    def sent_states(self, target: str, since: float) -> frozenset[str]:  # noqa: ARG002 - a protocol
        return frozenset({self._sent.get(target, "404")})


class PoolOf:
    """Stands in for browsers: returns what a test provides, and records the pages that were visited."""

    browser = "Chromium 156"

    def __init__(self, visits: Visits) -> None:
        self.visits = visits
        self.asked: list[str] = []
        self.closed = False

    def __call__(self, *_arguments: object, **_options: object) -> PoolOf:
        return self

    def visit(self, pages: Iterable[Page]) -> Iterator[Visit]:
        waiting = list(pages)
        self.asked += [page.path for page in waiting]
        try:
            for result in self.visits(list(waiting)):
                # A redirect is that of the first page that is left.
                path = waiting[0].path if isinstance(result, Redirected) else result.page
                page = next(item for item in waiting if item.path == path)
                waiting.remove(page)
                yield Visit(page=page, result=result, browser=self.browser)
        finally:
            self.closed = True


def counts(report: Report) -> tuple[int, int, int, int]:
    assert report.planned == len(report.audited) + len(report.skipped) + len(report.not_tested)
    return report.planned, len(report.audited), len(report.skipped), len(report.not_tested)
