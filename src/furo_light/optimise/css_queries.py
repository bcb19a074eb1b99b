"""Questions to the CSS of a page: which elements keep white space, and what sets the size of an image."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from furo_light.optimise.page_css import CssRule, parse_declarations

__all__ = ["Sizing", "elements_keeping_space", "keeps_white_space", "sizing_of"]

_SPACE = ("white-space", "white-space-collapse", "all")
_COLLAPSES = frozenset(
    {
        *("normal", "nowrap", "collapse", "wrap", "balance"),
        *("inherit", "initial", "unset", "revert", "revert-layer", "!important"),
    }
)
_WIDTHS, _HEIGHTS = ("width", "inline-size"), ("height", "block-size")
_RATIO = ("aspect-ratio", "zoom", "object-fit", "all")
_NO_LIMIT = frozenset({"auto", "none", "initial", "unset"})
_PSEUDO = re.compile(
    r"""(?P<kept>"[^"]*"|'[^']*'|\\.)|::?[-\w]+(?:\((?:[^()]|\([^()]*\))*\))?""", re.DOTALL
)
_PIXELS = re.compile(r"([\d.]+)px(?:\s*!important)?")
_PERCENT = re.compile(r"([\d.]+)%(?:\s*!important)?")
_LIMITS = (
    *("max-width", "max-inline-size"),
    *("max-height", "max-block-size", "min-width", "min-inline-size"),
    *("min-height", "min-block-size"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """What stylesheets set for the size of one image.

    `width`, `height`: a rule sets it. `height_is_free`: a rule sets `height: auto` unconditionally.
    `limits`: rules limit the width alone (`max-width`). `other`: other properties matter (`max-height`,
    `object-fit`). `share`, `pixels`: the width that is set, as a fraction of the page or in CSS pixels.
    """

    width: bool = False
    height: bool = False
    height_is_free: bool = False
    limits: bool = False
    other: bool = False
    share: float | None = None
    pixels: int | None = None

    @property
    def allows_width(self) -> bool:
        """Return whether a `width` attribute with the natural width changes nothing."""
        return not (self.height or self.other)

    @property
    def allows_height(self) -> bool:
        """Return whether a `height` attribute, beside `width`, changes nothing."""
        free = self.height_is_free or not (self.width or self.limits)
        return self.allows_width and free


def keeps_white_space(declarations: Mapping[str, str]) -> bool:
    """Return whether declarations keep white space, or may do so through a variable."""
    values = [declarations[name] for name in _SPACE if name in declarations]
    return any(set(value.split()) - _COLLAPSES for value in values)


def elements_keeping_space(tree: LexborHTMLParser, rules: Iterable[CssRule]) -> set[int]:
    """Return the ids of the elements that may keep white space; too many rather than too few."""
    selectors = {
        _widened(selector)
        for rule in rules
        if keeps_white_space(rule.declarations)
        for selector in rule.selectors
    }
    return {node.mem_id for selector in selectors for node in _matches(tree, selector)}


def sizing_of(node: LexborNode, rules: Sequence[CssRule], inline: str) -> Sizing:
    """Return what rules and a `style` attribute set for the size of an image."""
    found = [rule for rule in rules if _holds_for(node, rule)]
    own = parse_declarations(inline)
    tables = [*(rule.declarations for rule in found), own]
    sets_width = [value for value in _values(tables, _WIDTHS) if value not in _NO_LIMIT]
    limits = _values(tables, _LIMITS)
    free = any(_frees_height(rule, node) for rule in found) or own.get("height") == "auto"
    shares = [float(match[1]) / 100 for value in sets_width if (match := _PERCENT.fullmatch(value))]
    pixels = [ceil(float(match[1])) for value in sets_width if (match := _PIXELS.fullmatch(value))]
    return Sizing(
        width=bool(sets_width),
        height=any(value not in _NO_LIMIT for value in _values(tables, _HEIGHTS)),
        height_is_free=free,
        limits=bool(limits),
        other=bool(_values(tables, _RATIO)) or bool(_values(tables, _LIMITS[2:])),
        share=max(shares) if shares and len(shares) == len(sets_width) else None,
        pixels=max(pixels) if pixels and len(pixels) == len(sets_width) else None,
    )


def _values(tables: Iterable[Mapping[str, str]], names: Sequence[str]) -> list[str]:
    found = [table[name] for table in tables for name in names if name in table]
    return [value for value in found if value.removesuffix("!important").strip() != "none"]


def _frees_height(rule: CssRule, node: LexborNode) -> bool:
    """Return whether a rule sets `height: auto` for an image unconditionally."""
    if rule.conditional or rule.declarations.get("height") != "auto":
        return False
    plain = [selector for selector in rule.selectors if ":" not in selector]
    return any(_matches_node(node, selector) for selector in plain)


def _holds_for(node: LexborNode, rule: CssRule) -> bool:
    return any(_matches_node(node, _widened(selector)) for selector in rule.selectors)


@lru_cache(maxsize=4096)
def _widened(selector: str) -> str:
    """Return a selector without pseudo-classes: it matches all that the selector matches, and more."""
    plain = _PSEUDO.sub(lambda found: found["kept"] or "*", selector)
    # "a*" is no selector; "*" remains where a compound has nothing else left.
    return re.sub(r"(?<=[\w\]\-*])\*|\*(?=[.#\[\w])", "", plain)


def _matches(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return list(tree.css(selector))
    except SelectolaxError:
        # Lexbor does not know this selector: it may match any element.
        return list(tree.css("*"))


def _matches_node(node: LexborNode, selector: str) -> bool:
    try:
        return bool(node.css_matches(selector))
    except SelectolaxError:
        return True
