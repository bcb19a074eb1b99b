"""The stages that follow `measure`, which are the same for all kinds of audits: judge, accept, report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from a11ycheck.acceptance import Policy, apply_policy
from a11ycheck.config import Config
from a11ycheck.model import Report
from a11ycheck.run.gate import gate_of
from a11ycheck.run.gathered import Gathered
from a11ycheck.run.interrupted import without_evidence
from a11ycheck.run.judgement import judge_pages
from a11ycheck.run.known_results import KnownResults
from a11ycheck.run.report import Stopwatch, make_report
from a11ycheck.run.selection import Selection
from a11ycheck.run.sites import LocatedSite
from a11ycheck.signals import Interrupted, interruptible

__all__ = ["conclude"]


def conclude(gathered: Gathered, *how: Any, **more: Any) -> Report:
    """Return the report; if further signals arrive meanwhile, one in which no evidence is judged."""
    try:
        with interruptible(after=1):
            return _conclude(gathered, *how, **more)
    except Interrupted:
        return _conclude(without_evidence(gathered), *how, **more)


def _conclude(
    gathered: Gathered,
    selection: Selection,
    policy: Policy,
    config: Config,
    *,
    targets: tuple[str, ...],
    is_partial: bool,
    stopwatch: Stopwatch,
    sites: Sequence[LocatedSite] = (),
    known: KnownResults | None = None,
) -> Report:
    gathered = replace(gathered, notices=(*gathered.notices, *policy.notices))
    judged = judge_pages(gathered, selection, sites, known)
    is_complete = judged.gathered.is_complete and not judged.evaluation.errors
    accepted = apply_policy(
        judged.findings,
        policy,
        today=datetime.now().astimezone().date(),  # a date in a suppression is local
        is_partial=is_partial or not is_complete,
        rules=selection.ids,
    )
    return make_report(
        judged.gathered,
        judged.evaluation,
        accepted,
        selection=selection,
        targets=targets,
        gate=gate_of(config, selection.rules),
        stopwatch=stopwatch,
    )
