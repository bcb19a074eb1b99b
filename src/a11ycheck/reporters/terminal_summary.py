"""The last lines at a terminal: pages and findings in figures, the heaviest pages, the time."""

from a11ycheck.model import PageWeight, Report
from a11ycheck.reporters import group, text
from a11ycheck.reporters.group import Ledger
from a11ycheck.reporters.sheet import Sheet
from a11ycheck.reporters.words import plural, translate

__all__ = ["put_summary"]

_COLUMN = 13
_SLOWEST = "2g"


def put_summary(sheet: Sheet, report: Report, found: Ledger) -> None:
    """Put the figures of a report on a sheet, a row for each kind."""
    sheet.gap()
    _row(sheet, "pages", _page_counts(report))
    _row(sheet, "findings", _finding_counts(found))
    worst = group.impacts(found.faults)
    if worst:
        parts = (f"{number:,} {translate(name)}" for name, number in worst.items())
        _row(sheet, "impact", translate(", ").join(parts))
    label = "heaviest"
    for item in sorted(report.weights, key=lambda weight: -weight.wire_bytes)[:3]:
        _row(sheet, label, f"{text.size(item.wire_bytes):>8}  {_cost(item)}")
        label = ""
    _row(sheet, "time", _time(report))
    if sheet.shortened:
        _row(sheet, "shortened", translate("--format html=report.html lists every place"))


def _cost(weight: PageWeight) -> str:
    seconds = weight.first_paint.get(_SLOWEST)
    page = text.one_line(weight.page)
    if not seconds:
        return page
    after = translate(
        ", first text after about {time} on {link}", time=text.time(seconds), link=_SLOWEST
    )
    return f"{page}{after}"


def _row(sheet: Sheet, label: str, value: str) -> None:
    sheet.put(value, label=(f"  {translate(label)}", "dim") if label else "", indent=_COLUMN)


def _page_counts(report: Report) -> str:
    parts = [_counted("{number} audited", len(report.audited))]
    parts += [_counted("{number} skipped", len(report.skipped))] if report.skipped else []
    parts += [_counted("{number} not tested", len(report.not_tested))] if report.not_tested else []
    return f"{_counted('{number} planned', report.planned)} = {' + '.join(parts)}"


def _counted(sentence: str, number: int) -> str:
    return translate(sentence, number=f"{number:,}")


def _finding_counts(found: Ledger) -> str:
    fault = "new fault" if found.has_baseline else "fault"
    number = len(found.questions)
    parts = [
        text.count(len(found.faults), fault),
        plural("{number} needs a person", "{number} need a person", number),
    ]
    if found.has_baseline:
        parts += [_counted("{number} known", len(found.known))]
        parts += [_counted("{number} fixed", found.fixed)]
    parts += [_counted("{number} suppressed", len(found.suppressed))]
    return translate(", ").join(parts)


def _time(report: Report) -> str:
    parts = [text.time(report.seconds)]
    if started := text.when(report.started):
        parts.append(translate("started {time}", time=started))
    if report.cached:
        unchanged = text.count(report.cached, "page")
        parts.append(translate("{pages} unchanged since the last audit", pages=unchanged))
    return translate(", ").join(parts)
