"""A report as JSON, read back for tests."""

import json
from collections.abc import Mapping
from typing import Any

from a11ycheck.model import Report
from a11ycheck.reporters import Context, render

__all__ = ["Json", "Samples", "read"]


Json = dict[str, Any]
Samples = Mapping[str, Report]


def read(report: Report, *, all_pages: bool = False) -> Json:
    context = Context(all_pages=all_pages)
    loaded: Json = json.loads(render(report, "json", context=context))
    return loaded
