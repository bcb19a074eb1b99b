"""The first thing a report says: may the site be published, and if not, why not."""

from dataclasses import dataclass
from enum import StrEnum

from a11ycheck.model import Impact, Report
from a11ycheck.reporters.group import Ledger, ledger, pages_of
from a11ycheck.reporters.text import count
from a11ycheck.reporters.words import plural, translate

__all__ = ["Headline", "Tone", "Word", "headline"]


class Tone(StrEnum):
    """How a verdict looks, beside what it says."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


class Word(StrEnum):
    """The verdict in a word or two; `NOT TESTED` wins over `FAILED`, as in the exit code."""

    PARTIAL = "PARTIAL"
    NOTHING = "NOTHING AUDITED"
    NOT_TESTED = "NOT TESTED"
    FAILED = "FAILED"
    PASSED = "PASSED"

    @property
    def tone(self) -> Tone:
        """Return whether this is good news, bad news, or no news."""
        if self is Word.PASSED:
            return Tone.GOOD
        return Tone.BAD if self is Word.FAILED else Tone.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The verdict: a word, and the sentences that give its reasons."""

    word: Word
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        """Return the verdict as one line of text."""
        return f"{translate(self.word)}: {' '.join(self.sentences)}"


def headline(report: Report) -> Headline:
    """Return the verdict on the whole report."""
    word = _word(report)
    found = ledger(report)
    sentences = [
        _stopped(report),
        _unseen(report),
        _broken(report),
        _found(report, found, word),
        _baseline(found),
    ]
    return Headline(word=word, sentences=tuple(filter(None, sentences)))


def _word(report: Report) -> Word:
    if report.interrupted:
        return Word.PARTIAL
    if report.not_tested or report.rule_errors:
        return Word.NOT_TESTED
    if not report.audited:
        return Word.NOTHING
    return Word.FAILED if report.gate else Word.PASSED


def _stopped(report: Report) -> str:
    if not report.interrupted:
        return ""
    pages = count(report.planned, "page")
    return translate(
        "Stopped after {done} of {pages}.", done=f"{len(report.audited):,}", pages=pages
    )


def _unseen(report: Report) -> str:
    number = len(report.not_tested)
    # An interrupted audit has said so already: the pages it did not reach are not tested.
    if not number or report.interrupted:
        return ""
    pages = count(report.planned, "page")
    return translate("{number} of {pages} could not be tested.", number=f"{number:,}", pages=pages)


def _broken(report: Report) -> str:
    rules = {error.rule for error in report.rule_errors}
    if not rules:
        return ""
    pages = {error.page for error in report.rule_errors if error.page}
    broken = count(len(rules), "rule")
    if not pages:
        return translate("{rules} broke down.", rules=broken)
    where = count(len(pages), "page")
    return translate("{rules} broke down on {pages}.", rules=broken, pages=where)


def _found(report: Report, found: Ledger, word: Word) -> str:
    if not report.audited:
        return _nothing(report) if word is Word.NOTHING else ""
    if not found.faults:
        sentence = (
            "No new fault found on {where}." if found.has_baseline else "No fault found on {where}."
        )
        return translate(sentence, where=_where(report))
    return f"{_faults(report, found)}{_gate(report, found)}."


def _baseline(found: Ledger) -> str:
    """Say what the baseline knows, apart from what is new."""
    if found.known:
        one, many = (
            f"{{number}} known finding{verb} in the baseline" for verb in (" stands", "s stand")
        )
        fixed = plural("; {number} more is fixed", "; {number} more are fixed", found.fixed)
        return f"{plural(one, many, len(found.known))}{fixed if found.fixed else ''}."
    if found.fixed:
        one = "{number} finding of the baseline is fixed."
        return plural(one, "{number} findings of the baseline are fixed.", found.fixed)
    return ""


def _nothing(report: Report) -> str:
    if not report.skipped:
        return translate("There was no page to audit.")
    one, many = "The only page was skipped.", "All {number} pages were skipped."
    return plural(one, many, len(report.skipped))


def _where(report: Report) -> str:
    pages = count(len(report.audited), "page")
    if not report.variants:
        return pages
    variants = count(len(report.variants), "variant")
    return translate("{pages}, in {variants}", pages=pages, variants=variants)


def _faults(report: Report, found: Ledger) -> str:
    pages = len(pages_of(found.faults))
    # A fault can lie on a page that was not asked for (a redirect): no "5 of 4 pages".
    whole = max(pages, len(report.audited))
    fault = "new fault" if found.has_baseline else "fault"
    faults = count(len(found.faults), fault)
    if not pages:
        return translate("{faults} in the project's files", faults=faults)
    place = {"number": f"{pages:,}", "pages": count(whole, "page")}
    return translate("{faults} on {number} of {pages}", faults=faults, **place)


def _gate(report: Report, found: Ledger) -> str:
    gate = len(report.gate)
    if report.fail_on is None:
        return translate("; no impact is set that fails the audit")
    if gate == len(found.faults):
        return ""
    is_worst = report.fail_on is Impact.CRITICAL
    level = translate(report.fail_on)
    level = level if is_worst else translate("{impact} or worse", impact=level)
    return (
        translate(", {number} {level}", number=f"{gate:,}", level=level)
        if gate
        else translate(", none {level}", level=level)
    )
