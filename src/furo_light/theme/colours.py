"""The colours of the theme `furo_light`, in light and dark, and what furo calls them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["DARK", "FURO_NAMES", "LIGHT", "renamed"]

LIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "f": "#111",  # text
        "b": "#fff",  # behind text
        "m": "#555",  # less important text
        "s": "#eee",  # behind the sidebar, code, admonitions
        "l": "#ccc",  # lines
        "k": "#14c",  # links, notes, keywords
        "w": "#a40",  # warnings, strings
        "d": "#b02",  # dangers, what was deleted
        "t": "#162",  # tips, what was inserted
        "h": "#fe9",  # what a link led to, marked lines of code
    }
)
"""Colours on a light page. Each text colour has a contrast of at least 4.5:1 on `b`, `s` and `h`."""

DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "f": "#ddd",
        "b": "#111",
        "m": "#aaa",
        "s": "#222",
        "l": "#444",
        "k": "#8bf",
        "w": "#fa6",
        "d": "#f99",
        "t": "#8d9",
        "h": "#330",
    }
)
"""The same names on a dark page, with the same contrast."""

FURO_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "color-foreground-primary": "f",
        "color-background-primary": "b",
        "color-foreground-secondary": "m",
        "color-foreground-muted": "m",
        "color-background-secondary": "s",
        "color-code-background": "s",
        "color-background-border": "l",
        "color-brand-primary": "k",
        "color-brand-content": "k",
        "color-link": "k",
        "color-highlight-on-target": "h",
    }
)
"""furo's custom properties, as in its options `light_css_variables` and `dark_css_variables`."""


def renamed(variables: Mapping[str, str]) -> dict[str, str]:
    """Return a project's variables by our names where we have one; others keep their own."""
    return {FURO_NAMES.get(name, name): value for name, value in variables.items()}
