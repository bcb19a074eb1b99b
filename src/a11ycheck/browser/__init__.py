"""The only package that knows Selenium: it starts browsers, visits pages, and brings back evidence."""

from a11ycheck.browser.binaries import Binaries, find_binaries, version_of
from a11ycheck.browser.examine import Examination, examine
from a11ycheck.browser.launcher import SANDBOX_MODES, Launcher
from a11ycheck.browser.live import LiveDriver, LiveLook, look_at_live
from a11ycheck.browser.pictures import PictureRequest, take_pictures
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.pool import Pool, Redirected
from a11ycheck.browser.script import axe_path, page_script

__all__ = [
    "SANDBOX_MODES",
    "Binaries",
    "Examination",
    "Launcher",
    "LiveDriver",
    "LiveLook",
    "PictureRequest",
    "Pool",
    "ProbeRequest",
    "Redirected",
    "VisitPlan",
    "axe_path",
    "examine",
    "find_binaries",
    "look_at_live",
    "page_script",
    "take_pictures",
    "version_of",
]
