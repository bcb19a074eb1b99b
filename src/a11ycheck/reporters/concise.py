"""The report with one line per finding, for grep, editors and other programs that read lines."""

from a11ycheck.model import Report
from a11ycheck.reporters import triage
from a11ycheck.reporters.i18n import format_message, translate
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.row_writer import write_row, write_statistics
from a11ycheck.reporters.rows import finding_row, in_order
from a11ycheck.reporters.status import exit_line, status_line
from a11ycheck.reporters.terminal_writer import TextWriter

__all__ = ["CONCISE"]


def _render(report: Report, context: Context) -> str:
    """Return `file:line rule message (pages)` for each finding, and the status."""
    writer = TextWriter(context.style)
    found = triage.triage_report(report)
    if context.style.statistics:
        write_statistics(writer, found.failed)
    else:
        for finding in in_order(report, found.failed):
            write_row(writer, finding_row(finding))
    for item in report.not_tested:
        reason = format_message(item.reason)
        writer.line((item.page, "bold"), f" {translate('not tested:')} {reason}")
    for error in report.rule_errors:
        message = format_message(error.message)
        writer.line((error.page, "bold"), f" {error.rule} {translate('rule error:')} {message}")
    writer.line(f"{status_line(report)} {exit_line(report)}")
    return writer.render()


CONCISE = Reporter(
    name="concise", media_type="text/plain", extension=".txt", render=_render, is_translated=True
)
