"""Targets: folders, files, URLs and sitemaps become pages; local ones are served on loopback."""

from a11ycheck.collect.collection import Collection, collect
from a11ycheck.collect.page_files import PageFile, message_of, read_page_file
from a11ycheck.collect.targets import names_whole_sites

__all__ = [
    "Collection",
    "PageFile",
    "collect",
    "message_of",
    "names_whole_sites",
    "read_page_file",
]
