"""Find the file and line of a docstring that autodoc shows, which a base class may have.

Only files of the project are read, and nothing is imported: a page can be written by another process
than the one that imported the module.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.source_text import is_foreign, read_source

__all__ = ["DOCSTRING", "described_place", "docstring_place"]

DOCSTRING = ":docstring of "
"""What autodoc puts between a file and the name of an object, as the source of a node."""

_MOST_FILES = 12

_Place = tuple[str, int]
# The file and name of a class.
_Class = tuple[str, str]


def docstring_place(file: str, name: str) -> _Place | None:
    """Return the file and first line of the docstring of an object; None if no file of the project has it.

    `name` is qualified by the module. The object can inherit the docstring from a class of another file.
    """
    if is_foreign(file):
        return None
    text = read_source(file)
    if text is None:
        return None
    if line := text.docstring_line(name):
        return file, line
    *_, owner, member = ("", *name.split("."))
    found = (*_inherited(file, owner, member, frozenset()), *_in_named_module(file, name))
    return found[0] if found else None


def described_place(node: nodes.Node) -> tuple[str, int] | None:
    """Return the file and first line of the docstring of an object that a node describes.

    Sphinx rewrites its fields, such as parameters, to nodes without lines.
    """
    if not isinstance(node, addnodes.desc) or node.line:
        return None
    content = node.children[-1]
    parts = (
        part for part in content.children if not isinstance(part, (addnodes.desc, addnodes.index))
    )
    sources = (
        str(part.source) for part in (node, content, *parts) if isinstance(part, nodes.Element)
    )
    file, mark, name = next((source for source in sources if DOCSTRING in source), "").partition(
        DOCSTRING
    )
    return docstring_place(file, name) if mark else None


def _in_named_module(file: str, name: str) -> Iterator[_Place]:
    """Yield where the module in a qualified name has the docstring; imports can have given it another."""
    parts = name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        for other in _files(file, ".".join(parts[:count]), 0, ""):
            text = None if is_foreign(other) else read_source(other)
            if text and (line := text.docstring_line(name)):
                yield other, line


def _inherited(file: str, owner: str, member: str, seen: frozenset[_Class]) -> Iterator[_Place]:
    """Yield where the bases of a class, and theirs, have the docstring of a member."""
    if (file, owner) in seen or len(seen) >= _MOST_FILES or is_foreign(file):
        return
    seen |= {(file, owner)}
    module = _module(file)
    found = next((item for item in _classes(module) if item.name == owner), None)
    if found is None:
        for other, name in _imports(module, file, owner):
            yield from _own_or_inherited(other, name, member, seen)
        return
    for base in found.bases:
        if isinstance(base, ast.Name):
            yield from _own_or_inherited(file, base.id, member, seen)
        elif isinstance(base, ast.Attribute) and isinstance(base.value, ast.Name):
            for other, _ in _imports(module, file, base.value.id):
                yield from _own_or_inherited(other, base.attr, member, seen)


def _own_or_inherited(
    file: str, owner: str, member: str, seen: frozenset[_Class]
) -> Iterator[_Place]:
    text = None if is_foreign(file) else read_source(file)
    if text and (line := text.docstring_line(f"{Path(file).stem}.{owner}.{member}")):
        yield file, line
    yield from _inherited(file, owner, member, seen)


@lru_cache(maxsize=64)
def _module(file: str) -> ast.Module:
    text = read_source(file)
    try:
        return ast.parse(text.text if text else "")
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def _classes(module: ast.Module) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(module) if isinstance(node, ast.ClassDef))


def _imports(module: ast.Module, file: str, name: str) -> Iterator[_Class]:
    """Yield the files that a name can be imported from, each with its name there."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if name == (alias.asname or alias.name):
                    for found in _files(file, node.module or "", node.level, alias.name):
                        yield found, alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if name == (alias.asname or alias.name):
                    for found in _files(file, alias.name, 0, ""):
                        yield found, alias.name


def _files(file: str, module: str, level: int, name: str) -> Iterator[str]:
    """Yield the files of a module, or of a module `name` in it, that exist beside a file."""
    parts = module.split(".") if module else []
    for root in _roots(Path(file), level):
        for path in (root.joinpath(*parts), root.joinpath(*parts, name) if name else None):
            if path is not None:
                candidates = (path.with_suffix(".py"), path / "__init__.py")
                yield from (str(item) for item in candidates if item.is_file())


def _roots(file: Path, level: int) -> Iterator[Path]:
    """Yield the folders from which an import counts: its package, or the folder above all packages."""
    if level:
        yield file.parents[level - 1]
        return
    folder = file.parent
    while (folder / "__init__.py").is_file():
        folder = folder.parent
    yield folder
