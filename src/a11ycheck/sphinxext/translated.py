"""Find the entry of a catalogue that a translated text came from.

Sphinx puts a translation into the node of the original, whose line stays, and forgets the original's words.
So these are noted on the node before that happens; the entry is looked up by them when the map is written,
since its line may move while the page stays as it is.
"""

import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from a11ycheck.sphinxext.catalogues import domain_of, folders, read_catalogue

__all__ = ["Message", "entry_of", "message_of", "own_words", "setup"]

log = logging.getLogger(__name__)

Message = tuple[str, str]
"""The domain of a catalogue, and the original words of an entry in it."""

# An attribute of Python, not of the document: no writer prints it, and pickled doctrees keep it.
_KEPT_AS: Final = "a11ycheck_message"


class NoteMessages(SphinxTransform):
    """Notes on each node its words before they are translated, where there is a catalogue."""

    default_priority = 15  # Sphinx keeps titles as they are at 10, and translates at 20

    def apply(self, **_options: Any) -> None:
        """Note the words."""
        domain = domain_of(self.config, self.env.docname)
        if next(_catalogues(self.env, domain), None) is not None:
            for node, words in extract_messages(self.document):
                setattr(node, _KEPT_AS, (domain, words))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(NoteMessages)


def message_of(node: nodes.Node | None) -> Message | None:
    """Return the message of which a node is a part; None where its document has no catalogue."""
    while node is not None:
        found: Message | None = getattr(node, _KEPT_AS, None)
        if found is not None:
            return found
        if isinstance(node, nodes.section):
            return None
        node = node.parent
    return None


def own_words(node: nodes.Node) -> str:
    """Return the original words of a node that was translated as a whole, else ""."""
    found: Message | None = getattr(node, _KEPT_AS, None)
    return found[1] if found else ""


def entry_of(app: Sphinx, message: Message) -> tuple[str, int] | None:
    """Return the file and line of the translation that a message got; None where it got none."""
    domain, words = message
    for path in _catalogues(app.env, domain):
        fuzzy = bool(app.config.gettext_allow_fuzzy_translations)
        line = _entries(path, path.stat().st_mtime_ns, fuzzy).get(words)
        if line is not None:
            return str(path), line
    return None


def _catalogues(env: BuildEnvironment, domain: str) -> Iterator[Path]:
    """Yield the catalogues of a domain in the language of the build, the first one counts most."""
    if env.config.language:
        for folder in folders(env):
            if (path := folder / f"{domain}.po").is_file():
                yield path


@lru_cache(maxsize=64)
def _entries(path: Path, _changed: int, fuzzy: bool) -> Mapping[str, int]:  # noqa: FBT001
    """Return the line of each translation of a catalogue by the original's words."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        log.debug("%s: %s", path, error)
        return {}
    return {
        entry.original: _line_of_translation(lines, entry.line)
        for entry in read_catalogue(path).entries.values()
        if entry.translation and (fuzzy or not entry.stale)
    }


def _line_of_translation(lines: list[bytes], start: int) -> int:
    """Return the line of an entry's `msgstr`, counted from 1; `start` is a line of the entry."""
    for number in range(start, len(lines) + 1):
        if lines[number - 1].startswith(b"msgstr"):
            return number
    return start
