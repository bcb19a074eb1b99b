"""The report of a whole run, made from those of its shards."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from a11ycheck.acceptance import read_baseline
from a11ycheck.config import FailOn, Profile
from a11ycheck.model import Report
from a11ycheck.run.conclusion import conclude
from a11ycheck.run.merge import merge_shards
from a11ycheck.run.report import Stopwatch
from a11ycheck.run.selection import make_selection

__all__ = ["merge"]


def merge(
    reports: Sequence[Path],
    *,
    baseline: str | None = None,
    fail_on: FailOn | None = None,
    profile: Profile | None = None,
) -> Report:
    """Return the report of a whole run from the JSON reports of its shards.

    It equals the report of a run without shards, except for times. The configuration, the suppressions and
    the baseline are those of the shards; `baseline` (a path, "" for none), `profile` and `fail_on` replace
    theirs. UserError if the reports are not of one run. The pages of a missing shard are not tested.
    """
    merged = merge_shards(reports)
    config = merged.common.config()
    policy = merged.common.policy
    if profile is not None:
        config = replace(config, profile=profile, fail_on="profile")
    if fail_on is not None:
        config = replace(config, fail_on=fail_on)
    if baseline is not None:
        policy = replace(policy, baseline=read_baseline(Path(baseline)) if baseline else None)
    report = conclude(
        merged.gathered,
        make_selection(config),
        policy,
        config,
        sites=tuple(shard.site() for shard in merged.shards),
        targets=merged.common.targets,
        is_partial=merged.common.is_partial,
        stopwatch=Stopwatch(),
    )
    return replace(report, started=merged.started, seconds=merged.seconds)
