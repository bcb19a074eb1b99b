"""Identify the language of a code block where its content leaves no doubt.

A language is certain if a parser accepts the text and the text contains a construct that no other common
language has. Everything else is left to the author.
"""

import ast
import json
import re
import warnings
from collections.abc import Callable
from typing import Any, Final

__all__ = ["certain_language"]

_SHEBANG = re.compile(r"#!\s*\S*/(?:env\s+(?:-S\s+)?)?(?P<name>[a-z]+)[\d.]*(?:\s.*)?")
_INTERPRETERS: Final = {
    **{name: name for name in ("sh", "bash", "zsh", "python", "perl", "ruby", "make")},
    "node": "javascript",
}
_PROMPT = re.compile(r"\$ \S")
_BLOCKS = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ImportFrom),
    *(ast.With, ast.AsyncWith, ast.Try),
)


def certain_language(text: str) -> str:
    """Return Pygments' name of the language, "" where it is not certain."""
    text = text.strip("\n")
    if not text.strip():
        return ""
    return next(filter(None, (identify(text) for identify in _IDENTIFIERS)), "")


def _by_shebang(text: str) -> str:
    found = _SHEBANG.fullmatch(text.partition("\n")[0])
    return _INTERPRETERS.get(found["name"], "") if found else ""


def _diff(text: str) -> str:
    headed = re.match(r"diff --git a/|--- \S.*\n\+\+\+ \S.*\n@@ ", text)
    hunks = re.search(r"^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@", text, re.MULTILINE)
    return "diff" if headed and hunks else ""


def _session(text: str) -> str:
    """Identify a session by its prompt; its output may be anything."""
    if text.startswith(">>> "):
        return "pycon"
    return "console" if _PROMPT.match(text) else ""


def _markup(text: str) -> str:
    head = text.lstrip().lower()
    if head.startswith("<!doctype html"):
        return "html"
    if not head.startswith("<?xml "):
        return ""
    from lxml import etree  # noqa: PLC0415 - only --fix needs it; rules are imported by every audit

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        etree.fromstring(text.strip().encode(), parser)
    except etree.XMLSyntaxError:
        return ""
    return "xml"


def _json(text: str) -> str:
    """Identify JSON by an object in it: a list of numbers could be many languages."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except ValueError:
        return ""
    objects = value if isinstance(value, list) else [value]
    return "json" if any(isinstance(item, dict) and item for item in objects) else ""


def _no_constant(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _python(text: str) -> str:
    """Identify Python by a statement that opens a block or imports a name from a module."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return "python" if any(isinstance(node, _BLOCKS) for node in tree.body) else ""


_IDENTIFIERS: tuple[Callable[[str], str], ...] = (
    *(_by_shebang, _diff, _session, _markup, _json, _python),
)
