"""What all sample reports are made of: rules, elements, locations, findings, weights."""

from dataclasses import replace
from typing import Any

from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Location,
    Message,
    MessageTemplate,
    Outcome,
    PageWeight,
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
_CONTRAST = MessageTemplate(
    "color-contrast.fail.default",
    "Element has insufficient color contrast of {contrastRatio} (foreground color: {fgColor}, "
    "background color: {bgColor}, font size: {fontSize}, font weight: {fontWeight}). Expected "
    "contrast ratio of {expectedContrastRatio}",
)
_WEIGHT = MessageTemplate("too-heavy", "Page weighs {total} compressed; the budget is {budget}")
# rule: impact, title, criteria, message
RULES: dict[str, tuple[Impact, str, tuple[str, ...], Message]] = {
    "image-alt": (
        Impact.CRITICAL,
        "Images must have alternative text",
        ("1.1.1",),
        Message("has-alt.fail", "Element does not have an alt attribute"),
    ),
    "color-contrast": (
        Impact.SERIOUS,
        "Elements must meet minimum color contrast ratio thresholds",
        ("1.4.3",),
        _CONTRAST.format(
            contrastRatio=2.32,
            fgColor="#aaaaaa",
            bgColor="#ffffff",
            fontSize="12.0pt (16px)",
            fontWeight="normal",
            expectedContrastRatio="4.5:1",
        ),
    ),
    "button-name": (
        Impact.CRITICAL,
        "Buttons must have discernible text",
        ("4.1.2",),
        Message(
            "button-has-visible-text.fail",
            "Element does not have inner text that is visible to screen readers",
        ),
    ),
    "link-in-text-block": (
        Impact.SERIOUS,
        "Links must be distinguishable without relying on color",
        ("1.4.1",),
        Message(
            "link-in-text-block-style.fail",
            "The link has no styling (such as underline) to distinguish it from the surrounding text",
        ),
    ),
    "region": (
        Impact.MODERATE,
        "All page content should be contained by landmarks",
        (),
        Message("region.fail", "Some page content is not contained by landmarks"),
    ),
    "reflow": (
        Impact.SERIOUS,
        "Pages must reflow at 320 CSS pixels without scrolling in two dimensions",
        ("1.4.10",),
        MessageTemplate("too-wide", "Page is {width} CSS pixels wide at 320 CSS pixels").format(
            width=512
        ),
    ),
    "duplicate-page-title": (
        Impact.MODERATE,
        "Page titles should be unique",
        ("2.4.2",),
        MessageTemplate("shared", "{count} pages share the title “{title}”").format(
            count=3, title="Help"
        ),
    ),
    "page-weight": (
        Impact.MINOR,
        "Pages should stay within their weight budget",
        (),
        _WEIGHT.format(total="212.4 kB", budget="100.0 kB"),
    ),
    "html-dir-matches-lang": (
        Impact.SERIOUS,
        "The direction of a page must match its language",
        ("1.3.2", "3.1.1"),
        MessageTemplate(
            "ltr", "The page is in Arabic (lang={lang}), but its direction is left to right"
        ).format(lang="ar"),
    ),
    "image-alt-in-source": (
        Impact.CRITICAL,
        "Images must have alternative text in the source",
        ("1.1.1",),
        Message("missing", "The image has no alternative text; its file name is used instead"),
    ),
    "unused-suppression": (
        Impact.MODERATE,
        "Suppressions should suppress something",
        (),
        MessageTemplate(
            "unused", "The suppression of {rule} matches nothing. Its reason was: {reason}"
        ).format(rule="region", reason="an old theme"),
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


def location(
    page: str,
    item: Element | None = None,
    variants: tuple[str, ...] = VARIANTS,
    source: SourceLocation | None = None,
    snippet: str = "",
) -> Location:
    """Return a location on one page ("": none), seen in all variants if none are named."""
    return Location(
        pages=(page,) if page else (),
        variants=variants,
        messages=(),
        element=item,
        source=source,
        snippet=snippet,
    )


def line(file: str, number: int, precision: Precision = Precision.EXACT) -> SourceLocation:
    """Return a line of a source file."""
    return SourceLocation(file=file, line=number, precision=precision)


def finding(rule: str, *locations: Location, **changes: Any) -> Finding:
    """Return a failed finding of a known rule on one page, but for the `changes`."""
    impact, title, criteria, message = RULES[rule]
    messages = changes.get("messages", (message,))
    number = abs(hash_of(locations))
    values: dict[str, Any] = {
        "rule": RuleId(rule),
        "engine": "a11ycheck" if rule in OWN else "axe",
        "title": title,
        "outcome": Outcome.FAILED,
        "impact": impact,
        "criteria": criteria,
        "messages": messages,
        "help_url": "" if rule in OWN else AXE_HELP + rule,
        "fingerprint": f"{rule}-{number:016x}",
        "fingerprint_v1": f"{rule}-{number + 1:016x}",
        "scope": Scope.PAGE,
        "locations": distinct(locations, messages),
    }
    return Finding(**(values | changes))


def distinct(
    locations: tuple[Location, ...], messages: tuple[Message, ...]
) -> tuple[Location, ...]:
    """Return each element once with all its pages, as findings hold them."""
    pages: dict[Location, list[str]] = {}
    for item in locations:
        alike = replace(item, pages=(), messages=item.messages or messages)
        pages.setdefault(alike, []).extend(item.pages)
    return tuple(replace(item, pages=tuple(found)) for item, found in pages.items())


def hash_of(locations: tuple[Location, ...]) -> int:
    """Return a number for the locations that is the same in every run."""
    return sum(ord(char) * (at + 1) for at, char in enumerate(repr(locations)))


def weights(*pages: str) -> tuple[PageWeight, ...]:
    """Return a weight for each page, each lighter than the one before."""
    return tuple(weight(page, 212_400 // (at + 1), 14 - at % 9) for at, page in enumerate(pages))


def weight(page: str, size: int, requests: int) -> PageWeight:
    """Return the cost of a page that is mostly an image, with a stylesheet and a script."""
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


OVER_IMAGE = Message(
    "color-contrast.incomplete.bgImage",
    "Element's background color could not be determined due to a background image",
)
IMAGE = element("figure > img", '<img src="_images/map.png" width="640">')
TOGGLE = element(".theme-toggle", '<button class="theme-toggle" type="button"><svg></svg></button>')
MANY = ("index.html", *(f"guide/page-{number:02}.html" for number in range(1, 41)))
FEW = ("index.html", "guide/help.html", "guide/phone.html")
