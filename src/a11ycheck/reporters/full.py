"""The report with all details of each finding: locations, markup, criteria and help."""

from a11ycheck.model import Finding, Report, Scope
from a11ycheck.reporters import text, triage
from a11ycheck.reporters.i18n import format_message, translate
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.status import Tone, exit_line, status_line
from a11ycheck.reporters.summary import write_summary
from a11ycheck.reporters.terminal_writer import FindingWriter, TextWriter

__all__ = ["FULL"]

_TONES = {Tone.GOOD: "bold green", Tone.BAD: "bold red", Tone.UNKNOWN: "bold yellow"}
_MESSAGE = 600
_LINES = 10


def _render(report: Report, context: Context) -> str:
    """Return the report as lines of text, wrapped at the style's width."""
    writer = TextWriter(context.style)
    found = triage.triage_report(report)
    findings = FindingWriter(writer, report.variants)
    _status(writer, report)
    _failed(findings, found.failed)
    _unfailing(findings, found)
    remark = translate("there are no results for these pages")
    pairs = [(item.page, format_message(item.reason)) for item in report.not_tested]
    _pages_by_text(writer, translate("Not tested"), remark, pairs, colour="yellow")
    remark = translate("the results of these rules are missing")
    pairs = [(it.page, f"{it.rule}: {format_message(it.message)}") for it in report.rule_errors]
    _pages_by_text(writer, translate("Rule errors"), remark, pairs, colour="yellow")
    _suppressed(findings, found.suppressed)
    _fixed(writer, report)
    pairs = [(item.page, format_message(item.reason)) for item in report.skipped]
    _pages_by_text(writer, translate("Skipped"), "", pairs)
    pairs = [(item.page, format_message(item.message)) for item in report.notices]
    _pages_by_text(writer, translate("Notices"), "", pairs)
    _blocked(writer, report)
    write_summary(writer, report, found)
    writer.gap()
    if report.findings or report.not_tested or report.rule_errors:
        # The first line of a long report has scrolled away: repeat it.
        _status(writer, report)
    writer.put(exit_line(report))
    return writer.render()


FULL = Reporter(
    name="full", media_type="text/plain", extension=".txt", render=_render, is_translated=True
)


def _status(writer: TextWriter, report: Report) -> None:
    line = status_line(report)
    status = (f"{translate(line.status)}:", _TONES[line.status.tone])
    writer.put(status, f" {' '.join(line.sentences)}")


def _failed(findings: FindingWriter, failed: tuple[Finding, ...]) -> None:
    writer = findings.writer
    if theme := triage.of_scope(failed, Scope.THEME):
        remark = translate("fix each once, in the theme or a template")
        writer.section(translate("On many pages"), remark)
        findings.groups(theme)
    pages = triage.group_by((item for item in failed if item.scope is Scope.PAGE), triage.page_of)
    if pages:
        writer.section(translate("On single pages"))
    for page, found in pages.items():
        number = text.count(len(found), "finding")
        writer.put((text.one_line(page), "bold"), f": {number}", unbroken=True)
        writer.gap()
        findings.groups(found, page)
    if site := triage.of_scope(failed, Scope.SITE):
        writer.section(translate("Across the site"))
        findings.groups(site)


def _unfailing(findings: FindingWriter, found: triage.Triage) -> None:
    if found.review:
        number = text.count(
            len(found.review),
            "result that automation cannot decide",
            "results that automation cannot decide",
        )
        findings.writer.section(translate("Review by hand"), number)
        _in_brief(findings, found.review)
    if found.known:
        number = text.count(len(found.known), "finding")
        remark = translate(
            "{findings} in the baseline; these do not fail the audit", findings=number
        )
        findings.writer.section(translate("Known"), remark)
        _in_brief(findings, found.known)


def _in_brief(findings: FindingWriter, items: tuple[Finding, ...]) -> None:
    # What does not fail the audit takes little room, unless everything is asked for.
    if findings.writer.style.verbose:
        findings.groups(items)
        return
    for group in triage.by_rule(items):
        findings.brief(group)


def _suppressed(findings: FindingWriter, suppressed: tuple[Finding, ...]) -> None:
    if not suppressed:
        return
    writer = findings.writer
    remark = translate("accepted, each with a reason; these do not fail the audit")
    writer.section(translate("Suppressed"), remark)
    shown = suppressed[: writer.style.at_most(_LINES)]
    for finding in shown:
        if finding.suppression:
            findings.suppressed(finding, finding.suppression)
    writer.rest(len(suppressed) - len(shown))


def _fixed(writer: TextWriter, report: Report) -> None:
    if not report.fixed:
        return
    remark = translate("no longer found; remove them with a11ycheck baseline prune")
    writer.section(translate("Fixed"), remark)
    shown = report.fixed[: writer.style.at_most(_LINES)]
    for item in shown:
        where = f" {translate('in {file}', file=text.path(item.file))}" if item.file else ""
        writer.put((text.one_line(item.rule), "bold"), f": {item.count:,}{where}", indent=2)
    writer.rest(len(report.fixed) - len(shown))


def _pages_by_text(
    writer: TextWriter, title: str, remark: str, pairs: list[tuple[str, str]], colour: str = ""
) -> None:
    if pairs:
        writer.section(title, remark)
    # A reason that thirty pages share is shown once.
    for reason, pages in triage.pages_by_text(pairs).items():
        writer.put(text.clip(reason, _MESSAGE), indent=2)
        if pages:
            shown = text.listing(pages, writer.style.at_most(_LINES), "page")
            writer.put((shown, colour), indent=4)


def _blocked(writer: TextWriter, report: Report) -> None:
    hosts = triage.blocked_hosts(report)
    if hosts:
        writer.section(translate("Blocked requests"), translate("to hosts that are not allowed"))
    for host in hosts:
        requests = text.count(host.requests, "request")
        pages = text.listing(host.pages, writer.style.at_most(3), "page")
        extent = translate(": {requests} from {pages}", requests=requests, pages=pages)
        writer.put((text.one_line(host.name), "bold"), extent, indent=2)
