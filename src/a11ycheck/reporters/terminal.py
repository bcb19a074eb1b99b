"""The report for a person at a terminal: the verdict, what to change and where, then the counts."""

from collections.abc import Iterable

from a11ycheck.model import Outcome, Report, Scope
from a11ycheck.reporters import group, text
from a11ycheck.reporters.sheet import PLAIN, Sheet, Style
from a11ycheck.reporters.terminal_findings import Findings
from a11ycheck.reporters.verdict import Tone, headline

__all__ = ["PLAIN", "Style", "render_terminal"]

_TONES = {Tone.GOOD: "bold green", Tone.BAD: "bold red", Tone.UNKNOWN: "bold yellow"}
_COLUMN = 13
_SENTENCE = 600


def render_terminal(report: Report, *, style: Style = PLAIN) -> str:
    """Return the report as lines of text, wrapped at the style's width."""
    sheet = Sheet(style)
    _verdict(sheet, report)
    _faults(sheet, report)
    _open_questions(sheet, report)
    _not_tested(sheet, report)
    _rule_errors(sheet, report)
    _skipped(sheet, report)
    _notices(sheet, report)
    _blocked(sheet, report)
    _summary(sheet, report)
    if report.findings or report.not_tested or report.rule_errors:
        # A long report has scrolled its first line away: the last one says it again.
        sheet.gap()
        _verdict(sheet, report)
    return sheet.text()


def _verdict(sheet: Sheet, report: Report) -> None:
    verdict = headline(report)
    sheet.put((f"{verdict.word}:", _TONES[verdict.word.tone]), " ", " ".join(verdict.sentences))


def _faults(sheet: Sheet, report: Report) -> None:
    failed = report.with_outcome(Outcome.FAILED)
    findings = Findings(sheet=sheet, variants=report.variants)
    theme = group.of_scope(failed, Scope.THEME)
    if theme:
        sheet.section("On many pages", "mend each once, in the theme or a template")
        findings.groups(theme)
    pages = group.by_page(item for item in failed if item.scope is Scope.PAGE)
    if pages:
        sheet.section("On single pages")
    for page, faults in pages.items():
        findings.page(page, faults)
    site = group.of_scope(failed, Scope.SITE)
    if site:
        sheet.section("On the site as a whole")
        findings.groups(site)


def _open_questions(sheet: Sheet, report: Report) -> None:
    questions = report.with_outcome(Outcome.CANT_TELL)
    if not questions:
        return
    sheet.section("Needs a person", f"{_questions(len(questions))}; these do not fail the audit")
    findings = Findings(sheet=sheet, variants=report.variants)
    if sheet.style.verbose:
        findings.groups(questions)
        return
    for item in group.by_rule(questions):
        findings.brief(item)


def _questions(number: int) -> str:
    return text.count(number, "thing that no rule can judge", "things that no rule can judge")


def _not_tested(sheet: Sheet, report: Report) -> None:
    if not report.not_tested:
        return
    sheet.section("Not tested", "nothing is known about these pages")
    pairs = ((item.page, item.reason) for item in report.not_tested)
    _by_sentence(sheet, pairs, colour="yellow")


def _rule_errors(sheet: Sheet, report: Report) -> None:
    if not report.rule_errors:
        return
    sheet.section("Rules that broke down", "what they would have found is not known")
    pairs = ((item.page, f"{item.rule}: {item.message}") for item in report.rule_errors)
    _by_sentence(sheet, pairs, colour="yellow")


def _skipped(sheet: Sheet, report: Report) -> None:
    if report.skipped:
        sheet.section("Skipped")
        _by_sentence(sheet, ((item.page, item.reason) for item in report.skipped))


def _notices(sheet: Sheet, report: Report) -> None:
    if report.notices:
        sheet.section("Notices")
        _by_sentence(sheet, ((item.page, item.message) for item in report.notices))


def _by_sentence(sheet: Sheet, pairs: Iterable[tuple[str, str]], colour: str = "") -> None:
    # One reason that holds for thirty pages is said once.
    for sentence, pages in group.by_sentence(pairs).items():
        sheet.put(text.clip(sentence, _SENTENCE), indent=2)
        if pages:
            sheet.put((_pages(sheet, pages), colour), indent=4)


def _pages(sheet: Sheet, pages: Iterable[str]) -> str:
    return text.listing(pages, sheet.style.at_most(10), "page")


def _blocked(sheet: Sheet, report: Report) -> None:
    hosts = group.blocked_hosts(report)
    if not hosts:
        return
    sheet.section("Blocked requests", "pages asked other hosts, and got nothing")
    for host in hosts:
        asked = text.count(host.requests, "request")
        pages = text.listing(host.pages, sheet.style.at_most(3), "page")
        sheet.put((text.one_line(host.name), "bold"), f": {asked} from {pages}", indent=2)


def _summary(sheet: Sheet, report: Report) -> None:
    sheet.gap()
    _row(sheet, "pages", _page_counts(report))
    _row(sheet, "findings", _finding_counts(report))
    worst = group.impacts(report.with_outcome(Outcome.FAILED))
    if worst:
        _row(sheet, "impact", ", ".join(f"{number:,} {name}" for name, number in worst.items()))
    label = "heaviest"
    for item in sorted(report.weights, key=lambda weight: -weight.wire_bytes)[:3]:
        _row(sheet, label, f"{text.size(item.wire_bytes):>8}  {text.one_line(item.page)}")
        label = ""
    _row(sheet, "time", _time(report))
    if sheet.shortened:
        _row(sheet, "shortened", "--format html=report.html lists every place")


def _row(sheet: Sheet, label: str, value: str) -> None:
    sheet.put(value, label=(f"  {label}", "dim") if label else "", indent=_COLUMN)


def _page_counts(report: Report) -> str:
    parts = [f"{len(report.audited):,} audited"]
    parts += [f"{len(report.skipped):,} skipped"] if report.skipped else []
    parts += [f"{len(report.not_tested):,} not tested"] if report.not_tested else []
    return f"{report.planned:,} planned = {' + '.join(parts)}"


def _finding_counts(report: Report) -> str:
    faults = text.count(len(report.with_outcome(Outcome.FAILED)), "fault")
    number = len(report.with_outcome(Outcome.CANT_TELL))
    need = "needs a person" if number == 1 else "need a person"
    return f"{faults}, {number:,} {need}, {report.suppressed:,} suppressed"


def _time(report: Report) -> str:
    taken = text.time(report.seconds)
    if not report.cached:
        return taken
    return f"{taken}, {text.count(report.cached, 'page')} unchanged since the last audit"
