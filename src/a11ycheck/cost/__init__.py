"""What a page costs its reader: bytes by type, and the time until something is seen on a slow link."""

from a11ycheck.cost.kinds import (
    Kind,
    bytes_by_kind,
    file_name,
    heaviest,
    kilobytes,
    kind_of,
    listed,
    name_of,
)
from a11ycheck.cost.links import LINKS, Link
from a11ycheck.cost.paint import RECORD_BYTES, blocking_requests, first_paint, first_paints

__all__ = [
    "LINKS",
    "RECORD_BYTES",
    "Kind",
    "Link",
    "blocking_requests",
    "bytes_by_kind",
    "file_name",
    "first_paint",
    "first_paints",
    "heaviest",
    "kilobytes",
    "kind_of",
    "listed",
    "name_of",
]
