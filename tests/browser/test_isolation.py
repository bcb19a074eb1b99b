"""Hostile pages change nothing about the pages that are audited after them with the same browser.

`bench/hostile.py` is the long form, with all pages and in several random orders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hostile_pages import CLEAN, HOSTILE, Case, write_site
from hostile_pages.check import Run, audit, differences, evidence, wrong_results
from hostile_pages.sentinel import Sentinel

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path("/proc/self/stat").exists(),
        reason="Processes are looked for in /proc, which this system does not have.",
    ),
]

HOSTILE_NAMES = (
    "worker-late--beforeunload",
    "worker-late--pagehide",
    "worker-early--at-once",
    "popup--link",
    "popup--late-link",
    "popup-script--blank",
    "window-name--named",
    "local-storage--interval",
    "local-storage--late",
    "screen--orientation",
    "session-storage--late",
    "cookies--many",
    "databases--indexed-late",
    "shared-worker--storing",
    "channel--interval",
    "history--push-flood",
    "late-requests--keepalive",
    "dialog--late",
    "reload--at-once",
    "proxies--axe",
    "elsewhere--socket",
    "elsewhere--keepalive",
)
CLEAN_NAMES = ("clean--00", "clean--03", "clean--07", "clean--09", "clean--12", "clean--17")
LIMIT = 130.0
OPTIONS = ("--jobs", "1", "--timeout", "5", "--variant", "desktop-light", "--no-cache")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """A run over hostile and clean pages, and the evidence of clean pages in a run without hostile ones."""

    run: Run
    cases: tuple[Case, ...]
    alone: Mapping[str, Mapping[str, Any]]
    received: tuple[bytes, ...]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mixed]:
    top = tmp_path_factory.mktemp("hostile")
    hostile = [case for case in HOSTILE if case.name in HOSTILE_NAMES]
    clean = [case for case in CLEAN if case.name in CLEAN_NAMES]
    assert len(hostile) == len(HOSTILE_NAMES)
    with Sentinel() as sentinel:
        write_site(top / "clean", clean, "2", sentinel.host)
        alone = evidence(audit([str(top / "clean")], *OPTIONS, limit=LIMIT).report)
        cases = (*hostile, *clean)
        write_site(top / "mixed", cases, "1", sentinel.host)
        run = audit([str(top / "mixed")], *OPTIONS, limit=LIMIT)
        yield Mixed(run=run, cases=cases, alone=alone, received=tuple(sentinel.received))


def test_the_run_ends_and_leaves_nothing_behind(mixed: Mixed) -> None:
    assert list(mixed.run.failures) == []


def test_no_request_leaves(mixed: Mixed) -> None:
    assert mixed.received == ()


def test_clean_pages_have_the_evidence_that_they_have_without_hostile_ones(mixed: Mixed) -> None:
    assert sorted(mixed.alone) == sorted(CLEAN_NAMES)
    assert all(found["findings"] for name, found in mixed.alone.items() if name != "clean--00")

    assert list(differences(mixed.alone, evidence(mixed.run.report))) == []


def test_every_page_fails_as_it_should_or_is_not_tested(mixed: Mixed) -> None:
    found = [f"{case.name}: {text}" for case, text in wrong_results(mixed.run.report, mixed.cases)]

    assert found == []
