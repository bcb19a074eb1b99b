"""The only package that knows Selenium: it starts browsers, visits pages, and brings back evidence."""

from a11ycheck.browser.examine import Examination, examine
from a11ycheck.browser.find import Binaries, find_binaries, version_of
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.pool import Pool, Redirected
from a11ycheck.browser.script import axe_path, page_script
from a11ycheck.browser.start import SANDBOX_MODES, Launcher

__all__ = [
    "SANDBOX_MODES",
    "Binaries",
    "Examination",
    "Launcher",
    "Pool",
    "ProbeRequest",
    "Redirected",
    "VisitPlan",
    "axe_path",
    "examine",
    "find_binaries",
    "page_script",
    "version_of",
]
