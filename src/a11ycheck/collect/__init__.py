"""Targets: folders, files, URLs and sitemaps become pages; local ones are served on loopback."""

from a11ycheck.collect.collection import Collection, collect
from a11ycheck.collect.targets import names_whole_sites

__all__ = ["Collection", "collect", "names_whole_sites"]
