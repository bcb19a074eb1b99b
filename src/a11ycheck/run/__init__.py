"""Carry out an audit: what to measure, where the evidence comes from, and what the report says."""

from a11ycheck.runner.accepted import Accepted, local_day, read_accepted, settle
from a11ycheck.runner.known import Comparison, compare
from a11ycheck.runner.live import audit_live
from a11ycheck.runner.maps import Maps, map_sources, read_maps
from a11ycheck.runner.pictures import screenshots
from a11ycheck.runner.plan import Selection, make_plan, make_selection, setting_of
from a11ycheck.runner.run import Audit, Progress, Site
from a11ycheck.runner.sites import sites_of
from a11ycheck.runner.source import judge_source, on_source

__all__ = [
    "Accepted",
    "Audit",
    "Comparison",
    "Maps",
    "Progress",
    "Selection",
    "Site",
    "audit_live",
    "compare",
    "judge_source",
    "local_day",
    "make_plan",
    "make_selection",
    "map_sources",
    "on_source",
    "read_accepted",
    "read_maps",
    "screenshots",
    "setting_of",
    "settle",
    "sites_of",
]
