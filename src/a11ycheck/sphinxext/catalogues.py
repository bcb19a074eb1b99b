"""Read gettext catalogues as their authors see them: entries with lines, and what is wrong with them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import PoFileError, read_po
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain

__all__ = [
    "Catalogue",
    "Entry",
    "catalogue_of",
    "differences",
    "domain_of",
    "folders",
    "read_catalogue",
]

_CLOSE: Final = 0.6
_MARKUP: Final = {
    "address": re.compile(r"\]\(\s*<?([^)\s>]+)|<([a-z][a-z0-9+.-]*:[^>\s]+)>|<([^<>`]+)>`_"),
    "role": re.compile(r"\{([\w:.-]+)\}`|:([\w:.-]+):`"),
    "substitution": re.compile(r"\{\{\s*(.+?)\s*\}\}|\|(\w[^|\n]*)\|(?=_|\W|$)"),
    "placeholder": re.compile(r"%\((\w+)\)[sd]|%([sd])\b"),
    "note": re.compile(r"\[(\^[^\]\s]+)\]|\[(#\w*|\d+)\]_"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a catalogue: its line, counted from 1, and whether it is older than the original."""

    original: str
    translation: str
    line: int
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The entries of a file by their originals; `problem` says in a sentence why it cannot be read."""

    path: Path
    entries: Mapping[str, Entry] = field(default_factory=dict)
    problem: str = ""

    def entry(self, message: str) -> Entry | None:
        """Return the entry of a message; None where it has none."""
        return self.entries.get(message)

    def older(self, message: str, messages: frozenset[str]) -> Entry | None:
        """Return the entry of an older form of a message, which is none of the page's messages now."""
        unused = [text for text in self.entries if text not in messages]
        found = get_close_matches(message, unused, n=1, cutoff=_CLOSE)
        return self.entries[found[0]] if found else None


def domain_of(config: Config, docname: str) -> str:
    """Return the name of the catalogue that holds a document's messages."""
    return str(docname_to_domain(docname, config.gettext_compact))


def folders(env: BuildEnvironment) -> Iterator[Path]:
    """Yield the folders in which the project's catalogues of this language may lie."""
    for name in env.config.locale_dirs:
        yield Path(env.srcdir) / name / env.config.language / "LC_MESSAGES"


def catalogue_of(env: BuildEnvironment, docname: str) -> Catalogue | None:
    """Return the catalogue of a document in the language of this build; None where there is none."""
    name = f"{domain_of(env.config, docname)}.po"
    path = next((folder / name for folder in folders(env) if (folder / name).is_file()), None)
    return read_catalogue(path) if path else None


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue; one that cannot be read has no entries, and says why."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _read(path: Path, _changed: int) -> Catalogue:
    try:
        with path.open("rb") as file:
            messages = list(read_po(file, abort_invalid=True))
    except (UnicodeDecodeError, LookupError) as error:
        problem = f"is not in the encoding that it names ({error}); save it as UTF-8"
        return Catalogue(path=path, problem=problem)
    except (PoFileError, ValueError, OSError) as error:
        return Catalogue(path=path, problem=f"cannot be read: {error}")
    entries = (
        Entry(
            original=str(message.id),
            translation=str(message.string or ""),
            line=message.lineno or 1,
            stale=message.fuzzy,
        )
        for message in messages
        if isinstance(message.id, str) and message.id
    )
    return Catalogue(path=path, entries={entry.original: entry for entry in entries})


def differences(entry: Entry) -> Iterator[str]:
    """Yield, in words, what markup of the original a translation lacks, or has beyond it."""
    if not entry.translation or entry.stale:
        return
    for kind, pattern in _MARKUP.items():
        wanted, found = _count(pattern, entry.original), _count(pattern, entry.translation)
        for text in (wanted - found).elements():
            yield f"it lacks the {kind} {text}"
        for text in (found - wanted).elements():
            yield f"it has the {kind} {text}, which the original has not"


def _count(pattern: re.Pattern[str], text: str) -> Counter[str]:
    matches = pattern.finditer(text)
    return Counter(next(group for group in match.groups() if group) for match in matches)
