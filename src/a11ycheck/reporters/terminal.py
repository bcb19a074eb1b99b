"""The report for a person at a terminal: the verdict, what to change and where, then the counts."""

from collections.abc import Iterable

from a11ycheck.model import Finding, PageWeight, Report, Scope
from a11ycheck.reporters import group, text
from a11ycheck.reporters.group import Ledger
from a11ycheck.reporters.sheet import PLAIN, Sheet, Style
from a11ycheck.reporters.terminal_findings import Findings
from a11ycheck.reporters.verdict import Tone, headline

__all__ = ["PLAIN", "Style", "render_terminal"]

_TONES = {Tone.GOOD: "bold green", Tone.BAD: "bold red", Tone.UNKNOWN: "bold yellow"}
_COLUMN = 13
_SENTENCE = 600
_SLOWEST = "2g"
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
    _summary(sheet, report, found)
    if report.findings or report.not_tested or report.rule_errors:
        # A long report has scrolled its first line away: the last one says it again.
        sheet.gap()
        _verdict(sheet, report)
    return sheet.text()


def _verdict(sheet: Sheet, report: Report) -> None:
    verdict = headline(report)
    sheet.put((f"{verdict.word}:", _TONES[verdict.word.tone]), " ", " ".join(verdict.sentences))


def _faults(findings: Findings, failed: tuple[Finding, ...]) -> None:
    theme = group.of_scope(failed, Scope.THEME)
    if theme:
        findings.sheet.section("On many pages", "mend each once, in the theme or a template")
        findings.groups(theme)
    pages = group.by_page(item for item in failed if item.scope is Scope.PAGE)
    if pages:
        findings.sheet.section("On single pages")
    for page, faults in pages.items():
        findings.page(page, faults)
    site = group.of_scope(failed, Scope.SITE)
    if site:
        findings.sheet.section("On the site as a whole")
        findings.groups(site)


def _open_questions(findings: Findings, questions: tuple[Finding, ...]) -> None:
    if questions:
        remark = f"{_questions(len(questions))}; these do not fail the audit"
        findings.sheet.section("Needs a person", remark)
        _aside(findings, questions)


def _questions(number: int) -> str:
    return text.count(number, "thing that no rule can judge", "things that no rule can judge")


def _known(findings: Findings, known: tuple[Finding, ...]) -> None:
    if known:
        number = text.count(len(known), "finding")
        findings.sheet.section("Known", f"{number} in the baseline; these do not fail the audit")
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
    sheet.section("Suppressed", "accepted, each for a reason; these do not fail the audit")
    shown = suppressed[: sheet.style.at_most(_LINES)]
    for finding in shown:
        if finding.suppression:
            findings.accepted(finding, finding.suppression)
    _rest(sheet, len(suppressed) - len(shown))


def _fixed(sheet: Sheet, report: Report) -> None:
    if not report.fixed:
        return
    sheet.section("Fixed", "no longer found; take them out with a11ycheck baseline prune")
    shown = report.fixed[: sheet.style.at_most(_LINES)]
    for item in shown:
        where = f" in {text.path(item.file)}" if item.file else ""
        sheet.put((text.one_line(item.rule), "bold"), f": {item.count:,}{where}", indent=2)
    _rest(sheet, len(report.fixed) - len(shown))


def _rest(sheet: Sheet, number: int) -> None:
    if number:
        sheet.shortened = True
        sheet.put(f"and {number:,} more", indent=2)


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
    return text.listing(pages, sheet.style.at_most(_LINES), "page")


def _blocked(sheet: Sheet, report: Report) -> None:
    hosts = group.blocked_hosts(report)
    if not hosts:
        return
    sheet.section("Blocked requests", "pages asked other hosts, and got nothing")
    for host in hosts:
        asked = text.count(host.requests, "request")
        pages = text.listing(host.pages, sheet.style.at_most(3), "page")
        sheet.put((text.one_line(host.name), "bold"), f": {asked} from {pages}", indent=2)


def _summary(sheet: Sheet, report: Report, found: Ledger) -> None:
    sheet.gap()
    _row(sheet, "pages", _page_counts(report))
    _row(sheet, "findings", _finding_counts(found))
    worst = group.impacts(found.faults)
    if worst:
        _row(sheet, "impact", ", ".join(f"{number:,} {name}" for name, number in worst.items()))
    label = "heaviest"
    for item in sorted(report.weights, key=lambda weight: -weight.wire_bytes)[:3]:
        _row(sheet, label, f"{text.size(item.wire_bytes):>8}  {_cost(item)}")
        label = ""
    _row(sheet, "time", _time(report))
    if sheet.shortened:
        _row(sheet, "shortened", "--format html=report.html lists every place")


def _cost(weight: PageWeight) -> str:
    seconds = weight.first_paint.get(_SLOWEST)
    seen = f", first text after about {seconds:.1f} s on {_SLOWEST}" if seconds else ""
    return text.one_line(weight.page) + seen


def _row(sheet: Sheet, label: str, value: str) -> None:
    sheet.put(value, label=(f"  {label}", "dim") if label else "", indent=_COLUMN)


def _page_counts(report: Report) -> str:
    parts = [f"{len(report.audited):,} audited"]
    parts += [f"{len(report.skipped):,} skipped"] if report.skipped else []
    parts += [f"{len(report.not_tested):,} not tested"] if report.not_tested else []
    return f"{report.planned:,} planned = {' + '.join(parts)}"


def _finding_counts(found: Ledger) -> str:
    fault = "new fault" if found.has_baseline else "fault"
    number = len(found.questions)
    parts = [
        text.count(len(found.faults), fault),
        f"{number:,} {'needs a person' if number == 1 else 'need a person'}",
    ]
    if found.has_baseline:
        parts += [f"{len(found.known):,} known", f"{found.fixed:,} fixed"]
    return ", ".join([*parts, f"{len(found.suppressed):,} suppressed"])


def _time(report: Report) -> str:
    parts = [text.time(report.seconds)]
    if started := text.when(report.started):
        parts.append(f"started {started}")
    if report.cached:
        parts.append(f"{text.count(report.cached, 'page')} unchanged since the last audit")
    return ", ".join(parts)
