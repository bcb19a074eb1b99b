"""One shared set of awkward reports, by name; every reporter is tested on all of them."""

from collections.abc import Mapping
from types import MappingProxyType

from a11ycheck.model import Impact, Report, Scope, Skipped
from sample_reports.accepted import FIXED, known, suppressed
from sample_reports.awkward import (
    UNUSUAL,
    hostile,
    many_places,
    right_to_left,
    unusual_names,
    very_long,
)
from sample_reports.faults import (
    in_source,
    open_questions,
    page_faults,
    source_only,
    sources,
    theme_fault,
)
from sample_reports.making import FEW, MANY, finding, place, report, weights
from sample_reports.unseen import addresses, blocked_hosts, interrupted, not_tested, rule_errors

__all__ = ["SAMPLES"]


def everything() -> Report:
    """Return a report that has some of all that a report can have."""
    lost = not_tested()
    blocked = blocked_hosts()
    site = finding("duplicate-page-title", *(place(page) for page in FEW), scope=Scope.SITE)
    return report(
        *MANY,
        "guide/help.html",
        "guide/phone.html",
        fail_on=Impact.SERIOUS,
        findings=(
            *page_faults(),
            theme_fault(),
            site,
            *sources(),
            *open_questions(),
            *known(),
            *suppressed(),
        ),
        fixed=FIXED,
        not_tested=lost.not_tested,
        skipped=lost.skipped,
        rule_errors=rule_errors().rule_errors,
        notices=blocked.notices,
        weights=(*blocked.weights, *weights(*MANY[1:])),
        cached=12,
    )


def samples() -> dict[str, Report]:
    """Return all reports by the name that snapshots and test ids use."""
    site = finding("duplicate-page-title", *(place(page) for page in FEW), scope=Scope.SITE)
    return {
        "empty": report(weights=(), seconds=0.0, started=""),
        "all-skipped": report(skipped=(Skipped(page="index.html", reason="matches “*.html”"),)),
        "clean": report(*MANY),
        "theme-fault": report(*MANY, findings=(theme_fault(),)),
        "page-faults": report(*FEW, findings=page_faults()),
        "below-the-gate": report(*FEW, findings=page_faults()[:1], fail_on=Impact.CRITICAL),
        "no-gate": report(*FEW, findings=page_faults()[:1], fail_on=None),
        "cant-tell": report(*FEW, findings=open_questions()),
        "not-tested": not_tested(),
        "rule-errors": rule_errors(),
        "interrupted": interrupted(),
        "hostile": hostile(),
        "very-long": very_long(),
        "right-to-left": right_to_left(),
        "site": report(*FEW, findings=(site,)),
        "sources": report(*FEW, findings=sources()),
        "in-source": report(*FEW, findings=in_source()),
        "source-only": source_only(),
        "suppressed": report(*FEW, findings=suppressed()),
        "baseline": report(*FEW, findings=(*page_faults()[:2], *known()), fixed=FIXED),
        "only-known": report(*FEW, findings=known()),
        "unusual-names": report(
            *(f"{file.removesuffix('.md')}.html" for file in UNUSUAL), findings=unusual_names()
        ),
        "addresses": addresses(),
        "many-places": many_places(),
        "blocked-hosts": blocked_hosts(),
        "everything": everything(),
    }


SAMPLES: Mapping[str, Report] = MappingProxyType(samples())
