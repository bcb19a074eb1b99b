"""The only package that knows Selenium: it starts browsers, visits pages, and returns evidence.

Names are imported when they are first used: a run whose evidence is all cached does without Selenium.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from a11ycheck.browser.binaries import Binaries, find_binaries, version_of
    from a11ycheck.browser.examination import Examination, examine
    from a11ycheck.browser.grid import grid_at
    from a11ycheck.browser.grid_launcher import GridLauncher
    from a11ycheck.browser.hops import Hop, Redirected, document_url
    from a11ycheck.browser.keys import parse_keys
    from a11ycheck.browser.launcher import SANDBOX_MODES, Launcher
    from a11ycheck.browser.live import LiveDriver, LivePage, measure_live_page
    from a11ycheck.browser.page_worker import Visit
    from a11ycheck.browser.plan import ProbeRequest, VisitPlan
    from a11ycheck.browser.pool import Pool
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
    "parse_keys",
    "remove_leftovers",
    "take_screenshots",
    "version_of",
]

_MODULES: Final = {
    "axe_path": "script",
    "Binaries": "binaries",
    "document_url": "hops",
    "Examination": "examination",
    "examine": "examination",
    "find_binaries": "binaries",
    "grid_at": "grid",
    "GridLauncher": "grid_launcher",
    "Hop": "hops",
    "Launcher": "launcher",
    "LiveDriver": "live",
    "LivePage": "live",
    "measure_live_page": "live",
    "page_script": "script",
    "parse_keys": "keys",
    "Pool": "pool",
    "ProbeRequest": "plan",
    "Redirected": "hops",
    "remove_leftovers": "scratch",
    "SANDBOX_MODES": "launcher",
    "ScreenshotRequest": "screenshots",
    "take_screenshots": "screenshots",
    "version_of": "binaries",
    "Visit": "page_worker",
    "VisitPlan": "plan",
}


def __getattr__(name: str) -> Any:
    """Import what is used."""
    if name not in _MODULES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
