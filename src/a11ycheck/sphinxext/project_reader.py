"""Read the sources of a Sphinx project without writing a page."""

import io
import logging
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from a11ycheck.errors import UserError
from a11ycheck.model import (
    CatalogueEntry,
    PageEvidence,
    Precision,
    SourceFact,
    SourceKind,
    SourceLocation,
)
from a11ycheck.sphinxext.records import FactRecord
from a11ycheck.sphinxext.source_facts import read_source_record, source_hashes
from a11ycheck.sphinxext.source_text import project_root, relative_path
from a11ycheck.web.atomic_files import make_ignored_folder

__all__ = ["ProjectSources", "find_configuration", "read_project", "read_sources"]

log = logging.getLogger(__name__)

_CONFIGURATION = "conf.py"
_NAME_FOLDER = "Name the source folder: a11ycheck source docs"
_EXTENSION = "a11ycheck.sphinxext"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSources:
    """The sources of a project: the evidence of each document, and (path in reports, path) of each file.

    `root` is the top of the project, `hashes` the SHA-256 of each file as it was read.
    """

    documents: tuple[PageEvidence, ...]
    sources: tuple[tuple[str, Path], ...]
    root: Path
    hashes: Mapping[str, str]


def read_project(folder: Path, configuration: Path | None, cache: Path) -> ProjectSources:
    """Read the changed documents of a project, and return the evidence of all documents.

    `configuration` is the folder of `conf.py`; None searches `folder` and the folders above. `cache` keeps
    the doctrees. UserError if Sphinx cannot read the project.
    """
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}.", "Name the folder of the sources.")
    confdir = configuration or find_configuration(folder.resolve())
    if not (confdir / _CONFIGURATION).is_file():
        raise UserError(f"There is no {_CONFIGURATION} in {confdir}.", _NAME_FOLDER)
    key = f"{folder.resolve()}\n{confdir.resolve()}"
    kept = cache / f"source-{sha256(key.encode()).hexdigest()[:16]}"
    try:
        make_ignored_folder(cache)
        # Output of a conf.py must not get into a report.
        with redirect_stdout(sys.stderr), patch_docutils(confdir), docutils_namespace():
            return _read(folder, confdir, kept)
    except (SphinxError, OSError) as error:
        message = f"Sphinx cannot read {folder}: {_reason(error)}"
        raise UserError(message, _hint(error)) from error


def _reason(error: Exception) -> str:
    """Return what an error says, of a traceback only its last line."""
    lines = str(error).strip().splitlines()
    return f"{lines[0]} {lines[-1].strip()}" if len(lines) > 1 else str(error)


def _hint(error: Exception) -> str:
    missing = (
        "Could not import extension",
        "No module named",
        "PackageNotFoundError",
        "ImportError",
    )
    if any(sign in str(error) for sign in missing):
        return "Install a11ycheck in the environment that builds this project, with its extensions."
    return "Run `sphinx-build` for more information."


def find_configuration(folder: Path, hint: str = _NAME_FOLDER) -> Path:
    """Return the nearest folder with a conf.py, from a folder upwards; UserError if there is none."""
    for parent in (folder, *folder.parents):
        if (parent / _CONFIGURATION).is_file():
            return parent
        if (parent / ".git").exists():
            break
    raise UserError(f"There is no {_CONFIGURATION} in {folder} or the folders above.", hint)


def _read(folder: Path, confdir: Path, kept: Path) -> ProjectSources:
    warnings = io.StringIO()
    app = Sphinx(
        srcdir=folder,
        confdir=confdir,
        outdir=kept / "out",
        doctreedir=kept / "doctrees",
        buildername="dummy",
        status=None,
        warning=warnings,
        tags=["html"],
        parallel=os.cpu_count() or 1,
    )
    app.setup_extension(_EXTENSION)
    _read_changed(app, kept.parent)
    for line in warnings.getvalue().splitlines():
        log.debug("Sphinx: %s", line)
    return read_sources(app)


def _read_changed(app: Sphinx, cache: Path) -> None:
    """Read the changed documents, and pickle the environment as Sphinx's own builders do.

    Extensions can write documents into the output folder, which is in the cache: they are no sources.
    """
    kept = Path(app.doctreedir) / ENV_PICKLE_FILENAME
    patterns = app.config.exclude_patterns
    try:
        app.config.exclude_patterns = [*patterns, relative_path(str(cache), Path(app.srcdir))]
        is_changed = bool(app.builder.read())
        # Sphinx reads all documents again if the setting is not that of conf.py.
        app.config.exclude_patterns = patterns
        if is_changed:
            scratch = kept.with_suffix(".new")
            with scratch.open("wb") as file:
                pickle.dump(app.env, file, pickle.HIGHEST_PROTOCOL)
            scratch.replace(kept)
    except BaseException:
        # The doctrees no longer belong to the pickled environment: the next run must read all documents.
        kept.unlink(missing_ok=True)
        raise


def read_sources(app: Sphinx) -> ProjectSources:
    """Return what the authors of all documents wrote; the page of an evidence is the path of its file."""
    root = project_root(Path(app.confdir))
    records = {name: read_source_record(app, name) for name in sorted(app.env.all_docs)}
    documents = tuple(
        PageEvidence(
            page=relative_path(str(app.env.doc2path(name)), root),
            source=tuple(_facts(record.facts, root)),
        )
        for name, record in records.items()
    )
    files = {fact.location.file for document in documents for fact in document.source or ()}
    files |= {document.page for document in documents}
    return ProjectSources(
        documents=documents,
        sources=tuple((name, root / name) for name in sorted(files)),
        root=root,
        hashes=source_hashes(records.values(), root),
    )


def _facts(records: list[FactRecord], root: Path) -> Iterator[SourceFact]:
    for record in records:
        entry = record.translation
        location = SourceLocation(
            file=relative_path(record.file, root),
            line=record.line,
            precision=Precision(record.precision),
            catalogue=CatalogueEntry(file=relative_path(entry[0], root), line=entry[1])
            if entry
            else None,
        )
        yield SourceFact(
            kind=SourceKind(record.kind),
            location=location,
            snippet=record.snippet,
            facts=msgspec.json.decode(record.facts),
        )
