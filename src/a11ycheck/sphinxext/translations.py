"""Translated documents: their original text, and what their catalogues lack.

Each language of a site is a build of its own. The pages of the original are at the root of the site, those
of a translation in a folder named by its code.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.nodes import extract_messages

from a11ycheck.sphinxext.node_lines import EXACT, LineFinder, SourceLine
from a11ycheck.sphinxext.po_files import (
    MESSAGE_ATTRIBUTE,
    Entry,
    PoFile,
    differences,
    domain_of,
    po_folders,
    po_paths,
    read_po_file,
)
from a11ycheck.sphinxext.records import FactRecord, write_record
from a11ycheck.sphinxext.source_text import project_root, relative_path

__all__ = [
    "MESSAGE_RECORD",
    "CompareMessages",
    "KeepMessages",
    "compare_catalogues",
    "compare_messages",
    "is_translation",
    "site_folder",
]

logger = logging.getLogger(__name__)

MESSAGE_RECORD: Final = "messages"
"""The kind of record that holds the state of each message of a document."""

_BEFORE_TRANSLATION: Final = 15  # Sphinx keeps titles as they are at 10, and translates at 20
_SNIPPET: Final = 120
_QUOTED: Final = 60
_INTERFACE: Final = "sphinx"
_EXTRACTION: Final = "gettext"


def is_translation(config: Config) -> bool:
    """Return whether a build makes a translation: a listed language other than the first."""
    return config.language in list(config.a11ycheck_languages)[1:]


def site_folder(app: Sphinx) -> tuple[Path, str]:
    """Return the folder of the whole site, and the name of this build's folder in it ("" for the site)."""
    outdir, folder = Path(app.outdir), app.config.language
    inside = is_translation(app.config) and outdir.name == folder
    return (outdir.parent, folder) if inside else (outdir, "")


class KeepMessages(SphinxTransform):
    """Keep the original text of each node before it is translated, if there is a catalogue."""

    default_priority = _BEFORE_TRANSLATION

    def apply(self, **_options: Any) -> None:
        """Set the message keys of the nodes."""
        domain = domain_of(self.config, self.env.docname)
        if next(po_paths(self.env, domain), None) is not None:
            for node, text in extract_messages(self.document):
                setattr(node, MESSAGE_ATTRIBUTE, (domain, text))


def compare_messages(app: Sphinx, config: Config) -> None:
    """Add `CompareMessages` to builds of translations."""
    if is_translation(config):
        app.add_transform(CompareMessages)


def compare_catalogues(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Warn if a language has no catalogue, or one without a document."""
    if not is_translation(app.config) or app.builder.name == _EXTRACTION:
        return
    found = [(folder, path) for folder in po_folders(env) for path in sorted(folder.rglob("*.po"))]
    if not any(path.stem != _INTERFACE for _, path in found):
        message = "There is no catalogue for the language %r; its pages are not translated."
        _warn(next(po_folders(env)), 1, message, app.config.language)
    domains = {domain_of(app.config, docname) for docname in env.found_docs} | {_INTERFACE}
    for folder, path in found:
        if (domain := path.relative_to(folder).with_suffix("").as_posix()) not in domains:
            _warn(path, 1, "This catalogue is for %r, but there is no such document.", domain)


class CompareMessages(SphinxTransform):
    """Record the state of each message of a document: translated, missing or stale."""

    default_priority = _BEFORE_TRANSLATION

    def apply(self, **_options: Any) -> None:
        """Write the record, and warn about errors in the catalogue."""
        docname = self.env.docname
        path = next(po_paths(self.env, domain_of(self.config, docname)), None)
        catalogue = read_po_file(path) if path else None
        messages = list(_messages(self.document))
        texts = frozenset(text for _, text in messages)
        if catalogue is not None:
            _warn_of_errors(catalogue, texts)
        lines = LineFinder(str(self.env.doc2path(docname)))
        facts = [self._fact(node, text, catalogue, texts, lines) for node, text in messages]
        write_record(self.env.doctreedir, MESSAGE_RECORD, docname, facts)

    def _fact(
        self,
        node: nodes.Element,
        text: str,
        catalogue: PoFile | None,
        texts: frozenset[str],
        lines: LineFinder,
    ) -> FactRecord:
        line = lines.line(node)
        state, entry = _state(text, catalogue, texts)
        root = project_root(Path(self.env.srcdir))
        facts = {
            "state": state,
            "text": text[:_QUOTED],
            "language": self.config.language,
            "original": relative_path(line.file, root),
            "line": line.number,
            "catalogue": relative_path(str(catalogue.path), root) if catalogue else "",
        }
        if catalogue and entry:
            line = SourceLine(str(catalogue.path), entry.line, EXACT)
        return FactRecord(
            kind="message",
            file=line.file,
            line=line.number,
            precision=line.precision,
            snippet=text[:_SNIPPET],
            facts=msgspec.Raw(msgspec.json.encode(facts)),
        )


def _warn_of_errors(catalogue: PoFile, texts: frozenset[str]) -> None:
    if catalogue.problem:
        _warn(catalogue.path, 1, "This catalogue %s.", catalogue.problem)
    for entry in catalogue.entries.values():
        if entry.original in texts:
            for difference in differences(entry):
                _warn(catalogue.path, entry.line, "The translation %s.", difference)


def _warn(path: Path, line: int, message: str, *values: object) -> None:
    logger.warning(
        message, *values, type="a11ycheck", subtype="catalogue", location=f"{path}:{line}"
    )


def _state(text: str, catalogue: PoFile | None, texts: frozenset[str]) -> tuple[str, Entry | None]:
    """Return whether a message is `translated`, `missing` or `stale`, and its entry if it has one."""
    if catalogue is None:
        return "missing", None
    entry = catalogue.entries.get(text)
    if entry is None:
        older = catalogue.older_entry(text, texts)
        return ("stale", older) if older is not None and older.translation else ("missing", None)
    if not entry.translation:
        return "missing", entry
    return ("stale" if entry.fuzzy else "translated"), entry


def _messages(document: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Yield the messages that Sphinx extracts, without those of the fields above the document."""
    above = document.children[0] if document.children else None
    fields = set(above.findall()) if isinstance(above, nodes.field_list) else set()
    for node, text in extract_messages(document):
        if node not in fields:
            yield node, text
