"""The files that pages are made of beside the lines that the source map names: included and shown files."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx

from a11ycheck.sphinxext.source_text import relative_path

__all__ = ["shared_sources", "sources_of_documents"]

_INSTALLED = frozenset({"site-packages", "dist-packages"})


def sources_of_documents(app: Sphinx, root: Path) -> Mapping[str, frozenset[str]]:
    """Return, for each document, its file, what it includes, and the images and downloads that it shows.

    These are the dependencies for which Sphinx reads a document again, such as the modules of autodoc.
    """
    env = app.env
    found: dict[str, set[str]] = {name: {str(env.doc2path(name))} for name in env.all_docs}
    for name, files in env.dependencies.items():
        if name in found:
            found[name] |= {str(Path(app.srcdir, file)) for file in files}
    for shown in (env.images, env.dlfiles):
        for file, (documents, _) in shown.items():
            for name in found.keys() & documents:
                found[name].add(str(Path(app.srcdir, file)))
    return {
        name: frozenset(relative_path(path, root) for path in paths)
        for name, paths in found.items()
    }


def shared_sources(app: Sphinx, root: Path) -> list[str]:
    """Return what every page is made of: conf.py, templates, and the extensions of the project itself."""
    return sorted({relative_path(str(path), root) for path in _shared(app, root)})


def _shared(app: Sphinx, root: Path) -> Iterator[Path]:
    confdir = Path(app.confdir)
    if (confdir / "conf.py").is_file():
        yield confdir / "conf.py"
    for folder in app.config.templates_path:
        yield from (path for path in (confdir / folder).rglob("*") if path.is_file())
    for name in app.extensions:
        file = getattr(sys.modules.get(name), "__file__", None)
        if file is None:
            continue
        path = Path(file).resolve()
        if path.is_relative_to(root.resolve()) and _INSTALLED.isdisjoint(path.parts):
            yield path
