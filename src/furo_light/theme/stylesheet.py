"""Select the rules of a stylesheet that can match something on a page.

This is for the theme's own stylesheets: rules, and rules within `@media` and `@supports`. A selector is
kept if the page has every tag, class, id and attribute that it names and, for `nav ul ul`, elements in
these places. That keeps a few rules too many, and never too few: what a script adds later has
its rules in the script's own stylesheet.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import tinycss2
from selectolax.lexbor import LexborHTMLParser

from a11ycheck.errors import UserError

__all__ = ["Names", "Stylesheet", "names_in"]

_CLASSES = re.compile(r"""\sclass=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_IDS = re.compile(r"""\sid=["']?([^\s>"']+)""")
_TAGS = re.compile(r"<([a-zA-Z][\w-]*)")
_ATTRIBUTES = re.compile(r"""\s([a-z][a-z-]*)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?(?=[\s>/])""")
_OPEN_TAGS = re.compile(r"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")

_LANGUAGE_LINK = re.compile(r'(<a [^>]*\bhreflang="[^"]*" lang="[^"]*") dir="\w+"')
"""The name of a language, one or two words, needs no rules for text of its direction."""

_NOT = re.compile(r":(?:not|where)\([^()]*\)")
_PSEUDO = re.compile(r"::?[a-z-]+")
_IN_SELECTOR = re.compile(
    r"""\.(?P<cls>[\w-]+)|\#(?P<id>[\w-]+)|\[(?P<attr>[a-z-]+)(?:[~|^$*]?=["']?(?P<value>[^"'\]]*)["']?)?\]"""
    r"""|(?<![\w-])(?P<tag>[a-z][a-z0-9]*)(?![\w(-])"""
)
_PLACES = re.compile(r"[\w.#=\"\[\]-]+(?:[ >]+[\w.#=\"\[\]-]+)+")
"""A selector of elements within others, without pseudo-classes: the page alone decides."""

_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,<=>~!])\s*")
_ZERO = re.compile(r"(?<![\d.])0(?=\.\d)")
_COLON = re.compile(r"(?<=[\w-]):\s+")

_ALWAYS: Final = frozenset({"html", "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The tags, classes and ids of a page, its attributes as `name` and `name=value`, and its elements."""

    tags: frozenset[str]
    classes: frozenset[str]
    ids: frozenset[str]
    attributes: frozenset[str]
    elements: LexborHTMLParser | None = None


def names_in(html: str) -> Names:
    """Return the names in the tags of a page."""
    html = _LANGUAGE_LINK.sub(r"\1", html)
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
        elements=LexborHTMLParser(html),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One rule: its selectors with the names in each, and its minified declarations."""

    selectors: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    declarations: str

    def kept(self, names: Names | None) -> str:
        """Return the selectors that can match something named in `names`; None is all."""
        return ",".join(
            text
            for text, needs in self.selectors
            if names is None or (_met(needs, names) and _is_somewhere(text, names))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Rules under a condition, such as `@media print`, and further groups among them."""

    condition: str
    parts: tuple["_Rule | _Group", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylesheet:
    """A parsed stylesheet: its rules, and those under conditions, in their order."""

    parts: tuple[_Rule | _Group, ...]

    @classmethod
    def parse(cls, css: str, name: str) -> "Stylesheet":
        """Read a stylesheet; `name` is for the message of the UserError about a syntax error."""
        parsed = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        return cls(parts=tuple(_part(node, name) for node in parsed))

    def css(self, names: Names | None = None) -> str:
        """Return the rules, minified: those that can match something named in `names`; None is all."""
        return _written(self.parts, names)


def _part(node: Any, name: str) -> _Rule | _Group:
    _refuse_error(node, name)
    if node.type == "qualified-rule":
        return _rule(node)
    inner = tinycss2.parse_rule_list(node.content or [], skip_comments=True, skip_whitespace=True)
    return _Group(
        condition=f"@{node.at_keyword} {_minified(tinycss2.serialize(node.prelude))}",
        parts=tuple(_part(one, name) for one in inner),
    )


def _refuse_error(node: Any, name: str) -> None:
    if node.type == "error":
        message = f"{name}, line {node.source_line}: {node.message}"
        raise UserError(message, "Fix the syntax of the stylesheet.")


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


def _is_somewhere(selector: str, names: Names) -> bool:
    """Return whether the page has what a selector of elements within others matches; True if unknown."""
    if names.elements is None or not _PLACES.fullmatch(selector):
        return True
    return names.elements.css_first(selector) is not None


def _written(parts: Iterable[_Rule | _Group], names: Names | None) -> str:
    """Return rules as text; neighbours whose selectors have become equal are one rule."""
    blocks: list[tuple[str, str]] = []
    for part in parts:
        if isinstance(part, _Group):
            head, body = part.condition, _written(part.parts, names)
        else:
            head, body = part.kept(names), part.declarations
        if blocks and isinstance(part, _Rule) and blocks[-1][0] == head:
            blocks[-1] = head, f"{blocks[-1][1]};{body}"
        elif head and body:
            blocks.append((head, body))
    return "".join(f"{head}{{{body}}}" for head, body in blocks)
