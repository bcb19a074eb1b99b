"""Audit a built-in page with known defects, so that a browser that finds nothing cannot pass any page.

The page has a defect for each kind of evidence that a plan asks for: axe, probes, scripted states, keys and
the network log. It is shown in every variant; some defects show in one viewport or colour scheme only.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from a11ycheck.browser.driver_errors import PageTimeoutError, SessionLostError
from a11ycheck.browser.grid_launcher import RemoteSession
from a11ycheck.browser.keyboard import KEYBOARD, WALK
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.requested_page import PageFailedError
from a11ycheck.browser.session import Session
from a11ycheck.browser.trials import TRIALS
from a11ycheck.browser.visit import Visitor
from a11ycheck.errors import BrowserError
from a11ycheck.model import (
    Dependency,
    Message,
    MessageTemplate,
    Page,
    PageEvidence,
    Variant,
)

__all__ = ["KNOWN_FACTS", "CanaryError", "check_browser"]

NOT_AUDITED = MessageTemplate(
    "canary-not-audited", "The built-in page with known defects could not be audited: {reason}."
)
NO_SCRIPT = Message("no-script", "the scripts of the audit do not run in this browser")
NOT_FOUND = MessageTemplate(
    "canary-defect-missing",
    "The browser does not show known defects of the built-in page: {evidence}.",
)
OF_AXE = MessageTemplate("canary-axe", "{rule} of axe-core in {variant}")
OF_PROBE = MessageTemplate("canary-probe", "{rule} in {variants}")
OF_NETWORK = Message("canary-network", "a request that must be blocked")

# The element on which each probe measures a defect of the page. Probes of whole sites, and those that need
# media, time, clicks or another page, have none: they would make the start of each browser slower.
KNOWN_FACTS = {
    "ambiguous-link-text": "#away",
    "aria-attribute-prohibited": "#field",
    "bidi-control-characters": "#prose",
    "bidi-run-not-isolated": "#prose",
    "character-key-shortcut": "html",
    "click-only-control": "#bold",
    "control-contrast": "#field",
    "drag-alternative": "#bold",
    "duplicate-page-title": "title",
    "emphasis-as-heading": "#bold",
    "error-message-not-descriptive": "#message",
    "error-without-message": "#field",
    "flashing-animation": "#bold",
    "focus-in-hidden-content": "#unseen",
    "focus-indicator-contrast": "html",
    "focus-indicator-visible": "html",
    "focus-obscured": "html",
    "focus-order": "#second",
    "font-lacks-glyphs": "html",
    "form-label-not-descriptive": "#field",
    "frames-with-same-name": "#frame",
    "html-dir-matches-lang": "html",
    "ignored-image-informs": "#ignored",
    "image-alt-is-filename": "#shown",
    "image-alt-is-placeholder": "#shown",
    "image-without-size": "#shown",
    "in-page-link-broken": "#unseen",
    "italic-on-arabic-script": "html",
    "keyboard-menu-reachable": "html",
    "keyboard-trap": "html",
    "keyboard-trap-documented-keys": "html",
    "keyboard-trap-standard-keys": "html",
    "lang-matches-text": "html",
    "letter-spacing-on-joined-script": "html",
    "line-height-too-small-for-script": "html",
    "link-purpose-from-text": "#unseen",
    "link-purpose-in-context": "#unseen",
    "link-text-not-descriptive": "#unseen",
    "mixed-digit-systems": "#prose",
    "more-than-one-h1": "#title",
    "name-is-identifier": "#field",
    "new-window-without-notice": "#away",
    "orientation-lock": "#bold",
    "page-title-not-descriptive": "title",
    "part-lang-matches-text": "#part",
    "physical-css-in-rtl": "#left",
    "placeholder-contrast": "#second",
    "presentation-forms": "#prose",
    "reading-level": "#prose",
    "reflow": "#wide",
    "sensory-instruction": "#look",
    "sorani-code-points": "#prose",
    "table-header-without-cells": "#header",
    "table-without-header": "#data",
    "tatweel-for-spacing": "#prose",
    "text-clipped-when-spaced": "html",
    "text-clipped-when-zoomed": "html",
    "text-contrast-on-image": "html",
    "translation-parity": "title",
    "untranslated-text": "#unseen",
    "visible-but-not-announced": "#silent",
}
_AXE_RULES = {
    "image-alt": frozenset({Dependency.VISIBILITY}),
    "color-contrast": frozenset({Dependency.VISIBILITY, Dependency.LAYOUT, Dependency.COLOUR}),
}
_MOST_NAMED = 4
_LEAST_TIMEOUT = 60.0
_BLOCKED = "https://canary.invalid/blocked.png"


class CanaryError(BrowserError):
    """A browser does not show the known defects of the built-in page: no result of it can be trusted."""


def check_browser(session: Session | RemoteSession, plan: VisitPlan) -> None:
    """Raise CanaryError if a browser does not measure what is known.

    SessionLostError if the browser is lost meanwhile.
    """
    page = Page(path="canary", url=_url(plan.variants))
    # The time limit is for pages: a busy machine is no reason to distrust its browser.
    timeout = max(plan.timeout, _LEAST_TIMEOUT)
    known = replace(
        plan,
        axe_rules=_AXE_RULES if plan.axe_rules else {},
        # Each trial loads the page again, and none has a known defect.
        probes=tuple(probe for probe in plan.probes if probe.interaction not in TRIALS),
        wait_for="",
        timeout=timeout,
    )
    try:
        visitor = Visitor(session, known, walks_once=True)
        missing = [*_missing(visitor.visit(page).evidence, known)]
        visitor.close_tab()
    except PageTimeoutError as error:
        raise CanaryError(NOT_AUDITED.format(reason=error.reason)) from error
    except SessionLostError:
        raise
    except PageFailedError as error:
        raise CanaryError(NOT_AUDITED.format(reason=error.reason)) from error
    except BrowserError as error:
        raise CanaryError(NOT_AUDITED.format(reason=NO_SCRIPT)) from error
    if missing:
        distinct = tuple({str(item): item for item in missing}.values())
        raise CanaryError(NOT_FOUND.format(evidence=distinct[:_MOST_NAMED]))


def _states(probe: ProbeRequest, plan: VisitPlan) -> tuple[str, ...]:
    """Return the variants and scripted states in which a probe has to measure the page."""
    names = tuple(variant.name for variant in plan.variants)
    if probe.interaction not in ("", KEYBOARD, WALK):
        return (probe.interaction,)
    # Keys are pressed once: they arrive in all variants or in none.
    return names[:1] if probe.interaction else names


@cache
def _url(variants: tuple[Variant, ...]) -> str:
    """Return the page, with one image without alternative text for each width of a viewport."""
    source = (files("a11ycheck.browser") / "canary.html").read_text(encoding="utf-8")
    widths = sorted({variant.viewport.width for variant in variants})
    images = "".join(f'<img id="width-{width}" src="data:,">' for width in widths)
    styles = "".join(
        f"@media (width: {width}px) {{ #width-{width} {{ display: block; }} }}\n"
        for width in widths
    )
    page = source.replace("<!--IMAGES-->", images).replace("/*WIDTHS*/", styles)
    return f"data:text/html;charset=utf-8,{quote(page)}"


def _missing(evidence: PageEvidence, plan: VisitPlan) -> Iterator[Message]:
    """Yield what was not measured, or measured in another way than it is."""
    for variant in plan.variants if plan.axe_rules else ():
        expected = {
            "image-alt": {f"#width-{variant.viewport.width}", "#scripted"},
            "color-contrast": {f"#{variant.colour_scheme}"},
        }
        for rule, defects in expected.items():
            found = {
                node.element.selector
                for result in evidence.axe
                if result.rule == rule and variant.name in result.variants
                for node in result.nodes
            }
            if found != defects:
                yield OF_AXE.format(rule=rule, variant=variant.name)
    for probe in plan.probes:
        selector = KNOWN_FACTS.get(probe.rule)
        measured = {
            name
            for result in evidence.probes
            for name in result.variants
            if result.rule == probe.rule
            and any(fact.element.selector == selector for fact in result.facts)
        }
        states = _states(probe, plan)
        lacking = tuple(name for name in states if name not in measured)
        if selector and lacking:
            yield OF_PROBE.format(rule=probe.rule, variants=lacking)
    # The proxy that does not exist must be what stopped it: other hosts are out of reach only so.
    failures = [request.failure for request in evidence.requests if request.url == _BLOCKED]
    if not any("PROXY" in failure or "TUNNEL" in failure for failure in failures):
        yield OF_NETWORK
