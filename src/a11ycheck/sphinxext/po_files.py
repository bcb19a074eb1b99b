"""gettext catalogues as their translators see them: entries with lines, and differences from the original.

Sphinx puts a translation into the node of the original, whose line stays, and forgets the original text.
So the text is kept on the node as a message key before that happens. The entry is looked up by this key
only when its line is needed: the line can move while the page stays the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import PoFileError, read_po
from docutils import nodes
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain

__all__ = [
    "MESSAGE_ATTRIBUTE",
    "Entry",
    "MessageKey",
    "PoFile",
    "differences",
    "domain_of",
    "own_message",
    "po_folders",
    "po_paths",
    "read_po_file",
    "translation_location",
]

MessageKey = tuple[str, str]
"""The domain of a catalogue, and the msgid of an entry in it."""

MESSAGE_ATTRIBUTE: Final = "a11ycheck_message"
"""The Python attribute of a node for its message key: no writer prints it, and pickled doctrees keep it."""

_LEAST_SIMILARITY: Final = 0.6
_MARKUP: Final = {
    "link target": r"\]\(\s*<?([^)\s>]+)|<([a-z][a-z0-9+.-]*:[^>\s]+)>|<([^<>`]+)>`_",
    "role": r"\{([\w:.-]+)\}`|:([\w:.-]+):`",
    "substitution": r"\{\{\s*(.+?)\s*\}\}|\|(\w[^|\n]*)\|(?=_|\W|$)",
    "placeholder": r"%\((\w+)\)[sd]|%([sd])\b",
    "footnote": r"\[(\^[^\]\s]+)\]|\[(#\w*|\d+)\]_",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a catalogue; a fuzzy one was translated from an older original.

    `line` is the line of the entry, `translation_line` that of its `msgstr`, both counted from 1.
    """

    original: str
    translation: str
    line: int
    translation_line: int
    fuzzy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PoFile:
    """The entries of a file by their originals; `problem` is the predicate of a sentence about the file."""

    path: Path
    entries: Mapping[str, Entry] = field(default_factory=dict)
    problem: str = ""

    def older_entry(self, message: str, messages: frozenset[str]) -> Entry | None:
        """Return the entry of an earlier form of a message; `messages` are all those of the document."""
        unused = [text for text in self.entries if text not in messages]
        found = get_close_matches(message, unused, n=1, cutoff=_LEAST_SIMILARITY)
        return self.entries[found[0]] if found else None


def domain_of(config: Config, docname: str) -> str:
    """Return the name of the catalogue with a document's messages."""
    return str(docname_to_domain(docname, config.gettext_compact))


def po_folders(env: BuildEnvironment) -> Iterator[Path]:
    """Yield the folders in which Sphinx searches for catalogues in the language of the build."""
    for name in env.config.locale_dirs:
        yield Path(env.srcdir) / name / env.config.language / "LC_MESSAGES"


def po_paths(env: BuildEnvironment, domain: str) -> Iterator[Path]:
    """Yield the catalogues of a domain in the language of the build; the first one takes precedence."""
    if env.config.language:
        for folder in po_folders(env):
            if (path := folder / f"{domain}.po").is_file():
                yield path


def read_po_file(path: Path) -> PoFile:
    """Read a catalogue; one that cannot be read has no entries, and a `problem`."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _read(path: Path, _mtime_ns: int) -> PoFile:
    try:
        with path.open("rb") as file:
            messages = list(read_po(file, abort_invalid=True))
            file.seek(0)
            lines = file.read().splitlines()
    except (UnicodeDecodeError, LookupError) as error:
        problem = f"is not in the encoding that it declares ({error}); save it as UTF-8"
        return PoFile(path=path, problem=problem)
    except (PoFileError, ValueError, OSError) as error:
        return PoFile(path=path, problem=f"cannot be read: {error}")
    entries = {}
    for message in messages:
        if isinstance(message.id, str) and message.id:
            line = message.lineno or 1
            below = range(line, len(lines) + 1)
            entries[message.id] = Entry(
                original=message.id,
                translation=str(message.string or ""),
                line=line,
                translation_line=next(
                    (number for number in below if lines[number - 1].startswith(b"msgstr")), line
                ),
                fuzzy=message.fuzzy,
            )
    return PoFile(path=path, entries=entries)


def own_message(node: nodes.Node) -> str:
    """Return the original text of a node that is translated as a whole, else ""."""
    key: MessageKey | None = getattr(node, MESSAGE_ATTRIBUTE, None)
    return key[1] if key else ""


def translation_location(env: BuildEnvironment, key: MessageKey) -> tuple[str, int] | None:
    """Return the file and line of the translation that Sphinx uses for a message; None if it uses none."""
    domain, original = key
    for path in po_paths(env, domain):
        entry = read_po_file(path).entries.get(original)
        is_used = entry is not None and entry.translation
        if entry and is_used and (env.config.gettext_allow_fuzzy_translations or not entry.fuzzy):
            return str(path), entry.translation_line
    return None


def differences(entry: Entry) -> Iterator[str]:
    """Yield what markup a translation lacks, or has in addition, as predicates of a sentence."""
    if not entry.translation or entry.fuzzy:
        return
    for kind, pattern in _MARKUP.items():
        wanted, found = _count(pattern, entry.original), _count(pattern, entry.translation)
        for text in (wanted - found).elements():
            yield f"lacks the {kind} {text}"
        for text in (found - wanted).elements():
            yield f"has the {kind} {text}, which the original lacks"


def _count(pattern: str, text: str) -> Counter[str]:
    matches = re.finditer(pattern, text)
    return Counter(next(group for group in match.groups() if group) for match in matches)
