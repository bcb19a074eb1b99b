"""Judge what the authors of documents wrote: the rules that need no page, and so no browser."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from a11ycheck import __version__
from a11ycheck.errors import UserError
from a11ycheck.evaluate import evaluate, group
from a11ycheck.model import EvidenceKind, Impact, PageEvidence, Report, Tool
from a11ycheck.runner.plan import Selection

__all__ = ["judge_source", "on_source"]

_ON_SOURCE = (EvidenceKind.SOURCE, EvidenceKind.POLICY)


def on_source(selection: Selection) -> Selection:
    """Return the rules of a selection that need no page; UserError where none is left."""
    rules = tuple(rule for rule in selection.rules if rule.evidence in _ON_SOURCE)
    if not any(rule.evidence is EvidenceKind.SOURCE for rule in rules):
        message = "None of the selected rules judges the source."
        raise UserError(message, "`--select source` selects all that do.")
    return replace(selection, rules=rules)


def judge_source(
    documents: Sequence[PageEvidence],
    selection: Selection,
    *,
    fail_on: Impact | None,
    targets: tuple[str, ...],
) -> Report:
    """Return the report of documents whose evidence is what their authors wrote."""
    started, clock = datetime.now(UTC), time.monotonic()
    evaluation = evaluate(documents, selection.rules, selection.options)
    rules = {str(rule.id): rule for rule in selection.rules}
    audited = tuple(document.page for document in documents)
    return Report(
        tool=Tool(name="a11ycheck", version=__version__),
        targets=targets,
        variants=(),
        fail_on=fail_on,
        planned=len(audited),
        audited=audited,
        findings=group(evaluation.assertions, rules, audited),
        rule_errors=evaluation.errors,
        passed=evaluation.passed,
        rules_run=len(rules),
        seconds=time.monotonic() - clock,
        started=started.isoformat(timespec="seconds"),
    )
