"""Judge one page that a driver of somebody else's shows: the rules that need nothing but that page."""

import time
from dataclasses import replace
from datetime import UTC, datetime

from a11ycheck import __version__
from a11ycheck.browser import LiveDriver, measure_live_page
from a11ycheck.errors import UserError
from a11ycheck.evaluate import evaluate, group
from a11ycheck.model import EvidenceKind, Impact, NotTested, PageEvidence, Report, Tool
from a11ycheck.rules import axe_version
from a11ycheck.runner.plan import Selection, make_plan

__all__ = ["audit_live"]

# What was loaded is past, a walk would change the page, and one page is no site.
_SEEN_AT_REST = (EvidenceKind.AXE, EvidenceKind.FACTS)


def audit_live(driver: LiveDriver, selection: Selection, *, fail_on: Impact | None) -> Report:
    """Return the report of the page that the driver shows now; UserError where no rule is left."""
    started, clock = datetime.now(UTC), time.monotonic()
    chosen = _at_rest(selection)
    look = measure_live_page(driver, make_plan(chosen, (), timeout=0))
    seen = [look.result] if isinstance(look.result, PageEvidence) else []
    evaluation = evaluate(seen, chosen.rules, chosen.options)
    rules = {str(rule.id): rule for rule in chosen.rules}
    audited = tuple(page.page for page in seen)
    return Report(
        tool=Tool(name="a11ycheck", version=__version__, axe=axe_version(), browser=look.browser),
        targets=(look.page,),
        variants=(look.variant,) if look.variant else (),
        fail_on=fail_on,
        planned=1,
        audited=audited,
        not_tested=(look.result,) if isinstance(look.result, NotTested) else (),
        findings=group(evaluation.assertions, rules, audited),
        rule_errors=evaluation.errors,
        passed=evaluation.passed,
        rules_run=len(rules),
        seconds=time.monotonic() - clock,
        started=started.isoformat(timespec="seconds"),
    )


def _at_rest(selection: Selection) -> Selection:
    rules = tuple(rule for rule in selection.rules if rule.evidence in _SEEN_AT_REST)
    if not rules:
        message = "None of the selected rules can judge a page that is open in a driver."
        raise UserError(message, "Select others, or audit the page by its address.")
    return replace(selection, rules=rules)
