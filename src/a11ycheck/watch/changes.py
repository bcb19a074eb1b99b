"""Wait for files to change: those whose content is really another one."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from watchfiles import DefaultFilter, watch

__all__ = ["FileChanges"]

_STEP_MS, _DEBOUNCE_MS = 40, 400


class FileChanges:
    """The changes of files below some paths, without those in `ignored` folders.

    A file that a build writes anew with the same content is no change, so that a build which writes into
    its own sources does not start itself again.
    """

    def __init__(self, ignored: Sequence[Path]) -> None:
        """Take the folders whose changes do not count."""
        self._filter = DefaultFilter(ignore_paths=[str(path.resolve()) for path in ignored])
        self._hashes: dict[str, str] = {}

    def learn(self, paths: Iterable[Path]) -> None:
        """Remember the content of all files below these paths."""
        for path in paths:
            for file in path.rglob("*") if path.is_dir() else (path,):
                self._hashes[str(file.resolve())] = _hash(file)

    def wait(self, paths: Sequence[Path], *, pause: int) -> Iterator[frozenset[Path]]:
        """Yield the changed files, and an empty set after each `pause` (ms) without a change."""
        existing = [path for path in paths if path.exists()]
        groups = watch(
            *existing,
            watch_filter=self._filter,
            step=_STEP_MS,
            debounce=_DEBOUNCE_MS,
            rust_timeout=pause,
            yield_on_timeout=True,
        )
        for group in groups:
            names = {name for _, name in group}
            found = frozenset(Path(name) for name in names if self._is_changed(name))
            if found or not names:
                yield found

    def _is_changed(self, name: str) -> bool:
        content = _hash(Path(name))
        is_changed = self._hashes.get(name) != content
        self._hashes[name] = content
        return is_changed


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
