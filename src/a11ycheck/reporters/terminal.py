"""The report for a person at a terminal: the verdict, what to change and where, then the counts."""

from collections.abc import Iterable

from a11ycheck.model import Finding, Report, Scope
from a11ycheck.reporters import group, text
from a11ycheck.reporters.sheet import PLAIN, Sheet, Style
from a11ycheck.reporters.terminal_findings import Findings
from a11ycheck.reporters.terminal_summary import put_summary
from a11ycheck.reporters.verdict import Tone, headline
from a11ycheck.reporters.words import say, translate

__all__ = ["PLAIN", "Style", "render_terminal"]

_TONES = {Tone.GOOD: "bold green", Tone.BAD: "bold red", Tone.UNKNOWN: "bold yellow"}
_SENTENCE = 600
_LINES = 10


def render_terminal(report: Report, *, style: Style = PLAIN) -> str:
    """Return the report as lines of text, wrapped at the style's width."""
    sheet = Sheet(style)
    found = group.ledger(report)
    findings = Findings(sheet=sheet, variants=report.variants)
    _verdict(sheet, report)
    _faults(findings, found.faults)
    _open_questions(findings, found.questions)
    _known(findings, found.known)
    _not_tested(sheet, report)
    _rule_errors(sheet, report)
    _suppressed(findings, found.suppressed)
    _fixed(sheet, report)
    _skipped(sheet, report)
    _notices(sheet, report)
    _blocked(sheet, report)
    put_summary(sheet, report, found)
    if report.findings or report.not_tested or report.rule_errors:
        # A long report has scrolled its first line away: the last one says it again.
        sheet.gap()
        _verdict(sheet, report)
    return sheet.text()


def _verdict(sheet: Sheet, report: Report) -> None:
    verdict = headline(report)
    sheet.put(
        (f"{translate(verdict.word)}:", _TONES[verdict.word.tone]), " ", " ".join(verdict.sentences)
    )


def _faults(findings: Findings, failed: tuple[Finding, ...]) -> None:
    theme = group.of_scope(failed, Scope.THEME)
    if theme:
        remark = translate("mend each once, in the theme or a template")
        findings.sheet.section(translate("On many pages"), remark)
        findings.groups(theme)
    pages = group.by_page(item for item in failed if item.scope is Scope.PAGE)
    if pages:
        findings.sheet.section(translate("On single pages"))
    for page, faults in pages.items():
        findings.page(page, faults)
    site = group.of_scope(failed, Scope.SITE)
    if site:
        findings.sheet.section(translate("On the site as a whole"))
        findings.groups(site)


def _open_questions(findings: Findings, questions: tuple[Finding, ...]) -> None:
    if questions:
        remark = translate(
            "{things}; these do not fail the audit", things=_questions(len(questions))
        )
        findings.sheet.section(translate("Needs a person"), remark)
        _aside(findings, questions)


def _questions(number: int) -> str:
    return text.count(number, "thing that no rule can judge", "things that no rule can judge")


def _known(findings: Findings, known: tuple[Finding, ...]) -> None:
    if known:
        number = text.count(len(known), "finding")
        remark = translate(
            "{findings} in the baseline; these do not fail the audit", findings=number
        )
        findings.sheet.section(translate("Known"), remark)
        _aside(findings, known)


def _aside(findings: Findings, items: tuple[Finding, ...]) -> None:
    # What does not stop publishing takes little room, unless everything is asked for.
    if findings.sheet.style.verbose:
        findings.groups(items)
        return
    for item in group.by_rule(items):
        findings.brief(item)


def _suppressed(findings: Findings, suppressed: tuple[Finding, ...]) -> None:
    if not suppressed:
        return
    sheet = findings.sheet
    remark = translate("accepted, each for a reason; these do not fail the audit")
    sheet.section(translate("Suppressed"), remark)
    shown = suppressed[: sheet.style.at_most(_LINES)]
    for finding in shown:
        if finding.suppression:
            findings.accepted(finding, finding.suppression)
    _rest(sheet, len(suppressed) - len(shown))


def _fixed(sheet: Sheet, report: Report) -> None:
    if not report.fixed:
        return
    remark = translate("no longer found; take them out with a11ycheck baseline prune")
    sheet.section(translate("Fixed"), remark)
    shown = report.fixed[: sheet.style.at_most(_LINES)]
    for item in shown:
        where = f" {translate('in {file}', file=text.path(item.file))}" if item.file else ""
        sheet.put((text.one_line(item.rule), "bold"), f": {item.count:,}{where}", indent=2)
    _rest(sheet, len(report.fixed) - len(shown))


def _rest(sheet: Sheet, number: int) -> None:
    if number:
        sheet.shortened = True
        sheet.put(translate("and {number} more", number=f"{number:,}"), indent=2)


def _not_tested(sheet: Sheet, report: Report) -> None:
    if not report.not_tested:
        return
    sheet.section(translate("Not tested"), translate("nothing is known about these pages"))
    pairs = ((item.page, item.reason) for item in report.not_tested)
    _by_sentence(sheet, pairs, colour="yellow")


def _rule_errors(sheet: Sheet, report: Report) -> None:
    if not report.rule_errors:
        return
    remark = translate("what they would have found is not known")
    sheet.section(translate("Rules that broke down"), remark)
    pairs = ((item.page, f"{item.rule}: {say(item.message)}") for item in report.rule_errors)
    _by_sentence(sheet, pairs, colour="yellow")


def _skipped(sheet: Sheet, report: Report) -> None:
    if report.skipped:
        sheet.section(translate("Skipped"))
        _by_sentence(sheet, ((item.page, item.reason) for item in report.skipped))


def _notices(sheet: Sheet, report: Report) -> None:
    if report.notices:
        sheet.section(translate("Notices"))
        _by_sentence(sheet, ((item.page, item.message) for item in report.notices))


def _by_sentence(sheet: Sheet, pairs: Iterable[tuple[str, str]], colour: str = "") -> None:
    # One reason that holds for thirty pages is said once.
    for sentence, pages in group.by_sentence(pairs).items():
        sheet.put(text.clip(say(sentence), _SENTENCE), indent=2)
        if pages:
            sheet.put((_pages(sheet, pages), colour), indent=4)


def _pages(sheet: Sheet, pages: Iterable[str]) -> str:
    return text.listing(pages, sheet.style.at_most(_LINES), "page")


def _blocked(sheet: Sheet, report: Report) -> None:
    hosts = group.blocked_hosts(report)
    if not hosts:
        return
    remark = translate("pages asked other hosts, and got nothing")
    sheet.section(translate("Blocked requests"), remark)
    for host in hosts:
        asked = text.count(host.requests, "request")
        pages = text.listing(host.pages, sheet.style.at_most(3), "page")
        said = translate(": {requests} from {pages}", requests=asked, pages=pages)
        sheet.put((text.one_line(host.name), "bold"), said, indent=2)
