"""Contrast of colours, as browsers compute them (WCAG 2.2, relative luminance and contrast ratio)."""

import re
from collections.abc import Sequence

__all__ = ["Colour", "contrast", "layered", "parse_colour"]

Colour = tuple[float, float, float, float]
"""Red, green and blue from 0 to 255, and alpha from 0 to 1."""

_COMPUTED = re.compile(r"rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)")
_DARK = 0.04045


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


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4
