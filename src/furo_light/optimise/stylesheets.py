"""What the stylesheets of a page say about white space and the size of pictures, and nothing else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tinycss2

__all__ = ["BrokenStylesheet", "Rule", "Sheet", "read_declarations", "read_sheet"]

_RELEVANT = frozenset(
    {
        *("white-space", "white-space-collapse", "all"),
        *("width", "height", "inline-size", "block-size", "aspect-ratio", "zoom", "object-fit"),
        *("max-width", "max-height", "max-inline-size", "max-block-size"),
        *("min-width", "min-height", "min-inline-size", "min-block-size"),
    }
)
# Rules in these hold always, or wherever somebody looks at a screen.
_ALWAYS = re.compile(r"\s*(?:|all|screen|only\s+screen)\s*", re.IGNORECASE)
_SENTINEL = "a11ycheck-sentinel"
_IMPORT = "import"
_NESTING = frozenset(
    {"media", "supports", "layer", "container", "scope", "document", "-moz-document"}
)
_SKIPPED = frozenset({"font-face", "keyframes", "page", "property", "counter-style"})


class BrokenStylesheet(Exception):  # noqa: N818 - it says what was found
    """A stylesheet with a syntax error; the text says on which line and what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule's selectors, its declarations that matter here, and whether it always holds."""

    selectors: tuple[str, ...]
    declarations: Mapping[str, str]
    conditional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rules of a stylesheet that matter here, and the addresses that it imports."""

    rules: tuple[Rule, ...] = ()
    imports: tuple[str, ...] = field(default=())


def read_sheet(text: str) -> Sheet:
    """Return what matters of a stylesheet; BrokenStylesheet for a syntax error.

    CSS says how a browser goes on after an error, and browsers of different age find errors in different
    places. A string, bracket or comment that is left open swallows what follows, so nobody can say what
    was meant.
    """
    nodes = tinycss2.parse_stylesheet(f"{text}\n{_SENTINEL}{{}}", skip_comments=True)
    _refuse_errors(nodes)
    if not any(_is_sentinel(node) for node in nodes[-1:]):
        message = "a comment, a string or a bracket is never closed"
        raise BrokenStylesheet(message)
    rules = list(_rules(nodes[:-1], conditional=False))
    imports = [address for node in nodes if (address := _imported(node))]
    return Sheet(rules=tuple(rules), imports=tuple(imports))


def read_declarations(text: str) -> dict[str, str]:
    """Return what matters of the declarations in a `style` attribute, by property in lower case."""
    nodes = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return _declarations(nodes)


def _refuse_errors(nodes: Iterable[Any]) -> None:
    for node in nodes:
        if node.type == "error":
            message = f"line {node.source_line}: {node.message.rstrip('.').lower()}"
            raise BrokenStylesheet(message)
        for part in ("prelude", "content", "arguments"):
            inner = getattr(node, part, None)
            if isinstance(inner, list):
                _refuse_errors(inner)


def _is_sentinel(node: Any) -> bool:
    prelude = tinycss2.serialize(node.prelude).strip() if node.type == "qualified-rule" else ""
    return bool(prelude == _SENTINEL)


def _imported(node: Any) -> str:
    """Return the address of an `@import`, "" for anything else."""
    if node.type != "at-rule" or node.lower_at_keyword != _IMPORT:
        return ""
    for part in node.prelude:
        if part.type in {"string", "url"}:
            return str(part.value)
        if part.type == "function" and part.lower_name == "url":
            return "".join(inner.value for inner in part.arguments if inner.type == "string")
    return ""


def _rules(nodes: Iterable[Any], *, conditional: bool) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _qualified(node, conditional=conditional)
        elif node.type == "at-rule" and node.content is not None:
            keyword = node.lower_at_keyword
            if keyword in _SKIPPED:
                continue
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            held = keyword in {"media", "layer"} and (
                keyword == "layer" or _ALWAYS.fullmatch(tinycss2.serialize(node.prelude))
            )
            yield from _rules(inner, conditional=conditional or not held)


def _qualified(node: Any, *, conditional: bool) -> Iterator[Rule]:
    content = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    declarations = _declarations(content)
    if declarations:
        selectors = tuple(_selectors(node.prelude))
        yield Rule(selectors=selectors, declarations=declarations, conditional=conditional)
    for inner in content:
        # A rule within a rule: whichever elements it is about, a wider selector finds them too.
        if inner.type in {"qualified-rule", "at-rule"} and inner.content is not None:
            yield from (
                Rule(selectors=("*",), declarations=rule.declarations, conditional=True)
                for rule in _rules([inner], conditional=True)
            )


def _declarations(nodes: Iterable[Any]) -> dict[str, str]:
    return {
        node.lower_name: tinycss2.serialize(node.value).strip().lower()
        for node in nodes
        if node.type == "declaration" and node.lower_name in _RELEVANT
    }


def _selectors(prelude: Iterable[Any]) -> Iterator[str]:
    """Yield the selectors of a list, which only commas outside of brackets separate."""
    part: list[Any] = []
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(node)
    yield tinycss2.serialize(part).strip()
