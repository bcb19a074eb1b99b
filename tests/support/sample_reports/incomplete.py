"""Reports of audits that did not see everything: blocked, lost, broken or cut short."""

from a11ycheck.model import (
    Message,
    Notice,
    NotTested,
    PageWeight,
    Report,
    Request,
    RuleError,
    RuleId,
    Scope,
    Skipped,
    Uncollected,
    Unjudged,
    plain_message,
)
from sample_reports.accepted import suppressed
from sample_reports.findings import page_findings
from sample_reports.parts import FEW, MANY, TOGGLE, finding, location, report


def blocked_hosts() -> Report:
    """Return a report on pages that ask other hosts for fonts and scripts."""
    fonts = tuple(
        Request(
            url=f"https://fonts.example/{name}.woff2", kind="font", third_party=True, blocked=True
        )
        for name in ("regular", "bold")
    )
    script = Request(
        url="https://count.example/c.js", kind="script", third_party=True, blocked=True
    )
    broken = Request(url="http://[broken", kind="image", third_party=True, blocked=True)
    return report(
        *FEW,
        weights=(
            PageWeight(page="index.html", wire_bytes=38_210, requests=9, blocked=(*fonts, script)),
            PageWeight(page="guide/help.html", wire_bytes=999, requests=1, blocked=(script,)),
            PageWeight(
                page="guide/phone.html", wire_bytes=2_500_000, requests=61, blocked=(broken,)
            ),
        ),
        notices=(
            Notice(
                page="index.html",
                message=plain_message("The page opened a dialog, which was closed: “Hello”."),
            ),
            Notice(
                page="guide/help.html",
                message=plain_message("The page is not UTF-8: byte 0xe9 at offset 512."),
            ),
        ),
    )


def nothing_judged() -> Report:
    """Return a report of a run whose rules had nothing to judge, on a site with files left out."""
    reason = Message("no-source-map", "no page has a source map")
    rules = ("image-alt-in-source", "heading-skips-level")
    return report(
        *FEW,
        unjudged=tuple(Unjudged(rule=rule, reason=reason) for rule in rules),
        nothing_judged=True,
        uncollected=(
            Uncollected(
                reason=Message("in-hidden-folder", "in hidden folders"),
                count=1,
                files=(".old/index.html",),
            ),
            Uncollected(
                reason=Message("in-ignored-folder", "in {folder}", {"folder": "node_modules"}),
                count=1_204,
                files=("node_modules/a/readme.html", "node_modules/b/readme.html"),
            ),
        ),
    )


def not_tested() -> Report:
    """Return a report with pages that did not load, for two reasons, and findings on the others."""
    lost = (
        NotTested(
            page="guide/slow.html",
            reason=plain_message("The page did not finish loading within 30 s."),
        ),
        NotTested(
            page="guide/loop.html",
            reason=plain_message("The page did not finish loading within 30 s."),
        ),
        NotTested(
            page="https://example.org/gone",
            reason=plain_message("The server answered 404 Not Found."),
        ),
    )
    return report(
        *FEW,
        not_tested=lost,
        skipped=(
            Skipped(
                page="genindex.html", reason=plain_message("matches the pattern “genindex.html”")
            ),
        ),
        findings=(*page_findings()[:2], *suppressed()),
    )


def urls() -> Report:
    """Return a report on pages that no folder holds, one of them with a query."""
    home, search = "https://example.org/", "https://example.org/search?q=a%20b&lang=ckb#top"
    return report(
        home,
        search,
        targets=("https://example.org/sitemap.xml",),
        findings=(
            finding(
                "button-name", location(home, TOGGLE), location(search, TOGGLE), scope=Scope.THEME
            ),
            finding("page-weight", location(search)),
        ),
        not_tested=(NotTested(page="http://[broken", reason=plain_message("This is no URL.")),),
    )


def rule_errors() -> Report:
    """Return a report with a rule that threw on two pages, and one that judges the whole site."""
    return report(
        *FEW,
        rule_errors=(
            RuleError(
                rule=RuleId("reflow"),
                page=FEW[0],
                message=plain_message("TypeError: x is undefined"),
            ),
            RuleError(
                rule=RuleId("reflow"),
                page=FEW[1],
                message=plain_message("TypeError: x is undefined"),
            ),
            RuleError(
                rule=RuleId("duplicate-page-title"),
                page="",
                message=plain_message("KeyError: 'title'"),
            ),
        ),
    )


def interrupted() -> Report:
    """Return a report that Ctrl-C cut short."""
    reason = plain_message("The audit was stopped before this page.")
    return report(
        *MANY[:3],
        not_tested=tuple(NotTested(page=page, reason=reason) for page in MANY[3:]),
        findings=page_findings()[:1],
        interrupted=True,
    )
