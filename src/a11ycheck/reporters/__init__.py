"""Report formats: each turns a `Report` into text, and neither reads nor writes anything.

A new format is one module with a `Reporter`, and its name below.
"""

from collections.abc import Mapping
from types import MappingProxyType

from a11ycheck.errors import UserError
from a11ycheck.model import Report
from a11ycheck.reporters.earl import EARL
from a11ycheck.reporters.github import GITHUB
from a11ycheck.reporters.html import HTML
from a11ycheck.reporters.i18n import LANGUAGES, use_locale
from a11ycheck.reporters.json_v2 import JSON, schema
from a11ycheck.reporters.junit import JUNIT
from a11ycheck.reporters.reporter import PLAIN, Context, Reporter, Style
from a11ycheck.reporters.sarif import SARIF
from a11ycheck.reporters.terminal import TERMINAL

__all__ = [
    "LANGUAGES",
    "PLAIN",
    "REPORTERS",
    "Context",
    "Reporter",
    "Style",
    "find_reporter",
    "render",
    "schema",
]

REPORTERS: Mapping[str, Reporter] = MappingProxyType(
    {item.name: item for item in (TERMINAL, JSON, HTML, SARIF, JUNIT, GITHUB, EARL)}
)


def find_reporter(name: str) -> Reporter:
    """Return the format called `name`; UserError if there is none."""
    if name not in REPORTERS:
        raise UserError(
            f'unknown report format "{name}"', f"Choose one of: {', '.join(REPORTERS)}."
        )
    return REPORTERS[name]


def render(report: Report, name: str, *, lang: str = "", context: Context | None = None) -> str:
    """Return the report in the format called `name`; UserError if there is none.

    `lang`, one of `LANGUAGES`, is the language of formats for people; the others are in English.
    """
    reporter = find_reporter(name)
    with use_locale(lang if reporter.is_translated else ""):
        return reporter.render(report, context or Context())
