"""A page asks no other host for anything.

## What it checks

Requests that the page makes to hosts other than its own: fonts, scripts, pictures, counters. While
a page is audited such requests are blocked and counted, unless `allow_hosts` names the host. The
rule names each host once, with what was asked of it; a host in `allow_hosts` is not reported.

## Why it matters

Each other host needs its own connection, which costs seconds on a slow network, and it learns who
reads the page: a risk for readers whom others watch. Where the host is blocked or down, the page
waits for it.

## How to fix

Serve the file from your own site, or leave it out.

## What it cannot see

Requests that start later, on scrolling or on a click, those of workers, and links, which ask nothing
until they are followed.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from a11ycheck.model import (
    Impact,
    MessageTemplate,
    Outcome,
    PageEvidence,
    Reach,
    Request,
    ResourceRule,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "judge"]

OTHER_HOST = MessageTemplate(
    "other-host",
    "The page asks another host, {host}, for {what}.",
)
_NAMED = 3


def judge(evidence: PageEvidence, options: object) -> Sequence[Verdict]:
    """Judge the page's requests: one failed verdict for each other host that is not allowed."""
    del options
    by_host: dict[str, list[Request]] = {}
    for request in evidence.requests:
        if request.blocked:
            by_host.setdefault(urlsplit(request.url).netloc, []).append(request)
    if not by_host:
        return (Verdict(outcome=Outcome.PASSED),)
    return [_verdict(host, requests) for host, requests in by_host.items()]


def _verdict(host: str, requests: Sequence[Request]) -> Verdict:
    paths = dict.fromkeys(urlsplit(request.url).path or "/" for request in requests)
    named = ", ".join(list(paths)[:_NAMED])
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    message = OTHER_HOST.format(host=host, what=named + more)
    return Verdict(outcome=Outcome.FAILED, message=message, cause=(f"host={host}",))


RULE = ResourceRule(
    id=RuleId("third-party-request"),
    title="A page should ask no other host for anything",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.privacy"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    judge=judge,
)
