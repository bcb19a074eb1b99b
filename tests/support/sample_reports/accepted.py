"""What somebody accepts: suppressed findings, known ones, and those that are fixed."""

from a11ycheck.model import Finding, Fixed, Outcome, Precision, Scope, Suppression
from sample_reports.making import FEW, TOGGLE, element, finding, line, place


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
