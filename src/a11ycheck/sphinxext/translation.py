"""Compare each document with its catalogue while it is translated: what is missing, stale or broken."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.nodes import extract_messages

from a11ycheck.sphinxext.catalogues import (
    Catalogue,
    Entry,
    catalogue_of,
    differences,
    domain_of,
    folders,
)
from a11ycheck.sphinxext.language_builds import is_translation
from a11ycheck.sphinxext.lines import line_of
from a11ycheck.sphinxext.parts import write_part
from a11ycheck.sphinxext.source import MESSAGES, project_root, relative

__all__ = ["CompareMessages", "setup"]

logger = logging.getLogger(__name__)

_BEFORE_TRANSLATION: Final = 15
_LATE: Final = 900
_SHOWN: Final = 120
_QUOTED: Final = 60
_INTERFACE: Final = "sphinx"
_EXTRACTION: Final = "gettext"


def setup(app: Sphinx) -> None:
    """Connect to the build of a translation; to no other."""
    app.connect("config-inited", _use, priority=_LATE)
    app.connect("env-before-read-docs", _compare_with_pages)


def _use(app: Sphinx, config: Config) -> None:
    if is_translation(config):
        app.add_transform(CompareMessages)


def _warn(path: Path, line: int, message: str, *values: object) -> None:
    logger.warning(
        message, *values, type="a11ycheck", subtype="catalogue", location=f"{path}:{line}"
    )


def _compare_with_pages(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Say where a language has no catalogue, or one for a page that is no more."""
    if not is_translation(app.config) or app.builder.name == _EXTRACTION:
        return
    found = [(folder, path) for folder in folders(env) for path in sorted(folder.rglob("*.po"))]
    if not any(path.stem != _INTERFACE for _, path in found):
        message = "There is no catalogue for %r: its pages stay in the original's words."
        _warn(next(folders(env)), 1, message, app.config.language)
    domains = {domain_of(app.config, docname) for docname in env.found_docs} | {_INTERFACE}
    for folder, path in found:
        if (domain := path.relative_to(folder).with_suffix("").as_posix()) not in domains:
            _warn(path, 1, "This catalogue is for %r, and there is no such page any more.", domain)


class CompareMessages(SphinxTransform):
    """Note for each message of a document what its catalogue has for it."""

    default_priority = _BEFORE_TRANSLATION

    def apply(self, **_kwargs: Any) -> None:
        """Write the notes beside the doctree, and warn of what is broken."""
        docname = self.env.docname
        catalogue = catalogue_of(self.env, docname)
        messages = list(_messages(self.document))
        if catalogue is not None:
            self._warn_of(catalogue, {message for _, message in messages})
        facts = [self._fact(node, message, catalogue, messages) for node, message in messages]
        write_part(self.env.doctreedir, MESSAGES, docname, {"facts": facts})

    def _warn_of(self, catalogue: Catalogue, used: set[str]) -> None:
        if catalogue.problem:
            _warn(catalogue.path, 1, "This catalogue %s.", catalogue.problem)
        for entry in catalogue.entries.values():
            if entry.original in used:
                for difference in differences(entry):
                    message = "The translation differs from its original: %s."
                    _warn(catalogue.path, entry.line, message, difference)

    def _fact(
        self,
        node: nodes.Element,
        message: str,
        catalogue: Catalogue | None,
        messages: Iterable[tuple[nodes.Element, str]],
    ) -> dict[str, Any]:
        file = str(self.env.doc2path(self.env.docname))
        line = line_of(node, file)
        state, entry = _state(message, catalogue, messages)
        root = project_root(Path(self.env.srcdir))
        place = [str(catalogue.path), entry.line, "exact"] if catalogue and entry else None
        return {
            "kind": "message",
            "at": place or [line.file, line.line, line.precision],
            "snippet": message[:_SHOWN],
            "facts": {
                "state": state,
                "text": message[:_QUOTED],
                "language": self.config.language,
                "original": relative(line.file, root),
                "line": line.line,
                "catalogue": relative(str(catalogue.path), root) if catalogue else "",
            },
        }


def _state(
    message: str, catalogue: Catalogue | None, messages: Iterable[tuple[nodes.Element, str]]
) -> tuple[str, Entry | None]:
    """Return whether a message is `translated`, `missing` or `stale`, and its entry if it has one."""
    entry = catalogue.entry(message) if catalogue else None
    if catalogue is not None and entry is None:
        older = catalogue.older(message, frozenset(text for _, text in messages))
        if older is not None and older.translation:
            return "stale", older
    if entry is None or not entry.translation:
        return "missing", entry
    return ("stale" if entry.stale else "translated"), entry


def _messages(document: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Yield what Sphinx takes for translation; the fields above a document are no text of its page."""
    above = document.children[0] if document.children else None
    fields = set(above.findall()) if isinstance(above, nodes.field_list) else set()
    for node, message in extract_messages(document):
        if node not in fields:
            yield node, message
