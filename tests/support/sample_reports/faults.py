"""Faults of every scope, on pages and in sources, and questions for a person."""

from dataclasses import replace

from a11ycheck.model import (
    Finding,
    Outcome,
    Place,
    Precision,
    Report,
    RuleError,
    RuleId,
    Scope,
    Tool,
)
from sample_reports.making import (
    FEW,
    IMAGE,
    MANY,
    TOGGLE,
    element,
    finding,
    line,
    place,
    report,
)


def theme_fault() -> Finding:
    """Return one fault of the theme on 41 pages, at two selectors."""
    other = element("header > .theme-toggle", TOGGLE.html)
    places = (
        *(place(page, TOGGLE) for page in MANY[:38]),
        *(place(page, other) for page in MANY[38:]),
    )
    return finding("button-name", *places, scope=Scope.THEME)


def page_faults() -> tuple[Finding, ...]:
    """Return faults of several rules on three pages, eight of one rule on one page."""
    pale = (
        finding(
            "color-contrast",
            place(
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
            "region", place("index.html", element(".announcement", '<div class="announcement">'))
        ),
        finding("image-alt", place("guide/help.html", IMAGE)),
        *pale,
        finding("reflow", place("guide/phone.html", variants=("phone-light", "phone-dark"))),
        finding("page-weight", place("guide/phone.html")),
    )


def open_questions() -> tuple[Finding, ...]:
    """Return two things that a person has to judge."""
    over_picture = element(".hero h1", "<h1>Get help</h1>", "Get help")
    return (
        finding(
            "color-contrast",
            *(place(page, over_picture) for page in FEW),
            outcome=Outcome.CANT_TELL,
            message="The background cannot be read, because the text stands on a picture.",
        ),
        finding(
            "link-in-text-block",
            place("index.html", element("p > a", '<a href="#">here</a>', "here")),
            outcome=Outcome.CANT_TELL,
        ),
    )


def sources() -> tuple[Finding, ...]:
    """Return one fault for each precision of a source line, and one with places in several files."""
    single = tuple(
        finding(
            "image-alt",
            place(
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
        place("index.html", link, source=line("docs/index.md", 7)),
        place("guide/help.html", link, source=line("docs/guide/help.md", 40)),
        place("guide/phone.html", link, source=line("docs/_parts/more.md", 3)),
        place("guide/help.html", link, source=line("docs/_parts/more.md", 3)),
        place("guide/phone.html", link),
        scope=Scope.THEME,
    )
    return (*single, spread)


def in_source() -> tuple[Finding, ...]:
    """Return faults that were seen in the source: on pages, on none, and one in the configuration."""

    def written(file: str, number: int, snippet: str, page: str = "") -> Place:
        return replace(place(page, variants=(), source=line(file, number)), snippet=snippet)

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
    written = replace(
        place(files[0], variants=(), source=line(files[0], 12)), snippet="![](map.png)"
    )
    return report(
        *files,
        tool=Tool(name="a11ycheck", version="0.1.0"),
        targets=("docs",),
        variants=(),
        weights=(),
        findings=(finding("image-alt-in-source", written),),
        rule_errors=(
            RuleError(rule=RuleId("image-alt-in-source"), page=files[2], message="KeyError: 'alt'"),
        ),
    )
