"""The sources that were judged: where they are, and what they held then."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from a11ycheck.model import SourceFact

__all__ = ["Refused", "Sources", "digest"]

_TEXTS = frozenset({".md", ".markdown", ".myst", ".rst", ".rest", ".txt", ".inc", ".py"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that may not be mended, and why, as a sentence."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Files by their names in reports: their paths, and the digests of what they held when judged.

    `roots` are the folders of the projects: what lies outside is not ours to change. `facts` are what was
    read in the files, whether it is a fault or not.
    """

    roots: tuple[Path, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[SourceFact, ...] = ()

    def joined(self, other: "Sources") -> "Sources":
        """Return both together; a file that both know differently is known no more."""
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
        """Return the path and the bytes of a file, if they are those that were judged."""
        path = self.files.get(name, Path(name)).resolve()
        if not any(path.is_relative_to(root.resolve()) for root in self.roots):
            return Refused(file=name, reason="It lies outside of the project.")
        if PurePath(name).suffix.lower() not in _TEXTS:
            return Refused(file=name, reason="It is neither Markdown, reStructuredText nor Python.")
        try:
            data = path.read_bytes()
        except OSError as error:
            return Refused(file=name, reason=f"It cannot be read: {error.strerror or error}.")
        known = self.hashes.get(name, "")
        if not known:
            return Refused(file=name, reason="What it held when it was built is not known.")
        if digest(data) != known:
            return Refused(file=name, reason="It has changed since it was built.")
        return path, data


def digest(data: bytes) -> str:
    """Return by which a file's content is known: its SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
