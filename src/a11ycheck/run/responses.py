"""The responses that the evidence of a page depends on, and whether they changed during its visit."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from a11ycheck.model import PageEvidence, Request

__all__ = ["ChangedError", "IrreproducibleError", "Responses", "find_responses", "without_origin"]

# Requests of other kinds, such as those of scripts, may stay open for ever.
_FILE_KINDS = ("document", "font", "image", "script", "stylesheet")
# The page's own Content Security Policy forbids the request, so nothing is sent.
_OWN_POLICY = ("csp", "net::ERR_BLOCKED_BY_CSP")
# Our server answers nothing but GET and HEAD.
_NOT_IMPLEMENTED = 501


class Responses(Protocol):
    """The responses of our server, each with a state that changes with its bytes."""

    def state(self, target: str) -> str:
        """Return the state of the response that a path and query would get now."""
        ...

    def sent_states(self, target: str, since: float) -> frozenset[str]:
        """Return the states of the responses to a path and query since a time (`time.monotonic`)."""
        ...


class ChangedError(Exception):
    """A response changed during the visit."""

    def __init__(self, target: str) -> None:
        """Take the path and query of the response."""
        super().__init__(target)
        self.target = target


class IrreproducibleError(Exception):
    """Another visit may yield other evidence, though no file changes; the text says why."""


def find_responses(
    requests: Iterable[Request], responses: Responses, *, since: float
) -> dict[str, str]:
    """Return the state of each response of our server that a page got since its visit began.

    ChangedError if a response changed meanwhile, or is not what the server would send now.
    IrreproducibleError if other responses or none came, since their bytes are not known.
    """
    found: dict[str, str] = {}
    doubt = ""
    for request in requests:
        if request.url.startswith("/"):
            found[request.url] = responses.state(request.url)
            sent = responses.sent_states(request.url, since)
            if sent - {found[request.url]}:
                raise ChangedError(request.url)
            if request.status and request.status != _NOT_IMPLEMENTED and not sent:
                doubt = doubt or f"{request.url} was not answered by our server"
        elif request.third_party and not request.blocked and request.failure not in _OWN_POLICY:
            # The log does not contain the bodies of responses, so a change would go unnoticed.
            doubt = doubt or f"{request.url} was requested from another host"
        is_missing = not (request.status or request.failure or request.blocked)
        if is_missing and request.kind in _FILE_KINDS:
            doubt = doubt or f"{request.url} was not answered"
    if doubt:
        raise IrreproducibleError(doubt)
    return found


def without_origin(evidence: PageEvidence, origin: str) -> PageEvidence:
    """Return evidence of a page that we serve without our server's port, which differs in each run."""
    if not origin:
        return evidence
    requests = []
    for request in evidence.requests:
        initiator = request.initiator.removeprefix(origin)
        url = request.url.removeprefix(origin)
        requests.append(replace(request, url=url, initiator=initiator))
    consulted = tuple(url.removeprefix(origin) for url in evidence.consulted)
    return replace(evidence, requests=tuple(requests), consulted=consulted)
