"""What to audit: folders, files, addresses and sitemaps become pages, local ones on loopback."""

from a11ycheck.collect.collection import Collection, collect
from a11ycheck.collect.notices import notices_for, notices_in
from a11ycheck.collect.server import SiteServer

__all__ = [
    "Collection",
    "SiteServer",
    "collect",
    "notices_for",
    "notices_in",
]
