"""Keep what the authors of each document wrote, from the moment it is read, for the rules on the source."""

import os
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from a11ycheck.sphinxext.facts import Document, gather
from a11ycheck.sphinxext.files import forget_files
from a11ycheck.sphinxext.parts import drop_parts, read_part, write_part
from a11ycheck.sphinxext.translated import entry_of

__all__ = ["MESSAGES", "facts_of", "hashes_of", "numbered", "project_root", "relative", "setup"]

_KIND = "written"
MESSAGES = "messages"
"""The kind of part that holds what catalogues have for a document's messages."""

_AFTER_OTHERS = 900


_FIRST = 0


def setup(app: Sphinx) -> None:
    """Connect the gathering of facts to the reading of documents."""
    app.connect("env-get-outdated", _read_files_anew, priority=_FIRST)
    app.connect("env-purge-doc", _forget)
    app.connect("env-get-outdated", _unread)
    app.connect("doctree-read", _keep_facts, priority=_AFTER_OTHERS)


def _read_files_anew(*_event: object) -> Iterable[str]:
    forget_files()
    return ()


def _forget(app: Sphinx, _env: BuildEnvironment, docname: str) -> None:
    drop_parts(app.doctreedir, docname)


def _unread(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> Iterable[str]:
    """Return the documents that were read before this extension, or by another version of it."""
    return [name for name in env.all_docs if read_part(app.doctreedir, _KIND, name) is None]


def _keep_facts(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.docname
    document = Document(
        root=doctree,
        file=str(app.env.doc2path(docname)),
        default_language=str(app.config.highlight_language or "default"),
        is_shown=lambda expression: _holds(app, expression),
    )
    facts = gather(document)
    files = dict.fromkeys(fact["at"][0] for fact in facts)
    content = {"facts": facts, "files": {file: _digest(file) for file in files}}
    write_part(app.doctreedir, _KIND, docname, content)


def _digest(file: str) -> str:
    try:
        return sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return ""


def _holds(app: Sphinx, expression: str) -> bool:
    try:
        return bool(app.tags.eval_condition(expression))
    except ValueError:  # Sphinx says so itself, and shows the text
        return True


def facts_of(app: Sphinx, docnames: Iterable[str]) -> list[dict[str, Any]]:
    """Return the facts of documents, in the order of their names; files are absolute paths.

    A fact of translated text has `catalogue`: the file and the line of the translation.
    """
    found: list[dict[str, Any]] = []
    for docname in docnames:
        for kind in (_KIND, MESSAGES):
            found += (read_part(app.doctreedir, kind, docname) or {}).get("facts", [])
    return [_with_catalogue(app, fact) for fact in found]


def _with_catalogue(app: Sphinx, fact: dict[str, Any]) -> dict[str, Any]:
    message = fact.pop("message", None)
    if message and (entry := entry_of(app, (message[0], message[1]))):
        fact["catalogue"] = entry
    return fact


def hashes_of(app: Sphinx, docnames: Iterable[str], root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of documents as it was read; "" where it was in several states."""
    found: dict[str, str] = {}
    for docname in docnames:
        files = (read_part(app.doctreedir, _KIND, docname) or {}).get("files", {})
        for file, digest in files.items():
            name = relative(file, root)
            found[name] = digest if found.get(name, digest) == digest else ""
    return found


def numbered(
    facts: Iterable[dict[str, Any]], files: dict[str, int], root: Path
) -> list[dict[str, Any]]:
    """Return the facts as the map holds them: each file by its number in `files`, which grows."""

    def number(file: str) -> int:
        return files.setdefault(relative(file, root), len(files))

    found = []
    for fact in facts:
        file, line, precision = fact["at"]
        found.append({**fact, "at": [number(file), line, precision]})
        if "catalogue" in fact:
            catalogue, line = fact["catalogue"]
            found[-1]["catalogue"] = [number(catalogue), line]
    return found


def project_root(confdir: Path) -> Path:
    """Return the folder to which paths are relative: the repository's root, else the project's."""
    for folder in (confdir, *confdir.parents):
        if (folder / ".git").exists() or (folder / "pyproject.toml").is_file():
            return folder
    return confdir


@cache
def relative(file: str, root: Path) -> str:
    """Return a file's path from the root of its project, with slashes."""
    return Path(os.path.relpath(file, root)).as_posix()
