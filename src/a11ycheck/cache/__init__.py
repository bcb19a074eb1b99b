"""The cache: evidence of pages, hashes of files, and what was read in files, in one SQLite database."""

from a11ycheck.cache.announcement_cache import AnnouncementCache
from a11ycheck.cache.database import CacheDatabase
from a11ycheck.cache.evidence_cache import CachedEvidence, EvidenceCache
from a11ycheck.cache.file_states import StoredReadings, read_hashes, write_hashes
from a11ycheck.cache.judgement_cache import JudgementCache
from a11ycheck.cache.packing import Interner
from a11ycheck.cache.upkeep import CacheInfo, cache_info, clear_cache

__all__ = [
    "AnnouncementCache",
    "CacheDatabase",
    "CacheInfo",
    "CachedEvidence",
    "EvidenceCache",
    "Interner",
    "JudgementCache",
    "StoredReadings",
    "cache_info",
    "clear_cache",
    "read_hashes",
    "write_hashes",
]
