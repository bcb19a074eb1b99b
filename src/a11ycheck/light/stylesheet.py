"""Write into a page only those rules of a stylesheet that something on the page can match.

This works on the theme's own stylesheets: rules, and rules within one `@media` or `@supports`. A
selector is kept when every tag, class, id and attribute that it names stands somewhere in the page.
That keeps a little too much, and never too little: what a script adds later has its rules in that
script's own stylesheet.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import tinycss2

from a11ycheck.errors import UserError

__all__ = ["Names", "Stylesheet", "names_in", "palette"]

_CLASSES = re.compile(r"""\sclass=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_IDS = re.compile(r"""\sid=["']?([^\s>"']+)""")
_TAGS = re.compile(r"<([a-zA-Z][\w-]*)")
_ATTRIBUTES = re.compile(r"""\s([a-z][a-z-]*)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?(?=[\s>/])""")
_OPEN_TAGS = re.compile(r"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")

_NOT = re.compile(r":(?:not|where)\([^()]*\)")
_PSEUDO = re.compile(r"::?[a-z-]+")
_IN_SELECTOR = re.compile(
    r"""\.(?P<cls>[\w-]+)|\#(?P<id>[\w-]+)|\[(?P<attr>[a-z-]+)(?:[~|^$*]?=["']?(?P<value>[^"'\]]*)["']?)?\]"""
    r"""|(?<![\w-])(?P<tag>[a-z][a-z0-9]*)(?![\w(-])"""
)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>~!])\s*")
_ZERO = re.compile(r"(?<![\d.])0(?=\.\d)")
_COLON = re.compile(r"(?<=[\w-]):\s+")

_ALWAYS: Final = frozenset({"html", "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a page has: its tags, classes, ids, and attributes as `name` and `name=value`."""

    tags: frozenset[str]
    classes: frozenset[str]
    ids: frozenset[str]
    attributes: frozenset[str]


def names_in(html: str) -> Names:
    """Return the names that stand in the tags of a page."""
    tags = "".join(dict.fromkeys(_OPEN_TAGS.findall(html)))
    classes = (name for found in _CLASSES.findall(tags) for name in "".join(found).split())
    attributes = set()
    for name, *values in _ATTRIBUTES.findall(tags):
        attributes |= {name, f"{name}={''.join(values)}"}
    return Names(
        tags=frozenset(tag.lower() for tag in _TAGS.findall(tags)) | _ALWAYS,
        classes=frozenset(classes),
        ids=frozenset(_IDS.findall(tags)),
        attributes=frozenset(attributes),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One rule: its selectors with what each names, and its minified declarations."""

    selectors: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    declarations: str

    def css(self, names: Names | None) -> str:
        kept = [text for text, needs in self.selectors if names is None or _met(needs, names)]
        return f"{','.join(kept)}{{{self.declarations}}}" if kept else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylesheet:
    """A parsed stylesheet: pairs of a condition (such as `@media print`; empty for none) and its rules."""

    parts: tuple[tuple[str, tuple[_Rule, ...]], ...]

    @classmethod
    def parse(cls, css: str, name: str) -> "Stylesheet":
        """Read a stylesheet; `name` is for the message of the UserError about a syntax error."""
        parsed = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        return cls(parts=tuple(_parts(parsed, name)))

    def css(self, names: Names | None = None) -> str:
        """Return the rules, minified: those that can match something named in `names`; None is all."""
        return "".join(_written(condition, rules, names) for condition, rules in self.parts)


def palette(light: Mapping[str, str], dark: Mapping[str, str], *, switch: bool, css: str) -> str:
    """Return the rules that define colours as custom properties, for light and for dark.

    Only those that `css` uses are written. With `switch`, `data-theme` on the root decides first.
    """
    used = {name for name in {**light, **dark} if re.search(rf"var\(--{re.escape(name)}\b", css)}
    bright, dim = (_properties(colours, used) for colours in (light, dark))
    root = ":root:not([data-theme=light])" if switch else ":root"
    chosen = f":root[data-theme=dark]{{color-scheme:dark;{dim}}}" if switch else ""
    # Paper is white: the dark colours are for screens.
    return (
        f":root{{color-scheme:light dark;{bright}}}"
        f"@media screen and (prefers-color-scheme:dark){{{root}{{{dim}}}}}"
        f"{'@media screen{' + chosen + '}:root[data-theme=light]{color-scheme:light}' if switch else ''}"
    )


def _properties(colours: Mapping[str, str], used: set[str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items() if name in used)


def _parts(nodes: list[Any], name: str) -> Iterator[tuple[str, tuple[_Rule, ...]]]:
    plain: list[_Rule] = []
    for node in nodes:
        if node.type == "qualified-rule":
            plain.append(_rule(node))
            continue
        _refuse_error(node, name)
        if plain:
            yield "", tuple(plain)
            plain = []
        inner = tinycss2.parse_rule_list(
            node.content or [], skip_comments=True, skip_whitespace=True
        )
        for rule in inner:
            _refuse_error(rule, name)
        condition = f"@{node.at_keyword} {_minified(tinycss2.serialize(node.prelude))}"
        yield condition, tuple(_rule(rule) for rule in inner)
    if plain:
        yield "", tuple(plain)


def _refuse_error(node: Any, name: str) -> None:
    if node.type == "error":
        message = f"{name}, line {node.source_line}: {node.message}"
        raise UserError(message, "Mend the syntax of the stylesheet.")


def _rule(node: Any) -> _Rule:
    selectors = (_minified(one) for one in _split(tinycss2.serialize(node.prelude)))
    return _Rule(
        selectors=tuple((selector, tuple(_needs(selector))) for selector in selectors),
        declarations=_declarations(node),
    )


def _declarations(node: Any) -> str:
    content = [token for token in node.content if token.type != "comment"]
    return _minified(tinycss2.serialize(content)).rstrip(";")


def _split(prelude: str) -> list[str]:
    """Split a list of selectors at its outer commas."""
    return re.split(r",(?![^()]*\))", prelude)


def _minified(css: str) -> str:
    tight = _COLON.sub(":", _AROUND.sub(r"\1", _SPACE.sub(" ", css)))
    return _ZERO.sub("", tight).strip()


def _needs(selector: str) -> Iterator[tuple[str, str]]:
    plain = _PSEUDO.sub("", _NOT.sub("", selector))
    for found in _IN_SELECTOR.finditer(plain):
        kind = found.lastgroup or ""
        if found["attr"]:
            value = found["value"]
            yield "attr", found["attr"] if value is None else f"{found['attr']}={value}"
        else:
            yield kind, found[kind]


def _met(needs: tuple[tuple[str, str], ...], names: Names) -> bool:
    having = {
        "tag": names.tags,
        "cls": names.classes,
        "id": names.ids,
        "attr": names.attributes,
    }
    return all(name in having[kind] for kind, name in needs)


def _written(condition: str, rules: tuple[_Rule, ...], names: Names | None) -> str:
    css = "".join(rule.css(names) for rule in rules)
    return f"{condition}{{{css}}}" if condition and css else css
