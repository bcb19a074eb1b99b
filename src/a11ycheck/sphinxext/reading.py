"""Read the sources of a Sphinx project, and write no page."""

import io
import logging
import os
import pickle
import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from a11ycheck.errors import UserError
from a11ycheck.model import PageEvidence, SourceFact, SourceLocation
from a11ycheck.sphinxext.source import facts_of, hashes_of, project_root, relative

__all__ = ["Reading", "documents_of", "read_project"]

log = logging.getLogger(__name__)

_CONFIGURATION = "conf.py"
_EXTENSION = "a11ycheck.sphinxext"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: a document for each source file, and all files as (name for reports, path).

    `root` is the top of the project, `hashes` the SHA-256 of each file as it was read.
    """

    documents: tuple[PageEvidence, ...]
    sources: tuple[tuple[str, Path], ...]
    root: Path
    hashes: Mapping[str, str]


def read_project(folder: Path, configuration: Path | None, cache: Path) -> Reading:
    """Read what has changed of a project, and return what the authors of all its documents wrote.

    `configuration` is the folder of `conf.py`; None looks for it in `folder` and above. `cache` keeps
    what was read. UserError where Sphinx cannot read the project.
    """
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}.", "Name the folder of the sources.")
    confdir = configuration or _find_configuration(folder.resolve())
    if not (confdir / _CONFIGURATION).is_file():
        message = f"There is no {_CONFIGURATION} in {confdir}."
        raise UserError(message, "Name its folder with --conf-dir.")
    place = f"{folder.resolve()}\n{confdir.resolve()}"
    kept = cache / f"source-{sha256(place.encode()).hexdigest()[:16]}"
    try:
        # What a conf.py prints must not stand in a report.
        with redirect_stdout(sys.stderr), patch_docutils(confdir), docutils_namespace():
            return _read(folder, confdir, kept)
    except (SphinxError, OSError) as error:
        message = f"Sphinx cannot read {folder}: {error}"
        raise UserError(message, "`sphinx-build` says more.") from error


def _find_configuration(folder: Path) -> Path:
    for place in (folder, *folder.parents):
        if (place / _CONFIGURATION).is_file():
            return place
        if (place / ".git").exists():
            break
    message = f"There is no {_CONFIGURATION} in {folder}, nor above it."
    raise UserError(message, "Name its folder with --conf-dir.")


def _read(folder: Path, confdir: Path, kept: Path) -> Reading:
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
    _read_changed(app)
    for line in warnings.getvalue().splitlines():
        log.debug("Sphinx: %s", line)
    root = project_root(Path(app.confdir))
    documents = documents_of(app, root)
    files = {fact.location.file for document in documents for fact in document.source}
    files |= {document.page for document in documents}
    sources = tuple((name, root / name) for name in sorted(files))
    hashes = hashes_of(app, app.env.all_docs, root)
    return Reading(documents=documents, sources=sources, root=root, hashes=hashes)


def _read_changed(app: Sphinx) -> None:
    """Read what has changed, and keep the environment as Sphinx's own builders do."""
    kept = Path(app.doctreedir) / ENV_PICKLE_FILENAME
    try:
        if app.builder.read():
            scratch = kept.with_suffix(".new")
            with scratch.open("wb") as file:
                pickle.dump(app.env, file, pickle.HIGHEST_PROTOCOL)
            scratch.replace(kept)
    except BaseException:
        # Documents that were read belong to no kept environment: the next run starts anew.
        kept.unlink(missing_ok=True)
        raise


def documents_of(app: Sphinx, root: Path) -> tuple[PageEvidence, ...]:
    """Return what the authors of each document wrote; a document's name is its file's path from `root`."""
    return tuple(
        PageEvidence(
            page=relative(str(app.env.doc2path(name)), root),
            source=tuple(_facts(facts_of(app, [name]), root)),
        )
        for name in sorted(app.env.all_docs)
    )


def _facts(facts: Iterable[dict[str, object]], root: Path) -> Iterable[SourceFact]:
    for fact in facts:
        file, line, precision = msgspec.convert(fact["at"], tuple[str, int, str])
        location: dict[str, object] = {
            "file": relative(file, root),
            "line": line,
            "precision": precision,
        }
        if "catalogue" in fact:
            name, entry = msgspec.convert(fact["catalogue"], tuple[str, int])
            location["catalogue"] = {"file": relative(name, root), "line": entry}
        place = msgspec.convert(location, SourceLocation)
        yield msgspec.convert({**fact, "location": place}, SourceFact)
