"""Judge the evidence of pages and locate what was found; a bug that one page triggers costs that page."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from a11ycheck.evaluate import judge
from a11ycheck.model import Evaluation, Finding, NotTested, PageEvidence
from a11ycheck.run.announced import with_announcements
from a11ycheck.run.bugs import not_tested_by_bug
from a11ycheck.run.gathered import Gathered
from a11ycheck.run.ignored import outcomes_that_apply
from a11ycheck.run.known_results import KnownResults
from a11ycheck.run.report import locate
from a11ycheck.run.selection import Selection
from a11ycheck.run.sites import LocatedSite

__all__ = ["Judgement", "judge_pages"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The evaluation and findings of all pages that could be judged; `gathered` has no others."""

    gathered: Gathered
    evaluation: Evaluation
    findings: tuple[Finding, ...]


def judge_pages(
    gathered: Gathered,
    selection: Selection,
    sites: Sequence[LocatedSite],
    known: KnownResults | None = None,
) -> Judgement:
    """Return the judgement of the evidence; a page that raises an exception in it is not tested."""
    try:
        return _judge(gathered, selection, sites, known)
    except Exception:
        log.exception("This is a bug in a11ycheck. The pages are judged one by one.")
    kept: list[PageEvidence] = []
    lost: list[NotTested] = []
    for page in gathered.evidence:
        try:
            _judge(replace(gathered, evidence=(page,), partial=()), selection, sites)
        except Exception as error:  # noqa: BLE001 - logged above
            lost.append(not_tested_by_bug(page.page, error))
        else:
            kept.append(page)
    rest = replace(gathered, evidence=tuple(kept), not_tested=(*gathered.not_tested, *lost))
    try:
        return _judge(rest, selection, sites)
    except Exception as error:  # noqa: BLE001 - logged above; it takes several pages
        lost = [not_tested_by_bug(page.page, error) for page in kept]
    none = replace(rest, evidence=(), partial=(), not_tested=(*rest.not_tested, *lost))
    return Judgement(gathered=none, evaluation=Evaluation(), findings=())


def _judge(
    gathered: Gathered,
    selection: Selection,
    sites: Sequence[LocatedSite],
    known: KnownResults | None = None,
) -> Judgement:
    evidence = (*gathered.evidence, *gathered.partial)
    evaluation = judge(
        evidence,
        selection.rules,
        selection.options,
        known.judgements if known else None,
        variants=gathered.variants,
    )
    audited = tuple(page.page for page in evidence)
    located = locate(evaluation, selection, sites, audited)
    findings = with_announcements(located, evidence, known.announcements if known else None)
    outcomes = outcomes_that_apply(evaluation.outcomes, findings, selection.ignores)
    evaluation = replace(evaluation, outcomes=outcomes)
    return Judgement(gathered=gathered, evaluation=evaluation, findings=findings)
