"""Sort what a page loads by type, and add up what each type costs."""

from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

from a11ycheck.model import Request

__all__ = ["Kind", "bytes_by_kind", "heaviest", "kind_of", "listed", "name_of"]


class Kind(StrEnum):
    """The types by which a page's bytes are counted, in the order in which reports show them."""

    DOCUMENT = "document"
    STYLE = "style"
    SCRIPT = "script"
    FONT = "font"
    IMAGE = "image"
    OTHER = "other"


# DevTools calls it "stylesheet"; its other types (media, fetch, manifest, websocket, …) are rare and few.
_KINDS = {"stylesheet": Kind.STYLE, **{kind.value: kind for kind in Kind}}


def kind_of(request: Request) -> Kind:
    """Return the type of a request, from the browser's own word for it."""
    return _KINDS.get(request.kind, Kind.OTHER)


def bytes_by_kind(requests: Iterable[Request]) -> dict[Kind, int]:
    """Return the bytes over the wire of each type that the requests have, in the order of `Kind`."""
    totals = dict.fromkeys(Kind, 0)
    seen = set()
    for request in requests:
        kind = kind_of(request)
        seen.add(kind)
        totals[kind] += request.wire_bytes or 0
    return {kind: total for kind, total in totals.items() if kind in seen}


def heaviest(requests: Iterable[Request], number: int) -> tuple[Request, ...]:
    """Return at most so many of the requests, those with the most bytes first; equal ones by address."""
    weighed = [request for request in requests if request.wire_bytes]
    weighed.sort(key=lambda request: (-(request.wire_bytes or 0), request.url))
    return tuple(weighed[:number])


def listed(requests: Iterable[Request]) -> str:
    """Return the requests in words, for a message: "theme.css 12,000 bytes, search.js 2,624 bytes"."""
    return ", ".join(f"{name_of(item.url)} {item.wire_bytes or 0:,} bytes" for item in requests)


def name_of(url: str) -> str:
    """Return a short name of an address: its file with the query, or the whole where it ends in none."""
    parts = urlsplit(url)
    file = parts.path.rpartition("/")[2]
    query = f"?{parts.query}" if parts.query else ""
    return f"{file}{query}" if file else url
