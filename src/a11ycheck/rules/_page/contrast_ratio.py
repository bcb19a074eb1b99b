"""Contrast of colours, as browsers compute them (WCAG 2.2, relative luminance and contrast ratio)."""

import re
from collections.abc import Sequence

__all__ = ["Colour", "as_hex", "contrast", "expected_contrast", "layered", "parse_colour"]

Colour = tuple[float, float, float, float]
"""Red, green and blue from 0 to 255, and alpha from 0 to 1."""

_COMPUTED = re.compile(r"rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)")
_DARK = 0.04045
# WCAG 1.4.3: large text has 24 CSS pixels, or 18.66 in bold.
_LARGE = 24.0
_LARGE_BOLD = 18.66
_BOLD = 700
_RATIO = 4.5
_RATIO_OF_LARGE = 3.0


def parse_colour(text: str) -> Colour | None:
    """Return a computed colour, None if it is in another colour space than sRGB."""
    found = _COMPUTED.fullmatch(text)
    if not found:
        return None
    red, green, blue, alpha = found.groups(default="1")
    return float(red), float(green), float(blue), float(alpha)


def layered(colours: Sequence[str]) -> Colour | None:
    """Return the colour that layers show together, the uppermost first; None if one is unknown."""
    shown: Colour = (255, 255, 255, 1)
    for text in reversed(colours):
        colour = parse_colour(text)
        if colour is None:
            return None
        alpha = colour[3]
        red, green, blue = (
            above * alpha + below * (1 - alpha)
            for above, below in zip(colour[:3], shown[:3], strict=True)
        )
        shown = (red, green, blue, 1)
    return shown


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast of two opaque colours, from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def as_hex(colour: Colour) -> str:
    """Return an opaque colour as axe writes it, such as "#408090"."""
    return "#" + "".join(f"{round(part):02x}" for part in colour[:3])


def expected_contrast(size: float, weight: float) -> float:
    """Return the contrast that WCAG 1.4.3 expects of text of this size, in CSS pixels, and weight."""
    return _RATIO_OF_LARGE if size >= (_LARGE_BOLD if weight >= _BOLD else _LARGE) else _RATIO


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4
