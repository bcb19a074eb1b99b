"""Record what the authors of each document wrote, as soon as it is read, for the rules on the source."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import msgspec
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from a11ycheck.sphinxext.docstrings import forget_docstrings
from a11ycheck.sphinxext.facts import Document, collect_facts
from a11ycheck.sphinxext.po_files import translation_location
from a11ycheck.sphinxext.records import FactRecord, delete_records, read_record, write_record
from a11ycheck.sphinxext.source_text import clear_source_cache, relative_path, source_line
from a11ycheck.sphinxext.translations import MESSAGE_RECORD

__all__ = [
    "SourceRecord",
    "forget_document",
    "read_source_record",
    "record_facts",
    "source_hashes",
    "start_reading",
    "unrecorded_documents",
]

_RECORD = "written"
_SNIPPET = 200


class SourceRecord(msgspec.Struct):
    """The facts of a document, and the SHA-256 of each file that they were read from, by absolute path."""

    facts: list[FactRecord]
    hashes: dict[str, str] = {}


def start_reading(*_event: object) -> Iterable[str]:
    """Forget the files that an earlier build of this process has read."""
    clear_source_cache()
    forget_docstrings()
    return ()


def forget_document(app: Sphinx, _env: BuildEnvironment, docname: str) -> None:
    """Delete the records of a document that is removed or read again."""
    delete_records(app.doctreedir, docname)


def unrecorded_documents(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> Iterable[str]:
    """Return the documents that were read without this extension, or by another version of it."""
    return [
        name
        for name in env.all_docs
        if read_record(app.doctreedir, _RECORD, name, SourceRecord) is None
    ]


def record_facts(app: Sphinx, doctree: nodes.document) -> None:
    """Record the facts of a document that was just read: later, Sphinx fills in what an author omitted."""
    docname = app.env.docname
    document = Document(
        root=doctree,
        file=str(app.env.doc2path(docname)),
        default_language=str(app.config.highlight_language or "default"),
        is_shown=lambda expression: _is_shown(app, expression),
    )
    facts = [
        FactRecord(
            kind=fact.kind,
            file=fact.line.file,
            line=fact.line.number,
            precision=fact.line.precision,
            snippet=source_line(fact.line.file, fact.line.number).strip()[:_SNIPPET],
            facts=msgspec.Raw(msgspec.json.encode(fact.facts)),
            message=fact.line.message,
        )
        for fact in collect_facts(document)
    ]
    hashes = {file: _digest(file) for file in dict.fromkeys(fact.file for fact in facts)}
    write_record(app.doctreedir, _RECORD, docname, SourceRecord(facts, hashes))


def _is_shown(app: Sphinx, expression: str) -> bool:
    try:
        return bool(app.tags.eval_condition(expression))
    except ValueError:  # Sphinx warns, and shows the text
        return True


def _digest(file: str) -> str:
    try:
        return sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return ""


def read_source_record(app: Sphinx, docname: str) -> SourceRecord:
    """Return what was recorded of a document, with the locations of its translations."""
    record = read_record(app.doctreedir, _RECORD, docname, SourceRecord) or SourceRecord([])
    messages = read_record(app.doctreedir, MESSAGE_RECORD, docname, list[FactRecord]) or []
    for fact in record.facts:
        if fact.message:
            fact.translation = translation_location(app.env, fact.message)
    record.facts += messages
    return record


def source_hashes(records: Iterable[SourceRecord], root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file by its path from `root`; "" for a file that changed between reads."""
    found: dict[str, str] = {}
    for record in records:
        for file, digest in record.hashes.items():
            name = relative_path(file, root)
            found[name] = digest if found.get(name, digest) == digest else ""
    return found
