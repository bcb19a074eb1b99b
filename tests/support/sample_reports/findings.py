"""Findings of every scope, on pages and in sources, failed and to review."""

from a11ycheck.model import (
    Finding,
    Location,
    Outcome,
    Precision,
    Report,
    RuleError,
    RuleId,
    Scope,
    Tool,
    plain_message,
)
from sample_reports.parts import (
    FEW,
    IMAGE,
    MANY,
    OVER_IMAGE,
    TOGGLE,
    element,
    finding,
    line,
    location,
    report,
)


def theme_finding() -> Finding:
    """Return one finding of the theme on 41 pages, at two selectors."""
    other = element("header > .theme-toggle", TOGGLE.html)
    locations = (
        *(location(page, TOGGLE) for page in MANY[:38]),
        *(location(page, other) for page in MANY[38:]),
    )
    return finding("button-name", *locations, scope=Scope.THEME)


def page_findings() -> tuple[Finding, ...]:
    """Return findings of several rules on three pages, eight of one rule on one page."""
    pale = (
        finding(
            "color-contrast",
            location(
                "guide/help.html",
                element(
                    f"p:nth-child({at}) > span",
                    f'<span class="pale">Step {at}</span>',
                    f"Step {at}",
                ),
                ("phone-light", "desktop-light"),
            ),
        )
        for at in range(1, 9)
    )
    return (
        finding(
            "region", location("index.html", element(".announcement", '<div class="announcement">'))
        ),
        finding("image-alt", location("guide/help.html", IMAGE)),
        *pale,
        finding("reflow", location("guide/phone.html", variants=("phone-light", "phone-dark"))),
        finding("page-weight", location("guide/phone.html")),
    )


def outcomes() -> Report:
    """Return a report with the outcome of every rule on every page."""
    pages = {page: dict.fromkeys(("reflow", "image-alt"), Outcome.PASSED) for page in FEW}
    for page in FEW:
        pages[page] |= {"video-caption": Outcome.INAPPLICABLE, "color-contrast": Outcome.PASSED}
    findings = page_findings()
    for item in findings:
        for page in item.pages:
            pages[page][item.rule] = Outcome.FAILED
    return report(*FEW, findings=findings, outcomes=pages)


def open_questions() -> tuple[Finding, ...]:
    """Return two things that a person has to judge."""
    over_image = element(".hero h1", "<h1>Get help</h1>", "Get help")
    return (
        finding(
            "color-contrast",
            *(location(page, over_image) for page in FEW),
            outcome=Outcome.CANT_TELL,
            messages=(OVER_IMAGE,),
        ),
        finding(
            "link-in-text-block",
            location("index.html", element("p > a", '<a href="#">here</a>', "here")),
            outcome=Outcome.CANT_TELL,
        ),
    )


def sources() -> tuple[Finding, ...]:
    """Return one finding for each precision of a source line, and one with locations in several files."""
    single = tuple(
        finding(
            "image-alt",
            location(
                "guide/help.html",
                element(f"img:nth-child({at})", f'<img src="{at}.png">'),
                source=line("docs/guide/help.md", at * 12, precision),
            ),
        )
        for at, precision in enumerate(Precision, start=1)
    )
    link = element("p > a.more", '<a class="more" href="#">more</a>', "more")
    spread = finding(
        "link-in-text-block",
        location("index.html", link, source=line("docs/index.md", 7)),
        location("guide/help.html", link, source=line("docs/guide/help.md", 40)),
        location("guide/phone.html", link, source=line("docs/_parts/more.md", 3)),
        location("guide/help.html", link, source=line("docs/_parts/more.md", 3)),
        location("guide/phone.html", link),
        scope=Scope.THEME,
    )
    return (*single, spread)


def in_source() -> tuple[Finding, ...]:
    """Return findings in the source: on pages, on none, and one in the configuration."""

    def written(file: str, number: int, snippet: str, page: str = "") -> Location:
        return location(page, variants=(), source=line(file, number), snippet=snippet)

    image = "![](map.png)"
    return (
        finding("unused-suppression", written("pyproject.toml", 41, ""), scope=Scope.SITE),
        finding("image-alt-in-source", written("docs/guide/help.md", 12, image, "guide/help.html")),
        finding(
            "image-alt-in-source",
            written("docs/_parts/map.md", 3, image, "index.html"),
            written("docs/_parts/map.md", 3, image, "guide/phone.html"),
        ),
        finding("image-alt-in-source", written("docs/orphan.md", 5, image)),
    )


def source_only() -> Report:
    """Return the report of an audit that looked at sources alone: its pages are source files."""
    files = ("docs/guide/help.md", "docs/index.md", "docs/broken.md")
    written = location(files[0], variants=(), source=line(files[0], 12), snippet="![](map.png)")
    return report(
        *files,
        tool=Tool(name="a11ycheck", version="0.1.0"),
        targets=("docs",),
        variants=(),
        weights=(),
        findings=(finding("image-alt-in-source", written),),
        rule_errors=(
            RuleError(
                rule=RuleId("image-alt-in-source"),
                page=files[2],
                message=plain_message("KeyError: 'alt'"),
            ),
        ),
    )
