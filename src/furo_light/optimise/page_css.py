"""The CSS rules of a page that concern white space and image sizes, from all stylesheets that it uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import tinycss2

from a11ycheck.web.regular_files import read_regular
from furo_light.optimise.parsed_page import ParsedPage
from furo_light.optimise.site_files import SiteFolder, SkipFileError, reason

__all__ = ["CssRule", "PageCss", "StylesheetReader", "parse_declarations"]

_RELEVANT = frozenset(
    {
        *("white-space", "white-space-collapse", "all"),
        *("width", "height", "inline-size", "block-size", "aspect-ratio", "zoom", "object-fit"),
        *("max-width", "max-height", "max-inline-size", "max-block-size"),
        *("min-width", "min-height", "min-inline-size", "min-block-size"),
    }
)
# Rules in these media queries always apply, or on every screen.
_ALWAYS = re.compile(r"\s*(?:|all|screen|only\s+screen)\s*", re.IGNORECASE)
_SENTINEL = "a11ycheck-sentinel"
_SKIPPED = frozenset({"font-face", "keyframes", "page", "property", "counter-style"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CssRule:
    """The selectors of a rule, its relevant declarations, and whether it applies only under a condition."""

    selectors: tuple[str, ...]
    declarations: Mapping[str, str]
    conditional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCss:
    """The rules for a page, and the URLs of stylesheets that are not in the folder."""

    rules: tuple[CssRule, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stylesheet:
    """The relevant rules of a stylesheet and the URLs that it imports; `error` is a syntax error."""

    rules: tuple[CssRule, ...] = ()
    imports: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class StylesheetReader:
    """Reads the stylesheets of a site, each file once."""

    site: SiteFolder
    _files: dict[Path, _Stylesheet] = field(default_factory=dict)

    def css_of(self, page: ParsedPage, path: Path) -> PageCss:
        """Return the rules for a page; SkipFileError for a stylesheet that cannot be read."""
        rules: list[CssRule] = []
        unknown: list[str] = []
        for node in page.tree.css("link[rel~=stylesheet i], style"):
            if node.tag == "style":
                sheet = _checked(_parse(node.text() or ""), f"in {self.site.name(path)}")
                found = self._with_imports(path, sheet, unknown, set())
            else:
                found = self._linked(path, node.attributes.get("href") or "", unknown, set())
            rules += [rule for sheet in found for rule in sheet.rules]
        return PageCss(rules=tuple(rules), unknown=tuple(unknown))

    def _linked(
        self, base: Path, url: str, unknown: list[str], seen: set[Path]
    ) -> Iterator[_Stylesheet]:
        file = self.site.file(base, url)
        if not url or file in seen:
            return
        if file is None or not file.is_file():
            unknown.append(url)
            return
        seen.add(file)
        name = self.site.name(file)
        if file not in self._files:
            try:
                self._files[file] = _parse(read_regular(file).decode("utf-8-sig", "replace"))
            except OSError as error:
                message = f"the stylesheet {name} cannot be read: {reason(error)}"
                raise SkipFileError(message) from None
        yield from self._with_imports(file, _checked(self._files[file], name), unknown, seen)

    def _with_imports(
        self, base: Path, sheet: _Stylesheet, unknown: list[str], seen: set[Path]
    ) -> Iterator[_Stylesheet]:
        for url in sheet.imports:
            yield from self._linked(base, url, unknown, seen)
        yield sheet


def _checked(sheet: _Stylesheet, name: str) -> _Stylesheet:
    if sheet.error:
        message = f"the stylesheet {name} has a syntax error ({sheet.error})"
        raise SkipFileError(message)
    return sheet


@lru_cache(maxsize=64)  # pages next to each other often have the same inline rules
def _parse(text: str) -> _Stylesheet:
    """Return what is relevant in a stylesheet.

    After an error browsers resume in different places. A string, bracket or comment that is left open
    swallows what follows, so the intention is unknown.
    """
    nodes = tinycss2.parse_stylesheet(f"{text}\n{_SENTINEL}{{}}", skip_comments=True)
    if error := _first_error(nodes):
        return _Stylesheet(error=error)
    if not any(_is_sentinel(node) for node in nodes[-1:]):
        return _Stylesheet(error="a comment, a string or a bracket is never closed")
    return _Stylesheet(
        rules=tuple(_rules(nodes[:-1], conditional=False)),
        imports=tuple(url for node in nodes if (url := _imported(node))),
    )


def parse_declarations(text: str) -> dict[str, str]:
    """Return the relevant declarations of a `style` attribute, by lower-case property."""
    nodes = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return _declarations(nodes)


def _first_error(nodes: Iterable[Any]) -> str:
    for node in nodes:
        if node.type == "error":
            return f"line {node.source_line}: {node.message.rstrip('.').lower()}"
        for part in ("prelude", "content", "arguments"):
            inner = getattr(node, part, None)
            if isinstance(inner, list) and (error := _first_error(inner)):
                return error
    return ""


def _is_sentinel(node: Any) -> bool:
    prelude = tinycss2.serialize(node.prelude).strip() if node.type == "qualified-rule" else ""
    return bool(prelude == _SENTINEL)


def _imported(node: Any) -> str:
    """Return the URL of an `@import`, "" for anything else."""
    if node.type != "at-rule" or node.lower_at_keyword != "import":
        return ""
    for part in node.prelude:
        if part.type in {"string", "url"}:
            return str(part.value)
        if part.type == "function" and part.lower_name == "url":
            return "".join(inner.value for inner in part.arguments if inner.type == "string")
    return ""


def _rules(nodes: Iterable[Any], *, conditional: bool) -> Iterator[CssRule]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _qualified(node, conditional=conditional)
        elif node.type == "at-rule" and node.content is not None:
            keyword = node.lower_at_keyword
            if keyword in _SKIPPED:
                continue
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            always = keyword == "layer" or (
                keyword == "media" and _ALWAYS.fullmatch(tinycss2.serialize(node.prelude))
            )
            yield from _rules(inner, conditional=conditional or not always)


def _qualified(node: Any, *, conditional: bool) -> Iterator[CssRule]:
    content = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    declarations = _declarations(content)
    if declarations:
        selectors = tuple(_selectors(node.prelude))
        yield CssRule(selectors=selectors, declarations=declarations, conditional=conditional)
    for inner in content:
        # A nested rule: a wider selector matches its elements, too, whichever these are.
        if inner.type in {"qualified-rule", "at-rule"} and inner.content is not None:
            yield from (
                CssRule(selectors=("*",), declarations=rule.declarations, conditional=True)
                for rule in _rules([inner], conditional=True)
            )


def _declarations(nodes: Iterable[Any]) -> dict[str, str]:
    return {
        node.lower_name: tinycss2.serialize(node.value).strip().lower()
        for node in nodes
        if node.type == "declaration" and node.lower_name in _RELEVANT
    }


def _selectors(prelude: Iterable[Any]) -> Iterator[str]:
    """Yield the selectors of a list, which only commas outside brackets separate."""
    part: list[Any] = []
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(node)
    yield tinycss2.serialize(part).strip()
