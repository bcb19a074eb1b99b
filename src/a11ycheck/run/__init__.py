"""A run in stages, each a function from value to value: gather, (judge,) locate, (accept,) make_report.

`a11ycheck.api` chains them: `collect` finds the pages, `gather` measures them, `evaluate.judge` judges the
evidence, `locate` finds the source lines and groups assertions into findings, `acceptance.apply_policy`
applies suppressions and baseline, and `make_report` builds the report.
"""

from a11ycheck.run.job import Gathered, Job, Progress, gather
from a11ycheck.run.locations import locate
from a11ycheck.run.report import Stopwatch, make_report
from a11ycheck.run.screenshots import take_screenshots
from a11ycheck.run.selection import (
    Selection,
    evidence_key,
    make_plan,
    make_selection,
    option_types,
    select_live,
    select_source,
)
from a11ycheck.run.sites import MappedSite, PlainSite, Site, Sites, open_sites

__all__ = [
    "Gathered",
    "Job",
    "MappedSite",
    "PlainSite",
    "Progress",
    "Selection",
    "Site",
    "Sites",
    "Stopwatch",
    "evidence_key",
    "gather",
    "locate",
    "make_plan",
    "make_report",
    "make_selection",
    "open_sites",
    "option_types",
    "select_live",
    "select_source",
    "take_screenshots",
]
