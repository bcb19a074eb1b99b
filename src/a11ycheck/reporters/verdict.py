"""The first thing a report says: may the site be published, and if not, why not."""

from dataclasses import dataclass
from enum import StrEnum

from a11ycheck.model import Impact, Report
from a11ycheck.reporters.group import Ledger, ledger, pages_of
from a11ycheck.reporters.text import count

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
        return f"{self.word}: {' '.join(self.sentences)}"


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
    return f"Stopped after {len(report.audited):,} of {count(report.planned, 'page')}."


def _unseen(report: Report) -> str:
    number = len(report.not_tested)
    # An interrupted audit has said so already: the pages it did not reach are not tested.
    if not number or report.interrupted:
        return ""
    return f"{number:,} of {count(report.planned, 'page')} could not be tested."


def _broken(report: Report) -> str:
    rules = {error.rule for error in report.rule_errors}
    if not rules:
        return ""
    pages = {error.page for error in report.rule_errors if error.page}
    where = f" on {count(len(pages), 'page')}" if pages else ""
    return f"{count(len(rules), 'rule')} broke down{where}."


def _found(report: Report, found: Ledger, word: Word) -> str:
    if not report.audited:
        return _nothing(report) if word is Word.NOTHING else ""
    if not found.faults:
        fault = "new fault" if found.has_baseline else "fault"
        return f"No {fault} found on {_where(report)}."
    return f"{_faults(report, found)}{_gate(report, found)}."


def _baseline(found: Ledger) -> str:
    """Say what the baseline knows, apart from what is new."""
    if found.known:
        stand = "stands" if len(found.known) == 1 else "stand"
        fixed = f"; {found.fixed:,} more {_are(found.fixed)} fixed" if found.fixed else ""
        return f"{count(len(found.known), 'known finding')} {stand} in the baseline{fixed}."
    if found.fixed:
        return f"{count(found.fixed, 'finding')} of the baseline {_are(found.fixed)} fixed."
    return ""


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _nothing(report: Report) -> str:
    if not report.skipped:
        return "There was no page to audit."
    number = len(report.skipped)
    return "The only page was skipped." if number == 1 else f"All {number:,} pages were skipped."


def _where(report: Report) -> str:
    pages = count(len(report.audited), "page")
    return f"{pages}, in {count(len(report.variants), 'variant')}" if report.variants else pages


def _faults(report: Report, found: Ledger) -> str:
    pages = len(pages_of(found.faults))
    # A fault can lie on a page that was not asked for (a redirect): no "5 of 4 pages".
    whole = max(pages, len(report.audited))
    fault = "new fault" if found.has_baseline else "fault"
    where = f"on {pages:,} of {count(whole, 'page')}" if pages else "in the project's files"
    return f"{count(len(found.faults), fault)} {where}"


def _gate(report: Report, found: Ledger) -> str:
    gate = len(report.gate)
    if report.fail_on is None:
        return "; no impact is set that fails the audit"
    if gate == len(found.faults):
        return ""
    level = "critical" if report.fail_on is Impact.CRITICAL else f"{report.fail_on} or worse"
    return f", {gate:,} {level}" if gate else f", none {level}"
