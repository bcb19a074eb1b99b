"""Wait for files to change, or notice it: those whose content is really another one."""

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from a11ycheck.web.regular_files import read_regular

__all__ = ["FileChanges"]

_STEP_MS, _DEBOUNCE_MS = 40, 400


class FileChanges:
    """The changes of files below some paths, without those in `ignored` folders.

    A file that a build writes again with the same content is no change, so that a build which writes into
    its own sources does not start itself again.
    """

    def __init__(self, ignored: Sequence[Path]) -> None:
        """Take the folders whose changes do not count."""
        self._filter = DefaultFilter(ignore_paths=[str(path.resolve()) for path in ignored])
        self._hashes: dict[str, str] = {}

    def learn(self, paths: Iterable[Path]) -> None:
        """Remember the content of all files below these paths that are not known yet."""
        for name in self._files(paths):
            if name not in self._hashes:
                self._hashes[name] = _hash(name)

    def wait(self, paths: Sequence[Path], *, pause: int) -> Iterator[frozenset[str]]:
        """Yield the changed files, and an empty set after each `pause` (ms) without a change.

        After the first pause, files that changed before the watching began are changed files, too.
        """
        existing = [path for path in paths if path.exists()]
        groups = watch(
            *existing,
            watch_filter=self._filter,
            step=_STEP_MS,
            debounce=_DEBOUNCE_MS,
            rust_timeout=pause,
            yield_on_timeout=True,
        )
        is_first = True
        for group in groups:
            names = {name for _, name in group}
            is_pause = not names
            if is_pause and is_first:
                is_first = False
                names = {*self._files(existing), *self._missing()}
            found = frozenset(filter(self._is_changed, names))
            if found or is_pause:
                yield found

    @contextmanager
    def noticed(self, paths: Sequence[Path]) -> Iterator[Callable[[], bool]]:
        """Have a function that returns whether a file has changed since the begin of the block.

        The file is a changed file for `wait` and `take` all the same.
        """
        has_ended = threading.Event()
        written: set[str] = set()
        groups = watch(
            *(path for path in paths if path.exists()),
            watch_filter=self._filter,
            step=_STEP_MS,
            debounce=_DEBOUNCE_MS,
            stop_event=has_ended,
            raise_interrupt=False,
        )

        def collect() -> None:
            for group in groups:
                written.update(name for _, name in group)

        def has_changed() -> bool:
            while written:
                name = written.pop()  # before it is read: it may be written again meanwhile
                if self._hashes.get(name, "") != _hash(name):
                    written.add(name)
                    return True
            return False

        thread = threading.Thread(target=collect, daemon=True)
        thread.start()
        try:
            yield has_changed
        finally:
            has_ended.set()
            thread.join()

    def take(self, paths: Sequence[Path]) -> None:
        """Remember the present content of all files: those that have changed count no more."""
        existing = [path for path in paths if path.exists()]
        for name in {*self._files(existing), *self._missing()}:
            self._is_changed(name)

    def _is_changed(self, name: str) -> bool:
        content = _hash(name)
        is_changed = self._hashes.get(name, "") != content
        self._hashes[name] = content
        return is_changed

    def _missing(self) -> Iterator[str]:
        return (name for name, known in self._hashes.items() if known and not Path(name).exists())

    def _files(self, paths: Iterable[Path]) -> Iterator[str]:
        """Yield the files below paths, as they are watched."""
        for path in paths:
            if path.is_file():
                yield str(path.resolve())
            for top, folders, names in os.walk(path.resolve()):
                folders[:] = [name for name in folders if self._is_watched(top, name)]
                yield from (f"{top}{os.sep}{name}" for name in names if self._is_watched(top, name))

    def _is_watched(self, top: str, name: str) -> bool:
        return self._filter(Change.modified, f"{top}{os.sep}{name}")


def _hash(name: str) -> str:
    """Return the hash of a file, "" if it cannot be read."""
    try:
        return hashlib.sha256(read_regular(Path(name))).hexdigest()
    except OSError:
        return ""
