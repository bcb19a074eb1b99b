"""The report for GitHub Actions: workflow commands, which become annotations on the lines of a change.

The syntax is in docs.github.com, "Workflow commands for GitHub Actions"; escaping follows `escapeData` and
`escapeProperty` of the package @actions/core.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from a11ycheck.model import Finding, Impact, Outcome, Report, joined_messages
from a11ycheck.reporters import text
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.status import Status, status_line
from a11ycheck.reporters.triage import pages_by_text, primary, triage_report

__all__ = ["GITHUB"]

_LEVELS = {
    Impact.CRITICAL: "error",
    Impact.SERIOUS: "error",
    Impact.MODERATE: "warning",
    Impact.MINOR: "notice",
}
_ORDER = ("error", "warning", "notice")
# GitHub shows this many annotations of each level for one step.
_SHOWN = 10
_PAGES = 3
_SNIPPET = 300
_MESSAGE = 1000
_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Command:
    """An annotation; without a file it belongs to the whole run."""

    level: str
    title: str
    message: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        """Return the workflow command, on one line."""
        position = {"file": self.file, "line": str(self.line)} if self.file else {}
        properties = {**position, "title": text.clip(self.title, _TITLE)}
        listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
        return f"::{self.level} {listed}::{_escape_data(self.message)}"


def _render(report: Report, _context: Context) -> str:
    """Return one workflow command for each new finding, the worst first, and a closing line.

    Findings that are in the baseline or suppressed are counted and not annotated, so that they take no room
    from new ones.
    """
    commands = sorted(_commands(report), key=lambda command: _ORDER.index(command.level))
    lines = [*map(str, commands), f"a11ycheck: {status_line(report)}"]
    lines += _counts(report, commands)
    return "\n".join(lines) + "\n"


GITHUB = Reporter(name="github", media_type="text/plain", extension=".txt", render=_render)


def _commands(report: Report) -> Iterator[_Command]:
    line = status_line(report)
    if line.status in {Status.NOTHING, Status.NOT_JUDGED}:
        message = text.clip(" ".join(line.sentences), _MESSAGE)
        yield _Command(level="error", title=line.status.capitalize(), message=message)
    reasons = ((item.page, str(item.reason)) for item in report.not_tested)
    for reason, pages in pages_by_text(reasons).items():
        message = f"{text.clip(reason, _MESSAGE)}\n{text.listing(pages, _PAGES, 'page')}"
        title = f"Not tested: {text.count(len(pages), 'page')}"
        yield _Command(level="error", title=title, message=message)
    errors = ((item.page, f"{item.rule}: {item.message}") for item in report.rule_errors)
    for error, pages in pages_by_text(errors).items():
        where = f"\n{text.listing(pages, _PAGES, 'page')}" if pages else ""
        message = f"{text.clip(error, _MESSAGE)}{where}"
        yield _Command(level="error", title="Rule error", message=message)
    found = triage_report(report)
    failed = sorted(found.failed, key=lambda item: (-item.impact.rank, -len(item.pages)))
    for finding in (*failed, *found.review):
        has_failed = finding.outcome is Outcome.FAILED
        source = primary(finding).source
        yield _Command(
            level=_LEVELS[finding.impact] if has_failed else "notice",
            title=f"{'' if has_failed else 'Needs review: '}{finding.title} ({finding.rule})",
            message="\n".join(_lines(finding, report.variants)),
            file=text.path(source.file) if source else "",
            line=source.line if source else 0,
        )


def _lines(finding: Finding, variants: tuple[str, ...]) -> Iterator[str]:
    location = primary(finding)
    source = location.source
    yield text.clip(joined_messages(location.messages) or finding.title, _MESSAGE)
    if source and (uncertainty := text.uncertainty(source)):
        yield uncertainty
    if source and (entry := text.translation(source)):
        yield f"translated in {entry}"
    snippet = location.element.html if location.element else location.snippet
    if snippet:
        yield text.clip(snippet, _SNIPPET)
    only = text.only_in(finding.rule, location.variants, variants)
    if finding.pages and not (source and finding.pages == (source.file,)):
        yield f"on {text.listing(finding.pages, _PAGES, 'page')}{f', {only}' if only else ''}"
    sources = dict.fromkeys(
        text.source_line(item.source) for item in finding.locations if item.source
    )
    if others := list(sources)[1:]:
        yield f"also {text.listing(others, _PAGES, 'location')}"
    yield f"Help: a11ycheck explain {text.one_line(finding.rule)}"


def _counts(report: Report, commands: list[_Command]) -> Iterator[str]:
    if suppressed := triage_report(report).suppressed:
        yield f"a11ycheck: {text.count(len(suppressed), 'finding')} suppressed."
    levels = Counter(command.level for command in commands)
    if any(number > _SHOWN for number in levels.values()):
        counts = ", ".join(text.count(levels[level], level) for level in _ORDER if levels[level])
        yield (
            f"a11ycheck: {counts}. GitHub shows the first {_SHOWN} of each as annotations; "
            "the log has all of them."
        )


def _escape_data(data: str) -> str:
    return data.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: str) -> str:
    return _escape_data(value).replace(":", "%3A").replace(",", "%2C")
