"""The report for a person at a terminal: what to fix first, one line per finding, on one screen."""

from collections.abc import Iterable, Sequence

from a11ycheck.model import Finding, Report
from a11ycheck.reporters import text, triage
from a11ycheck.reporters.full import FULL
from a11ycheck.reporters.i18n import format_message, plural, translate
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.row_writer import row_height, write_row, write_statistics
from a11ycheck.reporters.rows import folded_rows, split_by_gate
from a11ycheck.reporters.status import Tone, exit_line, status_line
from a11ycheck.reporters.summary import write_summary
from a11ycheck.reporters.terminal_writer import TextWriter

__all__ = ["TERMINAL"]

_TONES = {Tone.GOOD: "bold green", Tone.BAD: "bold red", Tone.UNKNOWN: "bold yellow"}
# One screen: what is cut is in the full report.
_SCREEN = 60
_LEAST_ROWS = 4
_ADVISORY_ROWS = 8
_REVIEW_ROWS = 5
_GAP_ROWS = 4
_PAGES = 3
_REASON = 1000


def _render(report: Report, context: Context) -> str:
    """Return at most a screen of lines; the full report if the style is verbose."""
    style = context.style
    if style.verbose:
        return FULL.render(report, context)
    found = triage.triage_report(report)
    rest = TextWriter(style)
    _review(rest, found.review)
    _in_one_line(rest, report, found)
    _sentences(rest, translate("Notices"), _notices(report))
    _blocked(rest, report)
    writer = TextWriter(style)
    _status(writer, report)
    if style.statistics:
        writer.gap()
        write_statistics(writer, (*found.failed, *found.review))
        writer.gap()
        writer.put(exit_line(report))
        return writer.render()
    _sentences(writer, translate("Not tested"), _not_tested(report))
    _sentences(writer, translate("Rule errors"), _rule_errors(report))
    tail = TextWriter(style)
    write_summary(tail, report, found, heaviest=1)
    # Below follow a gap, the sentence on cut lists, and the exit code.
    room = _SCREEN - writer.height - tail.height - 5
    _findings(writer, report, found.failed, room if style.quiet else room - rest.height)
    if not style.quiet:
        writer.extend(rest)
        if writer.shortened:
            tail.put(
                translate(
                    "Lists above are cut: see all with --verbose or --format html=report.html"
                ),
                indent=2,
            )
        writer.extend(tail)
    writer.gap()
    writer.put(exit_line(report))
    return writer.render()


TERMINAL = Reporter(
    name="terminal", media_type="text/plain", extension=".txt", render=_render, is_translated=True
)


def _status(writer: TextWriter, report: Report) -> None:
    line = status_line(report)
    status = (f"{translate(line.status)}:", _TONES[line.status.tone])
    writer.put(status, f" {' '.join(line.sentences)}")


def _findings(writer: TextWriter, report: Report, failed: Sequence[Finding], room: int) -> None:
    failing, others = split_by_gate(report, failed)
    height = row_height(writer.style)
    least = min(len(others) * height, _ADVISORY_ROWS) + 2 if others else 0
    number = text.count(len(failing), "finding")
    remark = translate("{findings}, the most important first", findings=number)
    _rows(writer, translate("Fix first"), remark, failing, room - least - 2)
    used = min(len(failing) * height, room - least - 2) + 3 if failing else 0
    number = text.count(len(others), "finding")
    remark = translate("{findings}; these do not fail the audit", findings=number)
    _rows(writer, translate("Also found"), remark, others, room - used - 2)


def _rows(
    writer: TextWriter, title: str, remark: str, findings: Sequence[Finding], room: int
) -> None:
    if not findings:
        return
    writer.section(title, remark, is_tight=True)
    most = max(room, _LEAST_ROWS) // row_height(writer.style)
    rows = folded_rows(findings, most)
    shown = rows if len(rows) <= most else rows[: most - 1]
    for row in shown:
        write_row(writer, row, indent=2)
    if left := rows[len(shown) :]:
        rules = dict.fromkeys(row.rule for row in left)
        findings_left = text.count(sum(len(row.findings) for row in left), "more finding")
        names = text.listing(rules, _PAGES, "rule")
        writer.line(f"  {findings_left}: {names}")
    writer.shortened |= len(shown) < len(findings)


def _review(writer: TextWriter, review: Sequence[Finding]) -> None:
    if not review:
        return
    number = text.count(
        len(review), "result that automation cannot decide", "results that automation cannot decide"
    )
    writer.section(translate("Review by hand"), number, is_tight=True)
    groups = triage.by_rule(review)
    shown = groups if len(groups) <= _REVIEW_ROWS else groups[: _REVIEW_ROWS - 1]
    for group in shown:
        locations = sum(item.count for finding in group.findings for item in finding.locations)
        pages = len(triage.pages_of(group.findings))
        extent = plural("{number} location", "{number} locations", locations)
        if pages > 1:
            page_count = plural("{number} page", "{number} pages", pages)
            extent = translate(", ").join((extent, page_count))
        title = text.one_line(translate(group.first.title))
        writer.line("  ", (group.first.rule, "bold"), f" {title}", (f" ({extent})", "dim"))
    if left := groups[len(shown) :]:
        writer.line(f"  {text.listing([group.first.rule for group in left], _PAGES, 'rule')}")
    writer.shortened = True


def _in_one_line(writer: TextWriter, report: Report, found: triage.Triage) -> None:
    """Write how many findings are accepted, each kind on one line."""
    lines = []
    if found.known:
        findings = text.count(len(found.known), "finding")
        remark = "{findings} in the baseline; these do not fail the audit"
        lines.append((translate("Known"), translate(remark, findings=findings)))
    if found.suppressed:
        findings = text.count(len(found.suppressed), "finding")
        remark = "{findings}, each accepted with a reason"
        lines.append((translate("Suppressed"), translate(remark, findings=findings)))
    if report.fixed:
        remark = translate("no longer found; remove them with a11ycheck baseline prune")
        lines.append((translate("Fixed"), f"{found.fixed:,} {remark}"))
    if lines:
        writer.gap()
    for title, remark in lines:
        writer.line((title.upper(), "bold"), f": {remark}")


def _not_tested(report: Report) -> dict[str, tuple[str, ...]]:
    return triage.pages_by_text(
        (item.page, format_message(item.reason)) for item in report.not_tested
    )


def _rule_errors(report: Report) -> dict[str, tuple[str, ...]]:
    return triage.pages_by_text(
        (item.page, f"{item.rule}: {format_message(item.message)}") for item in report.rule_errors
    )


def _notices(report: Report) -> dict[str, tuple[str, ...]]:
    label = translate("Skipped")
    skipped = ((item.page, f"{label}: {format_message(item.reason)}") for item in report.skipped)
    notices = ((item.page, format_message(item.message)) for item in report.notices)
    return triage.pages_by_text((*skipped, *notices))


def _sentences(writer: TextWriter, title: str, found: dict[str, tuple[str, ...]]) -> None:
    if not found:
        return
    writer.section(title, is_tight=True)
    items = list(found.items())
    shown = items if len(items) <= _GAP_ROWS else items[: _GAP_ROWS - 1]
    for sentence, pages in shown:
        # A reason ends with what to do: it is wrapped, not cut.
        writer.put(*_with_pages(text.clip(sentence, _REASON), pages), indent=2)
        writer.shortened |= len(pages) > _PAGES
    writer.rest(len(items) - len(shown))


def _with_pages(sentence: str, pages: Sequence[str]) -> Iterable[str]:
    yield sentence
    if len(pages) > _PAGES:
        yield f" ({plural('{number} page', '{number} pages', len(pages))})"
    elif pages:
        yield f" ({', '.join(map(text.one_line, pages))})"


def _blocked(writer: TextWriter, report: Report) -> None:
    hosts = triage.blocked_hosts(report)
    if not hosts:
        return
    requests = text.count(sum(host.requests for host in hosts), "request")
    names = text.listing([host.name for host in hosts], _PAGES, "host")
    writer.gap()
    sentence = translate("{requests} to {hosts}", requests=requests, hosts=names)
    writer.line((translate("Blocked requests").upper(), "bold"), f": {sentence}")
