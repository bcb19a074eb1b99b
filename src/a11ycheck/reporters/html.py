"""The report to share: one HTML file without any request, safe with every page's content in it."""

import hashlib
import re
import struct
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from a11ycheck.language import runs
from a11ycheck.model import Report, Scope
from a11ycheck.reporters import text, triage
from a11ycheck.reporters.gaps import uncollected_line, unjudged_lines
from a11ycheck.reporters.html_sections import finding_sections, first_location, passed_rules
from a11ycheck.reporters.html_tables import costs, criterion_rows, page_rows, segments
from a11ycheck.reporters.i18n import (
    criterion_name,
    current_locale,
    format_message,
    plural,
    translate,
)
from a11ycheck.reporters.manual_tests import manual_tests
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.source_links import editor_link, page_link, source_link
from a11ycheck.reporters.spoken_text import heard
from a11ycheck.reporters.status import Status, exit_line, status_line
from a11ycheck.reporters.trend import trend_of, written_trend

__all__ = ["HTML"]

_TITLES = {
    Status.PARTIAL: "Stopped early",
    Status.NOTHING: "Nothing was audited",
    Status.NOT_JUDGED: "Nothing was judged",
    Status.NOT_TESTED: "Not fully tested",
    Status.FAILED: "Not ready to publish",
    Status.PASSED: "Nothing stops publishing",
}
_INDENT = re.compile(r"\n\s+")
_PNG = b"\x89PNG\r\n\x1a\n"
_HEADER = 30
_14_BITS = 0x3FFF


def _render(report: Report, context: Context) -> str:
    """Return the report as one HTML page that needs no script, with all content escaped.

    ValueError for a screenshot that is neither PNG nor WebP.
    """
    shots = {name: _read_image(data) for name, data in context.screenshots.items()}
    page = _environment().get_template("report.html.j2").render(_variables(report, shots, context))
    # The template's indentation is for its reader; every text of the report stands on one line.
    return _INDENT.sub("\n", page).strip() + "\n"


HTML = Reporter(
    name="html",
    media_type="text/html",
    extension=".html",
    render=_render,
    is_translated=True,
    shows_screenshots=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Image:
    """An image as a `data:` URL, and its width and height in pixels."""

    url: str
    width: int
    height: int


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("a11ycheck.reporters"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"text": text, "triage": triage, "Scope": Scope, "plural": plural}
    environment.globals |= {"heard": heard}
    environment.globals |= {"_": translate, "isolated": _isolated, "name_of": criterion_name}
    return environment


def _finalize(value: Any) -> Any:
    # Every text that the template inserts comes through here and is escaped afterwards: none can contain
    # an invisible character. Markup is the template's own.
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return text.one_line(value) if is_text else value


def _variables(report: Report, shots: Mapping[str, _Image], context: Context) -> dict[str, Any]:
    line = status_line(report)
    found = triage.triage_report(report)
    sections = finding_sections(found)
    single = (item for item in report.findings if item.scope is Scope.PAGE)
    pages = dict.fromkeys((*triage.pages_of(report.findings), *map(triage.page_of, single)))
    criteria = criterion_rows(found)
    rules = {finding.rule: finding.criteria for finding in report.findings}
    locations = (item for finding in report.findings for item in finding.locations)
    is_english = current_locale().code == "en"
    return {
        "report": report,
        "locale": current_locale(),
        # Attributes for texts and link targets that can be in English in a translated report.
        "auto": Markup() if is_english else Markup(' dir="auto"'),
        "ltr": Markup() if is_english else Markup(' dir="ltr"'),
        "english": Markup() if is_english else Markup(' hreflang="en"'),
        "line": line,
        "exit_line": exit_line(report),
        "title": _TITLES[line.status],
        "found": found,
        "shots": shots,
        "page_href": partial(page_link, context=context),
        "source_href": partial(source_link, context=context),
        "editor_href": partial(editor_link, context=context),
        "first_location": first_location,
        "sections": sections,
        "few": sections.few,
        "page_groups": sections.pages,
        "passed": passed_rules(report),
        "manual_tests": manual_tests(),
        "trend": trend_of(report, context.previous),
        "written_trend": written_trend(report, context.previous),
        "pages": list(pages),
        "files": sorted({item.source.file for item in locations if item.source}),
        "number_of": {page: number for number, page in enumerate(pages)},
        "bar": tuple(segments(triage.impacts(found.failed), len(found.failed))),
        "criteria": criteria,
        "counted": {row.number for row in criteria},
        "page_rows": page_rows(report, found.failed),
        "costs": costs(report.weights),
        "heaviest": max(report.weights, key=lambda weight: weight.wire_bytes, default=None),
        "rules": {rule: rules[rule] for rule in sorted(rules)},
        **_messages(report),
        "gaps": (*filter(None, (uncollected_line(report),)), *unjudged_lines(report)),
        "hosts": triage.blocked_hosts(report),
        "style": _asset("report.css"),
        "script": _asset("report.js"),
        "policy": _policy(has_images=bool(shots)),
    }


def _messages(report: Report) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the pages of each reason, error and notice, by the template's name for the list."""
    by_name = {
        "not_tested": [(item.page, format_message(item.reason)) for item in report.not_tested],
        "skipped": [(item.page, format_message(item.reason)) for item in report.skipped],
        "rule_errors": [
            (item.page, f"{item.rule}: {format_message(item.message)}")
            for item in report.rule_errors
        ],
        "notices": [(item.page, format_message(item.message)) for item in report.notices],
    }
    return {name: triage.pages_by_text(pairs) for name, pairs in by_name.items()}


def _isolated(message: str, limit: int) -> Markup:
    """Return a title or message as HTML that isolates left-to-right runs in a right-to-left language."""
    clipped = text.clip(message, limit)
    if current_locale().direction == "ltr":
        return escape(clipped)
    pieces = (
        Markup('<bdi dir="ltr">{}</bdi>').format(piece) if is_ltr else escape(piece)
        for piece, is_ltr in runs(clipped)
    )
    return Markup().join(pieces)


def _read_image(data: bytes) -> _Image:
    """Return a PNG or WebP image; ValueError for anything else.

    The size is in PNG's IHDR chunk (W3C PNG, 11.2.2) or WebP's first chunk (RFC 9649, 2.5-2.7).
    """
    head = data[:_HEADER]
    if head.startswith(_PNG) and len(head) == _HEADER:
        kind, (width, height) = "png", struct.unpack(">II", head[16:24])
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP" and len(head) == _HEADER:
        kind, (width, height) = "webp", _webp_size(head)
    else:
        message = "A screenshot is neither PNG nor WebP."
        raise ValueError(message)
    url = f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
    return _Image(url=url, width=width, height=height)


def _webp_size(head: bytes) -> tuple[int, int]:
    chunk = head[12:16]
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & _14_BITS, height & _14_BITS
    if chunk == b"VP8L":
        (bits,) = struct.unpack("<I", head[21:25])
        return (bits & _14_BITS) + 1, (bits >> 14 & _14_BITS) + 1
    if chunk == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    message = "A screenshot is a WebP image of an unknown kind."
    raise ValueError(message)


@cache
def _asset(name: str) -> Markup:
    source = files("a11ycheck.reporters").joinpath("templates", name).read_text("utf-8")
    # The project's own file, not a report's text: it is not escaped, and its hash allows it.
    return Markup(_INDENT.sub("\n", source).strip())  # noqa: S704


def _policy(*, has_images: bool) -> str:
    style, script = (
        f"sha256-{b64encode(hashlib.sha256(_asset(name).encode()).digest()).decode()}"
        for name in ("report.css", "report.js")
    )
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; "
        f"{'img-src data:; ' if has_images else ''}base-uri 'none'; form-action 'none'"
    )
