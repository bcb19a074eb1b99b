"""Targets: folders, files, URLs and sitemaps become pages; local ones are served on loopback."""

from a11ycheck.collect.collection import Collection, collect
from a11ycheck.collect.inferred_base import InferredBase, infer_base
from a11ycheck.collect.published_paths import canonical_url
from a11ycheck.collect.source_folder import SPHINX_FOLDERS, find_source_folder
from a11ycheck.collect.targets import names_whole_sites

__all__ = [
    "SPHINX_FOLDERS",
    "Collection",
    "InferredBase",
    "canonical_url",
    "collect",
    "find_source_folder",
    "infer_base",
    "names_whole_sites",
]
