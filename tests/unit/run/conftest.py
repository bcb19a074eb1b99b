"""A run without a browser, for the tests of `run`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.acceptance import Policy, apply_policy
from a11ycheck.browser import Launcher
from a11ycheck.cache import CacheDatabase, EvidenceCache
from a11ycheck.config import Config
from a11ycheck.evaluate import judge
from a11ycheck.model import Impact, Page, Report
from a11ycheck.run.gate import Gate
from a11ycheck.run.gathered import assemble
from a11ycheck.run.job import Job, Progress, measure
from a11ycheck.run.report import Stopwatch, locate, make_report
from a11ycheck.run.selection import make_plan, make_selection
from a11ycheck.run.sites import PlainSite
from pool_of_pages import ORIGIN, FolderResponses, PoolOf, Result, Visits, page_named


@pytest.fixture
def open_cache() -> Iterator[Callable[..., EvidenceCache]]:
    """Return a function that opens a cache, as another run does."""
    with ExitStack() as databases:

        def open_cache(folder: Path, key: str = "") -> EvidenceCache:
            return EvidenceCache(databases.enter_context(CacheDatabase(folder)), key)

        yield open_cache


@pytest.fixture
def audit(variants: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Report, PoolOf]]:
    """Return a function that audits pages without a browser."""

    def audit(
        visits: Visits,
        *names: str,
        folder: Path | None = None,
        cache: EvidenceCache | None = None,
        also: tuple[Page, ...] = (),
        rules: tuple[str, ...] = ("image-alt", "third-party-request"),
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        **known: Any,
    ) -> tuple[Report, PoolOf]:
        responses = FolderResponses(folder) if folder else None

        def visits_from_now(waiting: list[Page]) -> Iterable[Result]:
            if responses:
                responses.begin()
            return visits(waiting)

        pool = PoolOf(visits_from_now)
        monkeypatch.setattr("a11ycheck.browser.Pool", pool)
        selection = make_selection(Config(select=rules))
        pages = tuple(page_named(name, folder) for name in names)
        sites = (
            PlainSite(origin=ORIGIN, pages=pages, responses=responses),
            PlainSite(origin="", pages=also),
        )
        job = Job(
            sites=sites,
            plan=make_plan(selection, (variants["phone-light"],), timeout=30),
            launcher=Launcher(timeout=30),
            jobs=1,
            cache=cache,
            **known,
        )
        gathered = assemble(measure(job, on_progress))
        evaluation = judge(gathered.evidence, selection.rules, selection.options)
        audited = tuple(page.page for page in gathered.evidence)
        accepted = apply_policy(
            locate(evaluation, selection, sites, audited),
            Policy(),
            today=date(2026, 11, 5),
            is_partial=True,
            rules=selection.ids,
        )
        report = make_report(
            gathered,
            evaluation,
            accepted,
            selection=selection,
            targets=("site",),
            gate=Gate(fail_on=Impact.MINOR),
            stopwatch=Stopwatch(),
        )
        return report, pool

    return audit
