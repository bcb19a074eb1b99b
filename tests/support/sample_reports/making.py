"""What all sample reports are made of: rules, elements, places, findings, weights."""

from typing import Any

from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Outcome,
    PageWeight,
    Place,
    Precision,
    Report,
    Request,
    RuleId,
    Scope,
    SourceLocation,
    Tool,
)

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
TOGGLE = element(".theme-toggle", '<button class="theme-toggle" type="button"><svg></svg></button>')
MANY = ("index.html", *(f"guide/page-{number:02}.html" for number in range(1, 41)))
FEW = ("index.html", "guide/help.html", "guide/phone.html")
