"""What a page costs its reader: bytes by type, and the time to the first paint on a slow link."""

from a11ycheck.cost.paint import LINKS, RECORD_BYTES, blocking_requests, first_paint
from a11ycheck.cost.weight import (
    MAX_BLOCKED,
    Kind,
    bytes_by_kind,
    file_name,
    fonts_of,
    heaviest,
    kilobytes,
    kind_of,
    largest_file,
    listed,
    name_of,
    page_weight,
)

__all__ = [
    "LINKS",
    "MAX_BLOCKED",
    "RECORD_BYTES",
    "Kind",
    "blocking_requests",
    "bytes_by_kind",
    "file_name",
    "first_paint",
    "fonts_of",
    "heaviest",
    "kilobytes",
    "kind_of",
    "largest_file",
    "listed",
    "name_of",
    "page_weight",
]
