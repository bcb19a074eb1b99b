"""Read the report that a new one replaces, for its trend."""

import html
import re
from pathlib import Path
from typing import Final

from a11ycheck.reporters import PreviousReport, read_previous

__all__ = ["previous_report"]

# The trend is in the head of the report.
_HEAD: Final = 1 << 20
_TREND: Final = re.compile(r'<meta name="a11ycheck-trend" content="([^"]*)">')


def previous_report(path: Path) -> PreviousReport | None:
    """Return what the HTML report at `path` found; None if there is none, or it is no report."""
    try:
        if not path.is_file():
            return None
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    found = _TREND.search(head)
    return read_previous(html.unescape(found[1])) if found else None
