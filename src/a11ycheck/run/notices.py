"""The notices of a report: those of each page, bounded, and what else of a page is not listed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from a11ycheck.cost import MAX_BLOCKED
from a11ycheck.model import MessageTemplate, Notice, PageEvidence
from a11ycheck.run.stale_copies import merge_stale_copies

__all__ = ["MAX_NOTICES", "list_notices"]

MAX_NOTICES: Final = 100
"""Notices of one page that are listed."""

MORE_NOTICES = MessageTemplate("more-notices", "{count} more notices are not listed.")
MORE_BLOCKED = MessageTemplate("more-blocked", "{count} more blocked requests are not listed.")


def list_notices(notices: Iterable[Notice], evidence: Iterable[PageEvidence]) -> Iterator[Notice]:
    """Yield the first notices of each page, then how many more there are, and unlisted requests."""
    numbers: Counter[str] = Counter()
    for notice in merge_stale_copies(notices):
        numbers[notice.page] += 1
        if numbers[notice.page] <= MAX_NOTICES:
            yield notice
    for page, number in numbers.items():
        if number > MAX_NOTICES:
            yield Notice(page=page, message=MORE_NOTICES.format(count=number - MAX_NOTICES))
    for item in evidence:
        number = sum(request.blocked for request in item.requests)
        if number > MAX_BLOCKED:
            yield Notice(page=item.page, message=MORE_BLOCKED.format(count=number - MAX_BLOCKED))
