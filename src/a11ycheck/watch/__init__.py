"""Rebuild and audit a site while its author writes, and show the findings on a preview of it."""

from a11ycheck.watch.builds import CommandBuilds, SphinxBuilds, UnbuiltSite
from a11ycheck.watch.loop import Watcher, WatchOptions

__all__ = ["CommandBuilds", "SphinxBuilds", "UnbuiltSite", "WatchOptions", "Watcher"]
