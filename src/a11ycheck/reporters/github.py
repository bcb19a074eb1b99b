"""The report for GitHub Actions: workflow commands, which become annotations on the lines of a change.

Source of the syntax: docs.github.com, "Workflow commands for GitHub Actions"; of what is escaped:
the functions `escapeData` and `escapeProperty` of the package @actions/core.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from a11ycheck.model import Finding, Impact, Outcome, Report
from a11ycheck.reporters import group, text
from a11ycheck.reporters.location import primary
from a11ycheck.reporters.verdict import headline

__all__ = ["render_github"]

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
        place = {"file": self.file, "line": str(self.line)} if self.file else {}
        properties = {**place, "title": text.clip(self.title, _TITLE)}
        said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        return f"::{self.level} {said}::{_data(self.message)}"


def render_github(report: Report) -> str:
    """Return one workflow command for each new finding, the worst first, and a closing line.

    What stands in the baseline and what is suppressed is counted and not annotated, so that it takes
    no room from what is new.
    """
    commands = sorted(_commands(report), key=lambda command: _ORDER.index(command.level))
    lines = [*map(str, commands), f"a11ycheck: {headline(report)}"]
    lines += _counts(report, commands)
    return "\n".join(lines) + "\n"


def _commands(report: Report) -> Iterator[_Command]:
    found = group.ledger(report)
    yield from _not_tested(report)
    for finding in sorted(found.faults, key=lambda item: (-item.impact.rank, -len(item.pages))):
        yield _finding(finding, report.variants)
    for finding in found.questions:
        yield _finding(finding, report.variants)


def _not_tested(report: Report) -> Iterator[_Command]:
    lost = ((item.page, item.reason) for item in report.not_tested)
    for reason, pages in group.by_sentence(lost).items():
        message = f"{text.clip(reason, _MESSAGE)}\n{text.listing(pages, _PAGES, 'page')}"
        title = f"Not tested: {text.count(len(pages), 'page')}"
        yield _Command(level="error", title=title, message=message)
    broken = ((item.page, f"{item.rule}: {item.message}") for item in report.rule_errors)
    for sentence, pages in group.by_sentence(broken).items():
        where = f"\n{text.listing(pages, _PAGES, 'page')}" if pages else ""
        message = f"{text.clip(sentence, _MESSAGE)}{where}"
        yield _Command(level="error", title="A rule broke down", message=message)


def _finding(finding: Finding, variants: tuple[str, ...]) -> _Command:
    is_fault = finding.outcome is Outcome.FAILED
    source = primary(finding).source
    return _Command(
        level=_LEVELS[finding.impact] if is_fault else "notice",
        title=f"{'' if is_fault else 'Needs a person: '}{finding.title} ({finding.rule})",
        message="\n".join(_message(finding, variants)),
        file=text.path(source.file) if source else "",
        line=source.line if source else 0,
    )


def _message(finding: Finding, variants: tuple[str, ...]) -> Iterator[str]:
    place = primary(finding)
    yield text.clip(finding.message or finding.title, _MESSAGE)
    if place.source and (unsure := text.unsure(place.source)):
        yield unsure
    if place.source and (entry := text.translation(place.source)):
        yield f"translated in {entry}"
    if place.element:
        yield text.clip(place.element.html, _SNIPPET)
    elif place.snippet:
        yield text.clip(place.snippet, _SNIPPET)
    only = text.only_in(place.variants, variants)
    if finding.pages and not (place.source and finding.pages == (place.source.file,)):
        yield f"on {text.listing(finding.pages, _PAGES, 'page')}{f', {only}' if only else ''}"
    sources = dict.fromkeys(text.at(item.source) for item in finding.places if item.source)
    others = list(sources)[1:]
    if others:
        yield f"also {text.listing(others, _PAGES, 'place')}"
    yield f"Help: a11ycheck explain {text.one_line(finding.rule)}"


def _counts(report: Report, commands: list[_Command]) -> Iterator[str]:
    found = group.ledger(report)
    if found.suppressed:
        yield f"a11ycheck: {text.count(len(found.suppressed), 'finding')} suppressed."
    levels = Counter(command.level for command in commands)
    if any(number > _SHOWN for number in levels.values()):
        has = ", ".join(text.count(levels[level], level) for level in _ORDER if levels[level])
        yield (
            f"a11ycheck: {has}. GitHub shows the first {_SHOWN} of each as annotations; "
            "all of them stand above."
        )


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
