"""Accepted findings: suppressed ones, known ones, and those that are fixed."""

from a11ycheck.model import Finding, Fixed, Outcome, Precision, Scope, Suppression
from sample_reports.parts import FEW, OVER_IMAGE, TOGGLE, element, finding, line, location


def suppressed() -> tuple[Finding, ...]:
    """Return findings that are suppressed: in the source, in the configuration, and a question."""
    image = element("img.map", '<img class="map" src="map.png">')
    configured = Suppression(
        reason="The map widget is fixed upstream; see its version 4.",
        where="pyproject.toml:41",
    )
    return (
        finding(
            "image-alt",
            location("guide/help.html", image, source=line("docs/guide/help.md", 61)),
            suppression=Suppression(
                reason="The map is described in the text above it.", where="docs/guide/help.md:60"
            ),
        ),
        finding(
            "button-name",
            *(location(page, TOGGLE) for page in FEW),
            scope=Scope.THEME,
            suppression=configured,
        ),
        finding(
            "link-in-text-block",
            location("index.html", element("p > a", '<a href="#">here</a>', "here")),
            outcome=Outcome.CANT_TELL,
            suppression=configured,
        ),
    )


def known() -> tuple[Finding, ...]:
    """Return findings that are in the baseline: two failed and one to review."""
    quote = element("blockquote > p", "<p>Pale words</p>", "Pale words")
    return (
        finding(
            "color-contrast",
            location(
                "guide/help.html", quote, source=line("docs/guide/help.md", 90, Precision.BLOCK)
            ),
            known=True,
        ),
        finding("region", location("index.html", element(".old", '<div class="old">')), known=True),
        finding(
            "color-contrast",
            location("guide/phone.html", quote),
            outcome=Outcome.CANT_TELL,
            messages=(OVER_IMAGE,),
            known=True,
        ),
    )


FIXED = (
    Fixed(rule="image-alt", file="docs/guide/phone.md", count=2),
    Fixed(rule="region", file="index.html", count=1),
)
