"""Colours of code: two accessible Pygments styles, few spans in the page, few rules in its stylesheet.

Pygments gives every kind of token a class, whether or not the style draws it, so most bytes of a block are
spans without effect. Here a token gets a span only if a style draws it differently from plain text, and
tokens that look alike share one class. So do those of a project's styles (`pygments_style`,
`pygments_dark_style`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pygments.formatters import HtmlFormatter
from pygments.style import Style
from pygments.token import (
    STANDARD_TYPES,
    Comment,
    Error,
    Generic,
    Keyword,
    Name,
    Operator,
    String,
    Token,
    _TokenType,
)

from furo_light.theme.colours import DARK, LIGHT

__all__ = ["CodeCss", "CodeDark", "CodeLight", "CodeStyles", "light_formatter"]

Looks = tuple[tuple[str, Any, Any], ...]
"""The look of a token: each property with its value on light pages and on dark ones."""

_FLAGS: Final = {
    "bold": "font-weight:700",
    "italic": "font-style:italic",
    "underline": "text-decoration:underline",
}
_DRAWN: Final = ("color", "bgcolor", *_FLAGS)

_ROLES: Final[dict[_TokenType, str]] = {
    Comment: "m",
    Comment.Preproc: "k",
    Keyword: "k",
    Operator.Word: "k",
    Name.Tag: "k",
    Name.Decorator: "k",
    String: "w",
    Generic.Deleted: "d",
    Generic.Inserted: "t",
    Generic.Heading: "k",
    Generic.Subheading: "k",
    Generic.Prompt: "m",
    Generic.Traceback: "d",
    Error: "d",
}
"""Few colours: every page with code carries each span and each rule."""


def _styles(colours: Mapping[str, str]) -> dict[_TokenType, str]:
    coloured = {token: colours[name] for token, name in _ROLES.items()}
    return {**coloured, Generic.Strong: "bold", Generic.Emph: "italic"}


class CodeLight(Style):
    """Code on a light page."""

    name = "furo-light"
    background_color = LIGHT["s"]
    highlight_color = LIGHT["h"]
    styles = _styles(LIGHT)


class CodeDark(Style):
    """Code on a dark page."""

    name = "furo-light-dark"
    background_color = DARK["s"]
    highlight_color = DARK["h"]
    styles = _styles(DARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCss:
    """Rules for code, and the custom properties that they use beside the theme's colours."""

    rules: str = ""
    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)


class CodeStyles:
    """The classes for the tokens that a light and a dark style draw differently from plain text."""

    def __init__(self, light: type[Style], dark: type[Style]) -> None:
        """Take the style for light pages and the one for dark pages."""
        self._styles: tuple[Any, Any] = (light, dark)
        self._classes: dict[Looks, str] = {}
        self._looks: dict[str, Looks] = {}
        for token in STANDARD_TYPES:
            self.css_class(token)

    def _of(self, token: _TokenType) -> Looks:
        one, other = (style.style_for_token(token) for style in self._styles)
        return tuple((key, one[key], other[key]) for key in _DRAWN)

    def css_class(self, token: _TokenType) -> str:
        """Return the class for a token, "" if both styles draw it as plain text."""
        while token not in STANDARD_TYPES and token.parent is not None:
            token = token.parent
        looks, name = self._of(token), STANDARD_TYPES[token]
        if not name or looks == self._of(Token.Text):
            return ""
        if token[:1] != (
            "Generic",
        ):  # scripts that copy code find prompts and output by their class
            name = self._classes.setdefault(looks, name)
        self._looks.setdefault(name, looks)
        return name

    def css(self, classes: frozenset[str] | None = None) -> CodeCss:
        """Return the rules for the classes of a page; None is all classes."""
        css = _RuleWriter()
        one, other = self._styles
        if (one.background_color, other.background_color) != (LIGHT["s"], DARK["s"]):
            ground = ("bgcolor", one.background_color, other.background_color)
            css.add("pre", (*self._of(Token.Text), ground))
        for name, looks in self._looks.items():
            if classes is None or name in classes:
                css.add(f".{name}", looks)
        return css.result()


class _RuleWriter:
    """Collects rules, and joins those with the same declarations."""

    def __init__(self) -> None:
        self._rules: dict[str, list[str]] = {}
        self._light: dict[str, str] = {}
        self._dark: dict[str, str] = {}

    def add(self, selector: str, looks: Looks) -> None:
        declared = ";".join(self._declaration(*one) for one in looks if one[1] or one[2])
        self._rules.setdefault(declared, []).append(selector)

    def _declaration(self, what: str, one: Any, other: Any) -> str:
        if what in _FLAGS:
            return _FLAGS[what]
        ours, name = ("f", "color") if what == "color" else ("b", "background")
        light, dark = _digits(one or LIGHT[ours]), _digits(other or DARK[ours])
        variable = _PAIRS.get((light, dark))
        if variable is None:
            variable = f"{light}{dark}"
            self._light[variable], self._dark[variable] = f"#{light}", f"#{dark}"
        return f"{name}:var(--{variable})"

    def result(self) -> CodeCss:
        rules = "".join(f"{','.join(names)}{{{how}}}" for how, names in self._rules.items() if how)
        return CodeCss(rules=rules, light=self._light, dark=self._dark)


def _digits(colour: str) -> str:
    digits = colour.lstrip("#").lower()
    return digits if len(digits) == len("rrggbb") else "".join(digit * 2 for digit in digits)


_PAIRS: Final = {(_digits(LIGHT[name]), _digits(DARK[name])): name for name in LIGHT}


def light_formatter(styles: CodeStyles) -> type[HtmlFormatter[str]]:
    """Return Pygments' HTML formatter with the classes of `styles`."""

    class LightFormatter(HtmlFormatter[str]):
        def _get_css_classes(self, ttype: _TokenType) -> str:
            return styles.css_class(ttype)

    return LightFormatter
