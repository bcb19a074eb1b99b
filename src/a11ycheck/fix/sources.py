"""The source files that were judged: their paths, and the hashes of their content at that time."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from a11ycheck.model import SourceFact

__all__ = ["Refused", "Sources", "digest"]

_TEXTS = frozenset({".md", ".markdown", ".myst", ".rst", ".rest", ".txt", ".inc", ".py"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that may not be fixed; the reason is a sentence."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Source files by their names in reports: their paths, and the hashes of their judged content.

    `roots` are the project folders; files outside them are never changed. `facts` are all facts that were
    read in the files, whether a rule failed on them or not.
    """

    roots: tuple[Path, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[SourceFact, ...] = ()

    def joined(self, other: "Sources") -> "Sources":
        """Merge two source sets; drop the hash of any file on which they disagree."""
        hashes = {**self.hashes, **other.hashes}
        for name in self.files.keys() & other.files.keys():
            one = self.files[name] == other.files[name]
            if not one or self.hashes.get(name) != other.hashes.get(name):
                hashes[name] = ""
        return Sources(
            roots=tuple(dict.fromkeys((*self.roots, *other.roots))),
            files={**self.files, **other.files},
            hashes=hashes,
            facts=(*self.facts, *other.facts),
        )

    def read(self, name: str) -> tuple[Path, bytes] | Refused:
        """Return the path and bytes of a file if its content is what was judged."""
        path = self.files.get(name, Path(name)).resolve()
        if not any(path.is_relative_to(root.resolve()) for root in self.roots):
            return Refused(file=name, reason="It is outside the project.")
        if PurePath(name).suffix.lower() not in _TEXTS:
            return Refused(file=name, reason="It is not Markdown, reStructuredText or Python.")
        try:
            data = path.read_bytes()
        except OSError as error:
            return Refused(file=name, reason=f"It cannot be read: {error.strerror or error}.")
        known = self.hashes.get(name, "")
        if not known:
            return Refused(file=name, reason="Its content at the time of the build is not known.")
        if digest(data) != known:
            return Refused(file=name, reason="It has changed since it was built.")
        return path, data


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file's content in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
