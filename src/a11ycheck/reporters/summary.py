"""The last lines of a report for terminals: what was counted, and what pages cost."""

from a11ycheck.model import PageWeight, Report
from a11ycheck.reporters import text, triage
from a11ycheck.reporters.gaps import uncollected_line, unjudged_lines
from a11ycheck.reporters.i18n import plural, translate
from a11ycheck.reporters.terminal_writer import TextWriter

__all__ = ["write_summary"]

_LABELS = 13
_SLOWEST = "2g"


def write_summary(
    writer: TextWriter, report: Report, found: triage.Triage, *, heaviest: int = 3
) -> None:
    """Write the numbers of pages, findings, impacts and rules, the heaviest pages, and the time."""
    writer.gap()
    _row(writer, "pages", _page_counts(report))
    if line := uncollected_line(report):
        _row(writer, "left out", line)
    for group in report.uncollected if writer.style.verbose else ():
        _row(writer, "", text.listing(group.files, len(group.files), "file"))
        if rest := group.count - len(group.files):
            _row(writer, "", translate("and {number} more", number=f"{rest:,}"))
    _row(writer, "findings", _finding_counts(found))
    if worst := triage.impacts(found.failed):
        parts = (f"{number:,} {translate(name)}" for name, number in worst.items())
        _row(writer, "impact", translate(", ").join(parts))
    label = "rules"
    for line in unjudged_lines(report):
        _row(writer, label, line)
        label = ""
    label = "heaviest"
    for item in sorted(report.weights, key=lambda weight: -weight.wire_bytes)[:heaviest]:
        _row(writer, label, f"{text.size(item.wire_bytes):>8}  {_cost(item)}")
        label = ""
    _row(writer, "time", _time(report))
    if writer.shortened:
        writer.put(
            translate("Lists above are cut: see all with --verbose or --format html=report.html"),
            indent=2,
        )


def _row(writer: TextWriter, label: str, value: str) -> None:
    writer.put(value, label=(f"  {translate(label)}", "dim") if label else "", indent=_LABELS)


def _page_counts(report: Report) -> str:
    parts = [_counted("{number} audited", len(report.audited))]
    if report.skipped:
        parts.append(_counted("{number} skipped", len(report.skipped)))
    if report.not_tested:
        parts.append(_counted("{number} not tested", len(report.not_tested)))
    return f"{_counted('{number} planned', report.planned)} = {' + '.join(parts)}"


def _counted(sentence: str, number: int) -> str:
    return translate(sentence, number=f"{number:,}")


def _finding_counts(found: triage.Triage) -> str:
    review = plural("{number} needs review", "{number} need review", len(found.review))
    failed = len(found.failed)
    parts = [_counted("{number} new" if found.has_baseline else "{number} failed", failed), review]
    if found.has_baseline:
        parts.append(_counted("{number} known", len(found.known)))
        parts.append(_counted("{number} fixed", found.fixed))
    parts.append(_counted("{number} suppressed", len(found.suppressed)))
    return translate(", ").join(parts)


def _cost(weight: PageWeight) -> str:
    page = text.one_line(weight.page)
    if not (seconds := weight.first_paint.get(_SLOWEST)):
        return page
    time = text.time(seconds)
    return page + translate(", first text after about {time} on {link}", time=time, link=_SLOWEST)


def _time(report: Report) -> str:
    parts = [text.time(report.seconds)]
    if started := text.when(report.started):
        parts.append(translate("started {time}", time=started))
    if report.cached:
        unchanged = text.count(report.cached, "page")
        parts.append(translate("{pages} unchanged since the last audit", pages=unchanged))
    return translate(", ").join(parts)
