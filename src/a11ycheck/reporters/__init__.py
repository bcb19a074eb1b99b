"""Report formats: each turns a `Report` into text, and neither reads nor writes anything.

A new format is one module with a `Reporter`, and its line in `_MODULES`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from a11ycheck.errors import UserError, suggestion
from a11ycheck.model import Report
from a11ycheck.reporters.i18n import LANGUAGES, use_locale
from a11ycheck.reporters.reporter import PLAIN, Context, PreviousReport, Reporter, Style
from a11ycheck.reporters.trend import read_previous

if TYPE_CHECKING:
    from collections.abc import Mapping

    from a11ycheck.reporters.json_v2 import schema

    REPORTERS: Mapping[str, Reporter]

__all__ = [
    "LANGUAGES",
    "PLAIN",
    "REPORTERS",
    "Context",
    "PreviousReport",
    "Reporter",
    "Style",
    "find_reporter",
    "read_previous",
    "render",
    "schema",
]

# The module of each format, imported when it is needed: a run writes one or two. It defines a `Reporter`
# with the name of the format in upper case.
_MODULES: Final = {
    "terminal": "terminal",
    "concise": "concise",
    "full": "full",
    "markdown": "markdown",
    "json": "json_v2",
    "html": "html",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "earl": "earl",
}


def find_reporter(name: str) -> Reporter:
    """Return the format called `name`; UserError if there is none."""
    if name not in _MODULES:
        message = f'There is no report format "{name}".'
        raise UserError(
            message, suggestion(name, _MODULES, f"Choose one of: {', '.join(_MODULES)}.")
        )
    found: Reporter = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name.upper())
    return found


def __getattr__(name: str) -> Any:
    """Import all formats, or the schema of the JSON format."""
    if name == "REPORTERS":
        return {item: find_reporter(item) for item in _MODULES}
    if name == "schema":
        return import_module(f"{__name__}.json_v2").schema
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def render(report: Report, name: str, *, lang: str = "", context: Context | None = None) -> str:
    """Return the report in the format called `name`; UserError if there is none.

    `lang`, one of `LANGUAGES`, is the language of formats for people; the others are in English.
    """
    reporter = find_reporter(name)
    with use_locale(lang if reporter.is_translated else ""):
        return reporter.render(report, context or Context())
