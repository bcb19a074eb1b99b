"""What is kept between runs: the evidence of pages that have not changed, and the faults that are known."""

from a11ycheck.store.baseline import (
    Baseline,
    Entry,
    baseline_text,
    parse_baseline,
    read_baseline,
    write_baseline,
)
from a11ycheck.store.cache import EvidenceCache, FileFor

__all__ = [
    "Baseline",
    "Entry",
    "EvidenceCache",
    "FileFor",
    "baseline_text",
    "parse_baseline",
    "read_baseline",
    "write_baseline",
]
