"""The colours of the theme `furo_light`, for light and dark pages, and furo's names for them."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["DARK", "FURO_NAMES", "LIGHT", "palette", "renamed"]

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
    """Return a project's variables by our names, if we have one for them."""
    return {FURO_NAMES.get(name, name): value for name, value in variables.items()}


def palette(light: Mapping[str, str], dark: Mapping[str, str], *, switch: bool, css: str) -> str:
    """Return the rules that define colours as custom properties, for light and for dark.

    Only those that `css` uses are written. With `switch`, `data-theme` on the root decides first.
    """
    used = {name for name in {**light, **dark} if re.search(rf"var\(--{re.escape(name)}\b", css)}
    bright, dim = (_properties(colours, used) for colours in (light, dark))
    root = ":root:not([data-theme=light])" if switch else ":root"
    chosen = f":root[data-theme=dark]{{color-scheme:dark;{dim}}}" if switch else ""
    # Paper is white: dark colours are for screens.
    return (
        f":root{{color-scheme:light dark;{bright}}}"
        f"@media screen and (prefers-color-scheme:dark){{{root}{{{dim}}}}}"
        f"{'@media screen{' + chosen + '}:root[data-theme=light]{color-scheme:light}' if switch else ''}"
    )


def _properties(colours: Mapping[str, str], used: set[str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items() if name in used)
