"""Find the file and line of a docstring that autodoc shows, which a base class may have.

Only files of the project are read, and nothing is imported: a page can be written by another process
than the one that imported the module.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from pathlib import Path

import msgspec
from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.object_docs import docs_of, parse
from a11ycheck.sphinxext.source_text import EMPTY, SourceText, is_foreign, read_source
from a11ycheck.sphinxext.word_search import first_line

__all__ = ["DOCSTRING", "DocPlace", "described_place", "docstring_place", "forget_docstrings"]

DOCSTRING = ":docstring of "
"""What autodoc puts between a file and the name of an object, as the source of a node."""

_MOST_FILES = 12
_WORD = re.compile(r"[^\W_]{2,}")

# The file and name of a class.
_Class = tuple[str, str]


class DocPlace(msgspec.Struct, frozen=True, gc=False):
    """Where the text that documents an object is: a file, and its first and last line."""

    file: str
    first: int
    last: int


def docstring_place(file: str, name: str, node: nodes.Node) -> DocPlace | None:
    """Return where the text of an object is, which a node shows; None if no file of the project has it.

    `name` is qualified by the module. The object can inherit its docstring from a class of another file.
    """
    places = _places(file, name)
    if len(places) <= 1:
        return places[0] if places else None
    # Branches of a condition can document the same object.
    return max(places, key=lambda place: _shared_words(place, node))


def forget_docstrings() -> None:
    """Forget all places, at the start of a build: a process can build several times."""
    _places.cache_clear()


@cache
def _places(file: str, name: str) -> tuple[DocPlace, ...]:
    """Return where the texts of an object are, in its file or one of those it is inherited from."""
    if is_foreign(file) or read_source(file) is None:
        return ()
    *_, owner, member = ("", *name.split("."))
    others = chain(_inherited(file, owner, member, frozenset()), _in_named_module(file, name))
    return tuple(_places_in(file, name)) or tuple(islice(others, 1))


def _places_in(file: str, name: str) -> Iterator[DocPlace]:
    """Yield where a file of the project has the text of an object."""
    text = None if is_foreign(file) else read_source(file)
    for doc in docs_of(text, name) if text else ():
        yield DocPlace(file, doc.first, doc.last)


def _shared_words(place: DocPlace, node: nodes.Node) -> int:
    """Return how many of the first words of a node are in a text."""
    text = read_source(place.file) or EMPTY
    written = "\n".join(text.lines[place.first - 1 : place.last])
    return sum(word in written for word in set(_WORD.findall(first_line(node))))


def described_place(node: nodes.Node) -> DocPlace | None:
    """Return where the docstring of an object is that a node describes.

    Sphinx rewrites its fields, such as parameters, to nodes without lines.
    """
    if not isinstance(node, addnodes.desc):
        return None
    content = node.children[-1]
    parts = (
        part for part in content.children if not isinstance(part, (addnodes.desc, addnodes.index))
    )
    for part in (*parts, content, node):
        file, mark, name = str(getattr(part, "source", "")).partition(DOCSTRING)
        if mark:
            return docstring_place(file, name, part)
    return None


def _in_named_module(file: str, name: str) -> Iterator[DocPlace]:
    """Yield where the module in a qualified name has the docstring; imports can have given it another."""
    parts = name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        for other in _files(file, ".".join(parts[:count]), 0, ""):
            yield from _places_in(other, name)


def _inherited(file: str, owner: str, member: str, seen: frozenset[_Class]) -> Iterator[DocPlace]:
    """Yield where the bases of a class, and theirs, have the docstring of a member."""
    if (file, owner) in seen or len(seen) >= _MOST_FILES or is_foreign(file):
        return
    seen |= {(file, owner)}
    text = read_source(file) or EMPTY
    found = _classes(text).get(owner)
    if found is None:
        for other, name in _imports(text, owner):
            yield from _own_or_inherited(other, name, member, seen)
        return
    for written in found.bases:
        base = written.value if isinstance(written, ast.Subscript) else written
        if isinstance(base, ast.Name):
            yield from _own_or_inherited(file, base.id, member, seen)
        elif isinstance(base, ast.Attribute) and isinstance(base.value, ast.Name):
            for other, _ in _imports(text, base.value.id):
                yield from _own_or_inherited(other, base.attr, member, seen)


def _own_or_inherited(
    file: str, owner: str, member: str, seen: frozenset[_Class]
) -> Iterator[DocPlace]:
    yield from _places_in(file, f"{owner}.{member}")
    yield from _inherited(file, owner, member, seen)


def _imports(text: SourceText, name: str) -> Iterator[_Class]:
    """Yield the files that a name can be imported from, each with its name there."""
    for module, level, original in _imported(text).get(name, ()):
        for found in _files(text.name, module, level, original):
            yield found, original or module


@lru_cache(maxsize=64)
def _imported(text: SourceText) -> dict[str, list[tuple[str, int, str]]]:
    """Return the module, level and original name of what a file imports, by its name there."""
    known: dict[str, list[tuple[str, int, str]]] = {}
    for node in ast.walk(parse(text)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found = node.module or "", node.level, alias.name
                known.setdefault(alias.asname or alias.name, []).append(found)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                known.setdefault(alias.asname or alias.name, []).append((alias.name, 0, ""))
    return known


@lru_cache(maxsize=64)
def _classes(text: SourceText) -> dict[str, ast.ClassDef]:
    """Return the classes of a file by their names, of equal names the first."""
    found = [node for node in ast.walk(parse(text)) if isinstance(node, ast.ClassDef)]
    return {node.name: node for node in reversed(found)}


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
