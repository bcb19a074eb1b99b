"""Reports: each reporter is a function from a `Report` to a text; it reads and writes nothing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from a11ycheck.errors import UserError
from a11ycheck.model import Report
from a11ycheck.reporters.earl import render_earl
from a11ycheck.reporters.github import render_github
from a11ycheck.reporters.html import render_html
from a11ycheck.reporters.json_v1 import render_json, schema
from a11ycheck.reporters.junit import render_junit
from a11ycheck.reporters.sarif import render_sarif
from a11ycheck.reporters.terminal import PLAIN, Style, render_terminal
from a11ycheck.reporters.words import LANGUAGES, speaking

__all__ = ["LANGUAGES", "PLAIN", "REPORTERS", "Reporter", "Style", "render", "schema"]

# The report, and what that format alone understands, by keyword: `style` for the terminal,
# `screenshots` for html, `root` and `absent` for sarif.
Reporter = Callable[..., str]

REPORTERS: Mapping[str, Reporter] = MappingProxyType(
    {
        "terminal": render_terminal,
        "json": render_json,
        "html": render_html,
        "sarif": render_sarif,
        "junit": render_junit,
        "github": render_github,
        "earl": render_earl,
    }
)


FOR_PEOPLE = frozenset({"terminal", "html"})


def render(report: Report, name: str, *, lang: str = "", **context: Any) -> str:
    """Return the report in the format called `name`; UserError where there is no such format.

    `lang` is the language of the formats that people read, one of `LANGUAGES`; what programs read is in
    English.
    """
    if name not in REPORTERS:
        message = f"There is no report format called {name!r}."
        raise UserError(message, f"Choose one of: {', '.join(REPORTERS)}.")
    with speaking(lang if name in FOR_PEOPLE else ""):
        return REPORTERS[name](report, **context)
