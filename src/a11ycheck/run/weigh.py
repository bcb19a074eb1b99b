"""Sum up what a first visit to a page costs, for reports."""

from a11ycheck.cost import (
    Kind,
    blocking_requests,
    bytes_by_kind,
    first_paints,
    heaviest,
    kind_of,
)
from a11ycheck.model import PageEvidence, PageWeight

__all__ = ["weigh"]

_NAMED = 5


def weigh(evidence: PageEvidence) -> PageWeight:
    """Return the page's cost: bytes by type, requests, what blocks it, and the first paints in seconds."""
    requests = evidence.requests
    return PageWeight(
        page=evidence.page,
        wire_bytes=sum(request.wire_bytes or 0 for request in requests),
        requests=len(requests),
        blocked=tuple(request for request in requests if request.blocked),
        kinds={str(kind): size for kind, size in bytes_by_kind(requests).items()},
        blocking=len(blocking_requests(requests)),
        fonts=sum(kind_of(request) is Kind.FONT for request in requests),
        third_parties=sum(request.third_party for request in requests),
        heaviest=heaviest(requests, _NAMED),
        first_paint=first_paints(requests),
    )
