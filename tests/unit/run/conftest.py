"""A run without a browser, for the tests of `runner`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from a11ycheck.browser import Launcher
from a11ycheck.model import (
    Impact,
    Report,
)
from a11ycheck.runner import Audit, Progress, Site, make_plan, make_selection
from a11ycheck.store import EvidenceCache
from pool_of_pages import ORIGIN, PoolOf, Visits, page_named


@pytest.fixture
def audit(variants: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Report, PoolOf]]:
    """Return a function that audits pages without a browser."""

    def audit(
        visits: Visits,
        *names: str,
        cache: EvidenceCache | None = None,
        file_for: Any = None,
        rules: tuple[str, ...] = ("image-alt", "third-party-request"),
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        **arguments: Any,
    ) -> tuple[Report, PoolOf]:
        pool = PoolOf(visits)
        monkeypatch.setattr("a11ycheck.runner.run.Pool", pool)
        selection = make_selection(rules, (), {})
        run = Audit(
            selection=selection,
            plan=make_plan(selection, (variants["phone-light"],), timeout=30),
            launcher=Launcher(timeout=30),
            jobs=1,
            fail_on=Impact.MINOR,
            cache=cache,
            on_progress=on_progress,
        )
        site = Site(origin=ORIGIN, pages=tuple(map(page_named, names)), file_for=file_for)
        return run.run([site], targets=("site",), **arguments), pool

    return audit
