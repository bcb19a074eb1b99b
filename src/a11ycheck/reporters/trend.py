"""The trend of the HTML report: it carries its counts, and the next one compares with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from a11ycheck.model import Report
from a11ycheck.reporters.reporter import Audit, PreviousReport
from a11ycheck.reporters.triage import triage_report

__all__ = ["Trend", "read_previous", "trend_of", "written_trend"]

_AUDITS = 12
_MOST_FINGERPRINTS = 5000
_SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The audits until now, the latest last; `new` and `fixed` findings since the one before."""

    audits: tuple[Audit, ...]
    new: int
    fixed: int

    @property
    def change(self) -> int:
        """Return by how many the findings have changed since the audit before."""
        return self.audits[-1].failed - self.audits[-2].failed


def trend_of(report: Report, previous: PreviousReport | None) -> Trend | None:
    """Return how the findings changed; None without a previous report of the same targets."""
    if previous is None or previous.targets != tuple(report.targets):
        return None
    earlier = [audit for audit in previous.audits if audit.started != report.started]
    if not earlier:
        return None
    now, then = _fingerprints(report), previous.fingerprints
    return Trend(
        audits=(*earlier[1 - _AUDITS :], _audit(report)),
        new=len(now - then),
        fixed=len(then - now),
    )


def written_trend(report: Report, previous: PreviousReport | None) -> str:
    """Return what the next report needs of this one, and of those before, as JSON."""
    trend = trend_of(report, previous)
    record = PreviousReport(
        targets=tuple(report.targets),
        audits=trend.audits if trend else (_audit(report),),
        fingerprints=frozenset(sorted(_fingerprints(report))[:_MOST_FINGERPRINTS]),
    )
    plain: Mapping[str, Any] = msgspec.to_builtins(record)
    return json.dumps({**plain, "fingerprints": sorted(record.fingerprints)})


def read_previous(text: str) -> PreviousReport | None:
    """Return what `written_trend` wrote; None for anything else."""
    try:
        found = msgspec.json.decode(text.encode("utf-8", "replace"), type=PreviousReport)
    except msgspec.DecodeError:
        return None
    return found if found.audits else None


def _fingerprints(report: Report) -> frozenset[str]:
    return frozenset(item.fingerprint[:_SHORT] for item in triage_report(report).failed)


def _audit(report: Report) -> Audit:
    found = triage_report(report)
    return Audit(
        started=report.started,
        failed=len(found.failed),
        review=len(found.review),
        pages=len(report.audited),
    )
