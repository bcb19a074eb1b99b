"""One shared set of awkward reports, by name; every reporter is tested on all of them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from a11ycheck.model import (
    Element,
    Finding,
    Fixed,
    Impact,
    Notice,
    NotTested,
    Outcome,
    PageWeight,
    Place,
    Precision,
    Report,
    Request,
    RuleError,
    RuleId,
    Scope,
    Skipped,
    SourceLocation,
    Suppression,
    Tool,
)

__all__ = ["HOSTILE", "SAMPLES"]

VARIANTS = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")
TOOL = Tool(name="a11ycheck", version="0.1.0", axe="4.14.1", browser="Chromium 156.0.1")
AXE_HELP = "https://dequeuniversity.com/rules/axe/4.14/"

# rule: impact, title, criteria, message
RULES: dict[str, tuple[Impact, str, tuple[str, ...], str]] = {
    "image-alt": (
        Impact.CRITICAL,
        "Images must have alternative text",
        ("1.1.1",),
        "Element does not have an alt attribute.",
    ),
    "color-contrast": (
        Impact.SERIOUS,
        "Elements must meet minimum color contrast ratio thresholds",
        ("1.4.3",),
        (
            "Element has insufficient color contrast of 2.32 (foreground color: #aaaaaa, "
            "background color: #ffffff, font size: 12.0pt (16px), font weight: normal). "
            "Expected contrast ratio of 4.5:1."
        ),
    ),
    "button-name": (
        Impact.CRITICAL,
        "Buttons must have discernible text",
        ("4.1.2",),
        "Element does not have inner text that is visible to screen readers.",
    ),
    "link-in-text-block": (
        Impact.SERIOUS,
        "Links must be distinguishable without relying on color",
        ("1.4.1",),
        "The link has insufficient color contrast of 1.9:1 with the surrounding text.",
    ),
    "region": (
        Impact.MODERATE,
        "All page content should be contained by landmarks",
        (),
        "Some page content is not contained by landmarks.",
    ),
    "reflow": (
        Impact.SERIOUS,
        "Pages can be read at 320 CSS pixels without scrolling in two dimensions",
        ("1.4.10",),
        "At 320 CSS pixels the page is 512 CSS pixels wide.",
    ),
    "duplicate-page-title": (
        Impact.MODERATE,
        "Each page has a title of its own",
        ("2.4.2",),
        "3 pages share the title “Help”.",
    ),
    "page-weight": (
        Impact.MINOR,
        "A first visit stays within the weight that was set",
        (),
        "A first visit costs 212.4 kB; the budget is 100.0 kB.",
    ),
    "html-dir-matches-lang": (
        Impact.SERIOUS,
        "The direction of the page fits its language",
        ("1.3.2", "3.1.1"),
        "The page is in Arabic (lang=ar), but its direction is left to right.",
    ),
}
RULES |= {
    "image-alt-in-source": (
        Impact.CRITICAL,
        "Images have a text in the source",
        ("1.1.1",),
        "This image has no text; the file's name stands in for it.",
    ),
    "unused-suppression": (
        Impact.MODERATE,
        "Suppressions hide something",
        (),
        "The suppression of region hides nothing. Its reason was: an old theme",
    ),
}
OWN = {
    "image-alt-in-source",
    "unused-suppression",
    "reflow",
    "duplicate-page-title",
    "page-weight",
    "html-dir-matches-lang",
}


def element(selector: str, html: str, text: str = "") -> Element:
    """Return an element of the page's own document."""
    return Element(target=(selector,), html=html, in_main=True, text=text)


def place(
    page: str,
    item: Element | None = None,
    variants: tuple[str, ...] = VARIANTS,
    source: SourceLocation | None = None,
) -> Place:
    """Return a place, seen in all variants where none are named."""
    return Place(page=page, variants=variants, element=item, source=source)


def line(file: str, number: int, precision: Precision = Precision.EXACT) -> SourceLocation:
    """Return a line of a source file."""
    return SourceLocation(file=file, line=number, precision=precision)


def finding(rule: str, *places: Place, **changes: Any) -> Finding:
    """Return a failed finding of a known rule on one page, but for the `changes`."""
    impact, title, criteria, message = RULES[rule]
    source = next((item.source for item in places if item.source), None)
    values: dict[str, Any] = {
        "rule": RuleId(rule),
        "engine": "a11ycheck" if rule in OWN else "axe",
        "title": title,
        "outcome": Outcome.FAILED,
        "impact": impact,
        "criteria": criteria,
        "message": message,
        "help_url": "" if rule in OWN else AXE_HELP + rule,
        "fingerprint": f"{rule}-{abs(hash_of(places)):016x}",
        "scope": Scope.PAGE,
        "places": places,
        "source": source,
    }
    return Finding(**(values | changes))


def hash_of(places: tuple[Place, ...]) -> int:
    """Return a number for the places that is the same in every run."""
    return sum(ord(char) * (at + 1) for at, char in enumerate(repr(places)))


def weights(*pages: str) -> tuple[PageWeight, ...]:
    """Return a weight for each page, each lighter than the one before."""
    return tuple(weight(page, 212_400 // (at + 1), 14 - at % 9) for at, page in enumerate(pages))


def weight(page: str, size: int, requests: int) -> PageWeight:
    """Return the cost of a page that is mostly a picture, with a style sheet and a script."""
    kinds = {"document": size // 8, "style": size // 16, "script": size // 5}
    kinds["image"] = size - sum(kinds.values())
    files = (("photo.jpg", "image"), ("theme.js?v=1f", "script"), (page, "document"))
    return PageWeight(
        page=page,
        wire_bytes=size,
        requests=requests,
        kinds=kinds,
        blocking=2,
        heaviest=tuple(
            Request(url=f"/{name}", kind=kind, status=200, wire_bytes=kinds[kind])
            for name, kind in files
        ),
        first_paint={"2g": 2.5 + size / 20_000, "edge": 1.7 + size / 48_000, "3g": 1.4},
    )


def report(*pages: str, **changes: Any) -> Report:
    """Return a report that audited these pages, but for the `changes`; the counts agree."""
    left = len(changes.get("skipped", ())) + len(changes.get("not_tested", ()))
    values: dict[str, Any] = {
        "tool": TOOL,
        "targets": ("build/html",),
        "variants": VARIANTS,
        "fail_on": Impact.MINOR,
        "planned": len(pages) + left,
        "audited": pages,
        "weights": weights(*pages),
        "rules_run": 104,
        "seconds": 12.3456,
        "started": "2026-03-01T09:30:00+00:00",
    }
    return Report(**(values | changes))


IMAGE = element("figure > img", '<img src="_images/map.png" width="640">')
PALE = element(
    ".lead > span", '<span style="color:#aaa">Call this number</span>', "Call this number"
)
TOGGLE = element(".theme-toggle", '<button class="theme-toggle" type="button"><svg></svg></button>')
MANY = ("index.html", *(f"guide/page-{number:02}.html" for number in range(1, 41)))
FEW = ("index.html", "guide/help.html", "guide/phone.html")


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


def suppressed() -> tuple[Finding, ...]:
    """Return findings that somebody accepts: in the source, in the configuration, and a question."""
    image = element("img.map", '<img class="map" src="map.png">')
    configured = Suppression(
        reason="The widget of the map is mended upstream; see its version 4.",
        where="pyproject.toml:41",
    )
    return (
        finding(
            "image-alt",
            place("guide/help.html", image, source=line("docs/guide/help.md", 61)),
            suppression=Suppression(
                reason="The map is described in the text above it.", where="docs/guide/help.md:60"
            ),
        ),
        finding(
            "button-name",
            *(place(page, TOGGLE) for page in FEW),
            scope=Scope.THEME,
            suppression=configured,
        ),
        finding(
            "link-in-text-block",
            place("index.html", element("p > a", '<a href="#">here</a>', "here")),
            outcome=Outcome.CANT_TELL,
            suppression=configured,
        ),
    )


def known() -> tuple[Finding, ...]:
    """Return findings that stand in the baseline: two faults and a question."""
    quote = element("blockquote > p", "<p>Pale words</p>", "Pale words")
    return (
        finding(
            "color-contrast",
            place("guide/help.html", quote, source=line("docs/guide/help.md", 90, Precision.BLOCK)),
            known=True,
        ),
        finding("region", place("index.html", element(".old", '<div class="old">')), known=True),
        finding(
            "color-contrast",
            place("guide/phone.html", quote),
            outcome=Outcome.CANT_TELL,
            message="The background cannot be read, because the text stands on a picture.",
            known=True,
        ),
    )


FIXED = (
    Fixed(rule="image-alt", file="docs/guide/phone.md", count=2),
    Fixed(rule="region", file="index.html", count=1),
)

UNUSUAL = (
    "docs/two  spaces/my file.md",
    "docs/یارمەتی/المساعدة.md",
    "docs/100% sure.md",
    "docs/a:b,c.md",
    "docs/#1 [draft](2).md",
    "docs/q?x=1&y=<2>.md",
    "-docs/+plus'quote\".md",
    "docs/not-utf8-\udce9.md",
)


def unusual_names() -> tuple[Finding, ...]:
    """Return one fault in each of some files whose names need care, and on pages named alike."""
    return tuple(
        finding(
            "image-alt",
            place(
                f"{file.removesuffix('.md')}.html",
                IMAGE,
                source=line(file, at) if at % 2 else None,
            ),
        )
        for at, file in enumerate(UNUSUAL, start=1)
    )


def many_places() -> Report:
    """Return a report with one fault in 1,200 places of 600 files, and one on 1,200 built pages."""
    pages = tuple(f"reference/page-{number:04}.html" for number in range(1200))
    link = element("p > a", '<a href="#">more</a>', "more")
    written = (
        place(page, link, source=line(f"docs/part-{at // 2:03}.md", at + 1))
        for at, page in enumerate(pages)
    )
    return report(
        *pages,
        findings=(
            finding("link-in-text-block", *written, scope=Scope.THEME),
            finding("button-name", *(place(page, TOGGLE) for page in pages), scope=Scope.THEME),
        ),
    )


HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "user\u202egnp.exe\u2066\u200f",
    "nul\x00 escape\x1b[31mred\x1b[0m bell\x07 c1\x9b",
    "half \ud83d of a pair \udc00",
    "[bold red]not markup[/bold red] :warning: {{ 7 * 7 }} {% raw %}",
    "<!-- --> ]]> <![CDATA[ &lt;&#0; </style></details></main>",
    "line\r\nbreak\u2028and\u2029more\ttab",
)


def hostile() -> Report:
    """Return a report whose every text comes from someone who means harm."""
    faults = tuple(
        finding(
            "image-alt",
            place(
                f"{text}.html",
                Element(target=(text, ("host", text)), html=text, text=f"{text}!"),
                source=line(text, 1),
            ),
            title=text,
            message=text,
            help_url="javascript:alert(1)",
            fingerprint=text,
        )
        for text in HOSTILE
    )
    accepted = tuple(
        replace(
            item,
            fingerprint=f"{item.fingerprint}?",
            suppression=Suppression(reason=text, where=text),
        )
        for item, text in zip(faults, HOSTILE, strict=True)
    )
    nasty = HOSTILE[0]
    request = Request(url=f"https://{HOSTILE[1]}/x.js", kind="script", blocked=True)
    return report(
        nasty,
        targets=HOSTILE,
        findings=(*faults, *accepted),
        fixed=tuple(Fixed(rule=text, file=text, count=1) for text in HOSTILE),
        weights=(PageWeight(page=nasty, wire_bytes=1, requests=1, blocked=(request,)),),
        not_tested=tuple(NotTested(page=text, reason=text) for text in HOSTILE),
        skipped=tuple(Skipped(page=text, reason=text) for text in HOSTILE),
        rule_errors=tuple(
            RuleError(rule=RuleId("image-alt"), page=text, message=text) for text in HOSTILE
        ),
        notices=tuple(Notice(page=text, message=text) for text in HOSTILE),
    )


def very_long() -> Report:
    """Return 500 faults on 100 pages, five of a rule on each, and one place that never seems to end."""
    pages = tuple(f"reference/module-{number:03}/index.html" for number in range(100))
    deep = "#furo-main-content > section:nth-child(4) > div.highlight-python.notranslate > div > pre > "
    faults = tuple(
        finding(
            ("color-contrast", "image-alt", "link-in-text-block", "region")[at // 5 % 4],
            place(
                pages[at // 5],
                element(
                    f"{'' if at % 5 else deep}span:nth-child({at})",
                    f'<span class="c1" id="line-{at}"># a comment in pale grey</span>',
                ),
                ("phone-light", "desktop-light"),
                line(f"docs/{pages[at // 5][:-5]}.md", at + 1, Precision.BLOCK),
            ),
        )
        for at in range(500)
    )
    endless = finding(
        "image-alt",
        place(pages[0], element("x" * 3000, f'<img src="data:image/png;base64,{"A" * 10_000}">')),
    )
    return report(*pages, findings=(*faults, endless), seconds=754.4, cached=61)


def right_to_left() -> Report:
    """Return a report on pages in Arabic and Sorani Kurdish, with their own joiners."""
    arabic = element(
        "main > p:nth-child(2)",
        '<p>اتصلي بالرقم <b dir="ltr">112</b> مجانًا</p>',
        "اتصلي بالرقم 112 مجانًا",
    )
    sorani = element('a[href="یارمەتی.html"]', '<a href="یارمەتی.html">لێرە</a>', "لێرە")
    return report(
        "ar/المساعدة.html",
        "ckb/یارمەتی.html",
        findings=(
            finding("html-dir-matches-lang", place("ar/المساعدة.html")),
            finding("color-contrast", place("ar/المساعدة.html", arabic)),
            finding("link-in-text-block", place("ckb/یارمەتی.html", sorani)),
        ),
    )


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
                page="index.html", message="The page opened a dialog, which was closed: “Hello”."
            ),
            Notice(
                page="guide/help.html", message="The page is not UTF-8: byte 0xe9 at offset 512."
            ),
        ),
    )


def not_tested() -> Report:
    """Return a report with pages that did not load, for two reasons, and faults on the others."""
    lost = (
        NotTested(page="guide/slow.html", reason="The page did not finish loading within 30 s."),
        NotTested(page="guide/loop.html", reason="The page did not finish loading within 30 s."),
        NotTested(page="https://example.org/gone", reason="The server answered 404 Not Found."),
    )
    return report(
        *FEW,
        not_tested=lost,
        skipped=(Skipped(page="genindex.html", reason="matches the pattern “genindex.html”"),),
        findings=(*page_faults()[:2], *suppressed()),
    )


def addresses() -> Report:
    """Return a report on pages that no folder holds, one of them with a query."""
    home, search = "https://example.org/", "https://example.org/search?q=a%20b&lang=ckb#top"
    return report(
        home,
        search,
        targets=("https://example.org/sitemap.xml",),
        findings=(
            finding("button-name", place(home, TOGGLE), place(search, TOGGLE), scope=Scope.THEME),
            finding("page-weight", place(search)),
        ),
        not_tested=(NotTested(page="http://[broken", reason="This is no address."),),
    )


def rule_errors() -> Report:
    """Return a report with a rule that threw on two pages, and one that judges the whole site."""
    return report(
        *FEW,
        rule_errors=(
            RuleError(rule=RuleId("reflow"), page=FEW[0], message="TypeError: x is undefined"),
            RuleError(rule=RuleId("reflow"), page=FEW[1], message="TypeError: x is undefined"),
            RuleError(rule=RuleId("duplicate-page-title"), page="", message="KeyError: 'title'"),
        ),
    )


def interrupted() -> Report:
    """Return a report that Ctrl-C cut short."""
    reason = "The audit was stopped before this page."
    return report(
        *MANY[:3],
        not_tested=tuple(NotTested(page=page, reason=reason) for page in MANY[3:]),
        findings=page_faults()[:1],
        interrupted=True,
    )


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
