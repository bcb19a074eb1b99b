"""The only package that knows Selenium: it starts browsers, visits pages, and returns evidence."""

from a11ycheck.browser.binaries import Binaries, find_binaries, version_of
from a11ycheck.browser.examination import Examination, examine
from a11ycheck.browser.grid import grid_at
from a11ycheck.browser.grid_launcher import GridLauncher
from a11ycheck.browser.hops import Hop, document_url
from a11ycheck.browser.launcher import SANDBOX_MODES, Launcher
from a11ycheck.browser.live import LiveDriver, LivePage, measure_live_page
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.pool import Pool, Redirected, Visit
from a11ycheck.browser.scratch import remove_leftovers
from a11ycheck.browser.screenshots import ScreenshotRequest, take_screenshots
from a11ycheck.browser.script import axe_path, page_script

__all__ = [
    "SANDBOX_MODES",
    "Binaries",
    "Examination",
    "GridLauncher",
    "Hop",
    "Launcher",
    "LiveDriver",
    "LivePage",
    "Pool",
    "ProbeRequest",
    "Redirected",
    "ScreenshotRequest",
    "Visit",
    "VisitPlan",
    "axe_path",
    "document_url",
    "examine",
    "find_binaries",
    "grid_at",
    "measure_live_page",
    "page_script",
    "remove_leftovers",
    "take_screenshots",
    "version_of",
]
