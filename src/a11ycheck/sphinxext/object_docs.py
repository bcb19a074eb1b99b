"""The text in a Python file that documents each of its objects: docstrings, and comments on attributes.

Names are qualified inside the module. autodoc reads the same from the running module, so that an object
can have several texts here, in the branches of a condition.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from a11ycheck.sphinxext.source_text import SourceText

__all__ = ["ObjectDoc", "docs_of", "parse"]

_COMMENT = re.compile(r"\s*#:")
_CONSTRUCTORS = frozenset({"__init__", "__new__"})
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = ast.ClassDef | _Function


class ObjectDoc(msgspec.Struct, frozen=True, gc=False):
    """The first and last line of the text that documents an object, without empty lines above it."""

    name: str
    first: int
    last: int


@lru_cache(maxsize=64)
def parse(text: SourceText) -> ast.Module:
    """Return the syntax tree of a file, an empty one if it is no Python of this version."""
    try:
        return ast.parse(text.text)
    except (SyntaxError, ValueError):
        return ast.Module(body=[], type_ignores=[])


def docs_of(text: SourceText, name: str) -> Sequence[ObjectDoc]:
    """Return the texts of an object, of which `name` is qualified by the module.

    An import can give the object another module than the file's.
    """
    known, classes = _docs(text)
    parts = name.split(".")
    for start in range(len(parts)):
        own = ".".join(parts[start:])
        found = (*known.get(own, ()), *known.get(f"{own}.__init__", ()))
        if found:
            # What a class inherits is not what a module names the same.
            owners = (".".join(parts[at:start]) for at in range(start))
            return () if any(owner in classes for owner in owners) else found
    return ()


@lru_cache(maxsize=64)
def _docs(text: SourceText) -> tuple[dict[str, list[ObjectDoc]], frozenset[str]]:
    """Return the texts of each object of a file by its name, and the names of the classes."""
    path = Path(text.name)
    module = path.parent.name if path.stem == "__init__" else path.stem
    tree = parse(text)
    known: dict[str, list[ObjectDoc]] = {}
    for doc in (*_docstring(tree, module), *_docs_in(tree.body, "", text)):
        known.setdefault(doc.name, []).append(doc)
    return known, frozenset(_class_names(tree.body, ""))


def _docs_in(body: Sequence[ast.AST], prefix: str, text: SourceText) -> Iterator[ObjectDoc]:
    """Yield the texts of what statements define."""
    for index, statement in enumerate(body):
        if isinstance(statement, _Definition):
            name = f"{prefix}{statement.name}"
            yield from _docstring(statement, name)
            if isinstance(statement, ast.ClassDef):
                yield from _docs_in(statement.body, f"{name}.", text)
            elif statement.name in _CONSTRUCTORS and prefix:
                yield from _docs_in(statement.body, f"{prefix}self.", text)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            following = body[index + 1] if index + 1 < len(body) else None
            for target in _targets(statement):
                own = prefix.removesuffix("self.") if isinstance(target, ast.Attribute) else prefix
                yield from _attribute_docs(statement, following, f"{own}{_name(target)}", text)
        else:
            for block in _blocks(statement):
                yield from _docs_in(block, prefix, text)


def _class_names(body: Sequence[ast.AST], prefix: str) -> Iterator[str]:
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            yield f"{prefix}{statement.name}"
            yield from _class_names(statement.body, f"{prefix}{statement.name}.")
        elif not isinstance(statement, _Function):
            for block in _blocks(statement):
                yield from _class_names(block, prefix)


def _blocks(statement: ast.AST) -> Iterator[Sequence[ast.AST]]:
    """Yield the blocks of a compound statement, such as the branches of a condition."""
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        if isinstance(block := getattr(statement, field, None), list):
            yield block


def _docstring(node: ast.Module | _Definition, name: str) -> Iterator[ObjectDoc]:
    if node.body:
        yield from _text_of(node.body[0], name)


def _text_of(statement: ast.AST | None, name: str) -> Iterator[ObjectDoc]:
    """Yield the text of a statement that is only a string."""
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant):
        return
    constant = statement.value
    if isinstance(constant.value, str):
        above = constant.value[: len(constant.value) - len(constant.value.lstrip())].count("\n")
        last = constant.end_lineno or constant.lineno
        yield ObjectDoc(name, min(constant.lineno + above, last), last)


def _targets(statement: ast.Assign | ast.AnnAssign) -> Iterator[ast.Name | ast.Attribute]:
    """Yield what a statement gives a value: names, and attributes of `self`."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    for target in targets:
        for part in target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]:
            is_own = isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
            if isinstance(part, ast.Name) or (isinstance(part, ast.Attribute) and is_own):
                yield part


def _name(target: ast.Name | ast.Attribute) -> str:
    return target.id if isinstance(target, ast.Name) else target.attr


def _attribute_docs(
    statement: ast.Assign | ast.AnnAssign, following: ast.AST | None, name: str, text: SourceText
) -> Iterator[ObjectDoc]:
    """Yield the texts of an attribute: a comment above it or on its last line, a string below it."""
    first = statement.lineno
    while _COMMENT.match(text.line(first - 1)):
        first -= 1
    if first < statement.lineno:
        yield ObjectDoc(name, first, statement.lineno - 1)
    last = statement.end_lineno or statement.lineno
    end = text.line(last).encode()[statement.end_col_offset or 0 :]
    if _COMMENT.match(end.decode()):
        yield ObjectDoc(name, last, last)
    yield from _text_of(following, name)
