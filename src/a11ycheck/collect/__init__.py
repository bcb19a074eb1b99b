"""What to audit: folders, files, addresses and sitemaps become pages, local ones on loopback."""

from a11ycheck.collect.collection import Collection, collect
from a11ycheck.collect.notices import notices_for, notices_in
from a11ycheck.collect.server import SiteServer
from a11ycheck.collect.whole import names_whole_sites

__all__ = [
    "Collection",
    "SiteServer",
    "collect",
    "names_whole_sites",
    "notices_for",
    "notices_in",
]
