"""What a report leaves out by itself: files that were not planned, and rules that judged nothing."""

from collections import Counter
from collections.abc import Iterator

from a11ycheck.model import Report
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import format_message, translate

__all__ = ["uncollected_line", "unjudged_lines"]


def uncollected_line(report: Report) -> str:
    """Return how many files that may be pages were not planned, and why; "" if there are none."""
    if not report.uncollected:
        return ""
    number = sum(item.count for item in report.uncollected)
    parts = (f"{item.count:,} {format_message(item.reason)}" for item in report.uncollected)
    files = text.count(number, "file that may be a page", "files that may be pages")
    return translate("{files}: {parts}", files=files, parts=translate(", ").join(parts))


def unjudged_lines(report: Report) -> Iterator[str]:
    """Yield how many rules judged nothing, for each reason."""
    reasons = Counter(format_message(item.reason) for item in report.unjudged)
    for reason, number in reasons.items():
        rules = text.count(number, "rule")
        yield translate("{rules} judged nothing: {reason}", rules=rules, reason=reason)
