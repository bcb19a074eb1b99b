"""One shared set of awkward reports, by name; every reporter is tested on all of them."""

from collections.abc import Mapping
from types import MappingProxyType

from a11ycheck.model import Impact, Report, Scope, Skipped, plain_message
from sample_reports.accepted import FIXED, known, suppressed
from sample_reports.awkward import (
    UNUSUAL,
    hostile,
    many_locations,
    right_to_left,
    unusual_names,
    very_long,
)
from sample_reports.findings import (
    in_source,
    open_questions,
    outcomes,
    page_findings,
    source_only,
    sources,
    theme_finding,
)
from sample_reports.incomplete import (
    blocked_hosts,
    interrupted,
    not_tested,
    nothing_judged,
    rule_errors,
    urls,
)
from sample_reports.parts import FEW, MANY, finding, location, report, weights

__all__ = ["SAMPLES"]


def everything() -> Report:
    """Return a report that has some of all that a report can have."""
    lost = not_tested()
    blocked = blocked_hosts()
    site = finding("duplicate-page-title", *(location(page) for page in FEW), scope=Scope.SITE)
    return report(
        *MANY,
        "guide/help.html",
        "guide/phone.html",
        fail_on=Impact.SERIOUS,
        findings=(
            *page_findings(),
            theme_finding(),
            site,
            *sources(),
            *open_questions(),
            *known(),
            *suppressed(),
        ),
        fixed=FIXED,
        not_tested=lost.not_tested,
        skipped=lost.skipped,
        unjudged=nothing_judged().unjudged,
        uncollected=nothing_judged().uncollected,
        rule_errors=rule_errors().rule_errors,
        notices=blocked.notices,
        weights=(*blocked.weights, *weights(*MANY[1:])),
        cached=12,
    )


def samples() -> dict[str, Report]:
    """Return all reports by the name that snapshots and test ids use."""
    site = finding("duplicate-page-title", *(location(page) for page in FEW), scope=Scope.SITE)
    return {
        "empty": report(weights=(), seconds=0.0, started=""),
        "all-skipped": report(
            skipped=(Skipped(page="index.html", reason=plain_message("matches “*.html”")),)
        ),
        "clean": report(*MANY),
        "theme-finding": report(*MANY, findings=(theme_finding(),)),
        "page-findings": report(*FEW, findings=page_findings()),
        "below-the-gate": report(*FEW, findings=page_findings()[:1], fail_on=Impact.CRITICAL),
        "no-gate": report(*FEW, findings=page_findings()[:1], fail_on=None),
        "cant-tell": report(*FEW, findings=open_questions()),
        "not-tested": not_tested(),
        "nothing-judged": nothing_judged(),
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
        "baseline": report(*FEW, findings=(*page_findings()[:2], *known()), fixed=FIXED),
        "only-known": report(*FEW, findings=known()),
        "unusual-names": report(
            *(f"{file.removesuffix('.md')}.html" for file in UNUSUAL), findings=unusual_names()
        ),
        "urls": urls(),
        "many-locations": many_locations(),
        "blocked-hosts": blocked_hosts(),
        "outcomes": outcomes(),
        "everything": everything(),
    }


SAMPLES: Mapping[str, Report] = MappingProxyType(samples())
