"""What is known of a page that is not audited: the delay of its redirect, or that no rule applies to it."""

from a11ycheck.browser import Hop, Redirected
from a11ycheck.model import (
    AxeCheck,
    AxeNode,
    AxeResult,
    AxeRule,
    Element,
    NotTested,
    Outcome,
    PageEvidence,
    ProbeResult,
)
from a11ycheck.model.rule import FactRule, InteractionRule
from a11ycheck.rules import every_rule
from a11ycheck.run.redirects import Result

__all__ = ["partial_evidence"]

# axe's rules about a `meta` refresh, each with the longest delay that fails, and axe's message.
_HOURS_20 = 72_000
_REFRESH_RULES = {
    "meta-refresh": (_HOURS_20, "<meta> tag forces timed refresh of page (less than 20 hours)"),
    "meta-refresh-no-exceptions": (float("inf"), "<meta> tag forces timed refresh of page"),
}
_NO_HTML = "no-html"


def partial_evidence(page: str, result: Result) -> PageEvidence | None:
    """Return the evidence of a page that is not audited, None if there is none.

    A page that its own `meta` refresh leaves is judged by the rules about that. To a document that is not
    HTML, rules about the content of pages do not apply.
    """
    match result:
        case Redirected(hops=(Hop(refresh=float() as delay), *_)):
            return _redirecting(page, delay)
        case NotTested(reason=reason) if reason.id == _NO_HTML:
            return _without_content(page)
    return None


def _redirecting(page: str, delay: float) -> PageEvidence:
    failed = {
        rule: message for rule, (limit, message) in _REFRESH_RULES.items() if 0 < delay <= limit
    }
    return PageEvidence(
        page=page,
        axe=tuple(_failed(rule, delay, message) for rule, message in failed.items()),
        passed=tuple(rule for rule in _REFRESH_RULES if rule not in failed),
    )


def _failed(rule: str, delay: float, message: str) -> AxeResult:
    html = f'<meta http-equiv="refresh" content="{delay:g}">'
    element = Element(target=('meta[http-equiv="refresh"]',), html=html)
    check = AxeCheck(id=rule, message=message, data={"redirectDelay": delay})
    return AxeResult(
        rule=rule,
        outcome=Outcome.FAILED,
        variants=(),
        nodes=(AxeNode(element=element, checks=(check,)),),
    )


def _without_content(page: str) -> PageEvidence:
    rules = every_rule()
    return PageEvidence(
        page=page,
        inapplicable=tuple(rule.id for rule in rules if isinstance(rule, AxeRule)),
        probes=tuple(
            ProbeResult(rule=rule.id, variants=())
            for rule in rules
            if isinstance(rule, FactRule | InteractionRule)
        ),
    )
