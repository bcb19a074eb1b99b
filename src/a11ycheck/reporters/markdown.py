"""The report for a comment on a pull request, or a job summary: Markdown as GitHub and GitLab read it.

It stays below GitHub's limit for comments. Text of pages is escaped: it makes no link, mention, or markup.
"""

import re
from collections.abc import Iterator, Sequence

from a11ycheck.model import Finding, Report
from a11ycheck.reporters import text, triage
from a11ycheck.reporters.i18n import format_message, plural, translate
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.rows import Row, folded_rows, split_by_gate
from a11ycheck.reporters.source_links import source_url
from a11ycheck.reporters.status import Tone, exit_line, status_line

__all__ = ["MARKDOWN"]

_SIGNS = {Tone.GOOD: "✅", Tone.BAD: "❌", Tone.UNKNOWN: "⚠️"}
# GitHub's limit for a comment is 65,536 characters; a job summary may have more.
_LIMIT = 60_000
_ROWS = 50
_SENTENCES = 10
_MESSAGE = 300
_PAGES = 3
_PLAIN = re.compile(r"[^\w \t.,;()'\"%+/=…§°-]|(?<=\bwww)\.|(?<=:)/", re.IGNORECASE)


def _render(report: Report, context: Context) -> str:
    """Return the report; tables are shortened until it is below the limit."""
    for rows in (_ROWS, 25, 10, 5, 1):
        document = "\n".join(_lines(report, context, rows))
        if len(document.encode("utf-8", "replace")) <= _LIMIT:
            break
    return f"{document.rstrip()}\n"


MARKDOWN = Reporter(
    name="markdown", media_type="text/markdown", extension=".md", render=_render, is_translated=True
)


def _lines(report: Report, context: Context, rows: int) -> Iterator[str]:
    line = status_line(report)
    found = triage.triage_report(report)
    failing, others = split_by_gate(report, found.failed)
    yield f"### {_SIGNS[line.status.tone]} a11ycheck: {_escaped(translate(line.status))}"
    yield ""
    yield _escaped(" ".join(line.sentences))
    yield ""
    yield from _sentences(translate("Not tested"), _not_tested(report))
    yield from _sentences(translate("Rule errors"), _rule_errors(report))
    if failing:
        yield from _table(failing, context, rows)
    if others:
        number = text.count(len(others), "finding")
        remark = translate("{findings}; these do not fail the audit", findings=number)
        yield from _folded(remark, _table(others, context, rows))
    if found.review:
        one = "result that automation cannot decide"
        number = text.count(len(found.review), one, "results that automation cannot decide")
        yield from _folded(number, _table(found.review, context, min(rows, 10)))
    yield from _accepted(found)
    yield _escaped(exit_line(report))
    yield ""
    yield f"<sub>{_escaped(_tools(report))}</sub>"


def _table(findings: Sequence[Finding], context: Context, most: int) -> Iterator[str]:
    folded = folded_rows(findings, most)
    shown = folded[:most]
    heads = ("Location", "Rule", "What is wrong", "Extent")
    yield f"| {' | '.join(map(translate, heads))} |"
    yield f"| {' | '.join(['---'] * len(heads))} |"
    for row in shown:
        yield _row(row, context)
    yield ""
    if left := sum(len(row.findings) for row in folded[len(shown) :]):
        yield _escaped(plural("and {number} more finding", "and {number} more findings", left))
        yield ""


def _row(row: Row, context: Context) -> str:
    where = f"<code>{_escaped(row.where)}</code>"
    url = source_url(row.findings[0], context)
    if url:
        where = f'<a href="{_attribute(url)}">{where}</a>'
    help_url = text.link(row.findings[0].help_url)
    rule = f"<code>{_escaped(row.rule)}</code>"
    if help_url:
        rule = f'<a href="{_attribute(help_url)}">{rule}</a>'
    return f"| {where} | {rule} | {_escaped(row.message)} | {_escaped(row.extent)} |"


def _folded(summary: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"<details><summary>{_escaped(summary)}</summary>"
    yield ""
    yield from lines
    yield "</details>"
    yield ""


def _sentences(title: str, found: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if not found:
        return
    yield f"**{_escaped(title)}**"
    yield ""
    for sentence, pages in list(found.items())[:_SENTENCES]:
        where = f": {text.listing(pages, _PAGES, 'page')}" if pages else ""
        yield f"- {_escaped(text.clip(sentence, _MESSAGE))}{_escaped(text.clip(where, _MESSAGE))}"
    if rest := max(len(found) - _SENTENCES, 0):
        yield f"- {_escaped(translate('and {number} more', number=f'{rest:,}'))}"
    yield ""


def _not_tested(report: Report) -> dict[str, tuple[str, ...]]:
    return triage.pages_by_text(
        (item.page, format_message(item.reason)) for item in report.not_tested
    )


def _rule_errors(report: Report) -> dict[str, tuple[str, ...]]:
    return triage.pages_by_text(
        (item.page, f"{item.rule}: {format_message(item.message)}") for item in report.rule_errors
    )


def _accepted(found: triage.Triage) -> Iterator[str]:
    parts = []
    if found.known:
        parts.append(plural("{number} known", "{number} known", len(found.known)))
    if found.fixed:
        parts.append(plural("{number} fixed", "{number} fixed", found.fixed))
    if found.suppressed:
        parts.append(plural("{number} suppressed", "{number} suppressed", len(found.suppressed)))
    if parts:
        yield _escaped(translate(", ").join(parts))
        yield ""


def _tools(report: Report) -> str:
    tool = report.tool
    names = [
        f"{tool.name} {tool.version}",
        f"axe-core {tool.axe}" if tool.axe else "",
        tool.browser,
    ]
    return ", ".join(filter(None, names))


def _escaped(value: str) -> str:
    """Return text for Markdown and HTML: all punctuation that either could read is an entity."""
    return _PLAIN.sub(lambda match: f"&#{ord(match[0])};", text.one_line(value))


def _attribute(url: str) -> str:
    return re.sub(r"[^\w:/.?&=%#~+,;@-]", lambda match: f"&#{ord(match[0])};", url).replace(
        "&", "&amp;"
    )
