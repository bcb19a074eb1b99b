"""What earlier runs have concluded from evidence that has not changed."""

from dataclasses import dataclass

from a11ycheck.evaluate import KnownJudgements
from a11ycheck.run.announced import KnownAnnouncements

__all__ = ["KnownResults"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownResults:
    """The judgements of pages, and what is announced at their elements."""

    judgements: KnownJudgements
    announcements: KnownAnnouncements
