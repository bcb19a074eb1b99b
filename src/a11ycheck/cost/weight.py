"""The weight of a page: its requests by type, and the bytes of each type."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from itertools import islice
from posixpath import splitext
from typing import Final
from urllib.parse import urlsplit

from a11ycheck.cost.paint import blocking_requests, first_paints
from a11ycheck.model import (
    Message,
    MessageTemplate,
    PageEvidence,
    PageWeight,
    Request,
    plain_message,
)
from a11ycheck.model.bounds import clip

__all__ = [
    "MAX_BLOCKED",
    "Kind",
    "bytes_by_kind",
    "file_name",
    "fonts_of",
    "heaviest",
    "kilobytes",
    "kind_of",
    "largest_file",
    "listed",
    "name_of",
    "page_weight",
]

MAX_BLOCKED: Final = 100
"""Blocked requests of one page that reports list."""

_HEAVIEST = 5
_FILE_SIZE = MessageTemplate("file-size", "{name} ({size:,g} kB)")


class Kind(StrEnum):
    """The types of requests that reports distinguish, in their order there."""

    DOCUMENT = "document"
    STYLE = "style"
    SCRIPT = "script"
    FONT = "font"
    IMAGE = "image"
    OTHER = "other"


# DevTools calls it "stylesheet"; its other types (media, fetch, manifest, websocket, …) are rare and few.
_KINDS = {"stylesheet": Kind.STYLE, **{kind.value: kind for kind in Kind}}


def kind_of(request: Request) -> Kind:
    """Return the type of a request, from DevTools' type."""
    return _KINDS.get(request.kind, Kind.OTHER)


def bytes_by_kind(requests: Iterable[Request]) -> dict[Kind, int]:
    """Return the transferred bytes of each type that occurs, in the order of `Kind`."""
    totals = dict.fromkeys(Kind, 0)
    seen = set()
    for request in requests:
        kind = kind_of(request)
        seen.add(kind)
        totals[kind] += request.wire_bytes or 0
    return {kind: total for kind, total in totals.items() if kind in seen}


def heaviest(requests: Iterable[Request], number: int) -> tuple[Request, ...]:
    """Return at most `number` requests, the largest first; equal ones by URL."""
    weighed = [request for request in requests if request.wire_bytes]
    weighed.sort(key=lambda request: (-(request.wire_bytes or 0), request.url))
    return tuple(weighed[:number])


def fonts_of(requests: Iterable[Request]) -> list[Request]:
    """Return one request of each web font that arrived, or was blocked.

    Where a format fails, the browser requests the next one of `src`: files whose names differ only by their
    extension are one font.
    """
    fonts = [item for item in requests if kind_of(item) is Kind.FONT and not item.is_missing]
    return list({_without_extension(item.url): item for item in fonts}.values())


def _without_extension(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.netloc, splitext(parts.path)[0], parts.query


def largest_file(requests: Iterable[Request]) -> str:
    """Return the cause that an exceeded budget shares with other pages: its largest file.

    The file of a theme is the same on all pages; the page itself is named "the page".
    """
    largest = heaviest(requests, 1)
    if not largest or largest[0].kind == Kind.DOCUMENT:
        return "largest=the page"
    return f"largest={file_name(largest[0].url)}"


def listed(requests: Iterable[Request]) -> tuple[Message, ...]:
    """Return the file name and size of each request, for a message: "theme.css (12 kB)".

    Of one that was blocked, or got no response, only the name is known.
    """
    return tuple(
        _FILE_SIZE.format(name=name_of(item.url), size=kilobytes(item.wire_bytes))
        if item.wire_bytes
        else plain_message(name_of(item.url))
        for item in requests
    )


def kilobytes(size: int) -> float:
    """Return a number of bytes in kB, for a message."""
    return size / 1000


def name_of(url: str) -> str:
    """Return a short name of a URL: its file with the query, or the whole URL if it names no file."""
    parts = urlsplit(url)
    file = parts.path.rpartition("/")[2]
    query = f"?{parts.query}" if parts.query else ""
    return f"{file}{query}" if file else url


def file_name(url: str) -> str:
    """Return the last part of a URL's path, which stays the same from build to build and host to host."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2] or "/"


def page_weight(evidence: PageEvidence) -> PageWeight:
    """Return what a first visit to a page costs, with the first of its blocked requests."""
    requests = evidence.requests
    blocked = islice((request for request in requests if request.blocked), MAX_BLOCKED)
    return PageWeight(
        page=evidence.page,
        wire_bytes=sum(request.wire_bytes or 0 for request in requests),
        requests=len(requests),
        blocked=tuple(map(_bounded, blocked)),
        kinds={str(kind): size for kind, size in bytes_by_kind(requests).items()},
        blocking=len(blocking_requests(requests)),
        fonts=len(fonts_of(requests)),
        third_parties=sum(request.third_party for request in requests),
        heaviest=tuple(map(_bounded, heaviest(requests, _HEAVIEST))),
        first_paint=first_paints(requests),
    )


def _bounded(request: Request) -> Request:
    """Return a request for reports: the URL of a page's request can have megabytes."""
    return replace(
        request,
        url=clip(request.url),
        initiator=clip(request.initiator),
        failure=clip(request.failure),
    )
