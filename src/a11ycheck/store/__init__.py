"""What is kept between runs: the evidence of pages that have not changed."""

from a11ycheck.store.cache import EvidenceCache, FileFor

__all__ = ["EvidenceCache", "FileFor"]
