"""The files of a built site by their content, and what changed between two builds."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.web.compression import COPY_SUFFIXES
from a11ycheck.web.media_types import HTML_SUFFIXES
from a11ycheck.web.regular_files import FileVersion, read_regular

__all__ = ["Changes", "Snapshot", "changed_files", "split_changes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    version: FileVersion
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The files below a folder, by their path relative to it."""

    files: Mapping[str, _Seen]

    @classmethod
    def of(cls, folder: Path, before: "Snapshot | None" = None) -> "Snapshot":
        """Read a folder; a file that is the same version as `before` is not read again."""
        known = before.files if before else {}
        files: dict[str, _Seen] = {}
        for top, _, names in os.walk(folder):
            for name in names:
                path = Path(top, name)
                try:
                    version = FileVersion.of(path.stat())
                    relative = path.relative_to(folder).as_posix()
                    seen = known.get(relative)
                    if seen is None or seen.version != version:
                        digest = hashlib.sha256(read_regular(path)).hexdigest()
                        seen = _Seen(version=version, hash=digest)
                    files[relative] = seen
                except OSError:
                    continue  # it has just disappeared, or is a FIFO
        return cls(files=files)

    def hash(self, path: str) -> str:
        """Return the hash of a file, "" if there is none."""
        seen = self.files.get(path)
        return seen.hash if seen else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The paths of changed and new `pages`, of `removed` pages, and of changed `assets`."""

    pages: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    assets: frozenset[str] = frozenset()


def changed_files(before: Snapshot, after: Snapshot) -> frozenset[str]:
    """Return the paths of the files that were added, removed, or have other bytes."""
    paths = before.files.keys() | after.files.keys()
    return frozenset(path for path in paths if before.hash(path) != after.hash(path))


def split_changes(changed: Iterable[str], after: Snapshot) -> "Changes":
    """Sort changed paths; a changed compressed copy changes the file that it is a copy of."""
    named = {_without_coding(path) for path in changed}
    pages = {path for path in named if path.endswith(HTML_SUFFIXES)}
    return Changes(
        pages=frozenset(page for page in pages if page in after.files),
        removed=frozenset(page for page in pages if page not in after.files),
        assets=frozenset(named - pages),
    )


def _without_coding(path: str) -> str:
    for suffix in COPY_SUFFIXES.values():
        path = path.removesuffix(suffix)
    return path
