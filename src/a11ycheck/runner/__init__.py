"""Carry out an audit: what to measure, where the evidence comes from, and what the report says."""

from a11ycheck.runner.live import audit_live
from a11ycheck.runner.pictures import screenshots
from a11ycheck.runner.plan import Selection, make_plan, make_selection, setting_of
from a11ycheck.runner.run import Audit, Progress, Site

__all__ = [
    "Audit",
    "Progress",
    "Selection",
    "Site",
    "audit_live",
    "make_plan",
    "make_selection",
    "screenshots",
    "setting_of",
]
