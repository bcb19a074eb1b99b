"""The loop of `watch`: build, audit what changed, print the difference, wait for the next change."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from a11ycheck import api
from a11ycheck.config import Config
from a11ycheck.model import Message, Report, plain_message
from a11ycheck.signals import release_signals
from a11ycheck.watch.board import Board
from a11ycheck.watch.builds import BuildResult, Builds
from a11ycheck.watch.changes import FileChanges
from a11ycheck.watch.difference import Difference, compare, describe
from a11ycheck.watch.shown_findings import PageOccurrences, of_report, with_partial
from a11ycheck.watch.snapshot import Changes, Snapshot, changed_files, split_changes

__all__ = ["WatchOptions", "Watcher"]

_PAUSE_MS = 1500  # after which all pages are judged together
_HasChanged = Callable[[], bool]
_MOST_RESTARTS = 5  # a file that changes all the time must not keep an audit from its end


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """How to watch; `ignored` are folders whose changes do not count."""

    config: Config
    builds: Builds
    ignored: tuple[Path, ...] = ()
    verbose: bool = False
    progress: Callable[[], AbstractContextManager[Callable[[api.Progress], None]]]


class _SupersededError(Exception):
    """A file has changed while pages were audited, so that they may be no longer what is built."""


class Watcher(AbstractContextManager["Watcher"]):
    """Builds and audits a site after each change, until it is closed, and keeps its browsers open."""

    def __init__(self, options: WatchOptions, board: Board, put: Callable[[str], None]) -> None:
        """Take how to watch, the board of the preview, and what prints a line."""
        self._options = options
        self._board = board
        self._put = put
        self._browsers = api.OpenBrowsers(options.config, keep_memory=True)
        self._changes = FileChanges((*options.ignored, *self._own_folders()))
        self._snapshot = Snapshot(files={})
        self._found: PageOccurrences = {}
        self._not_tested: Mapping[str, Message] = {}
        self._sources: Mapping[str, Path] = {}
        self._is_whole = False
        self._was_whole = False
        self._has_failed = False

    def run(self) -> None:
        """Watch until a signal (KeyboardInterrupt) ends it."""
        self._changes.learn(self._options.builds.watched)
        self._update(self._cycle)
        while True:
            paths = self._options.builds.watched
            self._changes.learn(paths)
            for changed in self._changes.wait(paths, pause=_PAUSE_MS):
                if changed:
                    self._update(self._cycle)
                    if self._options.builds.watched != paths:
                        break  # watch what the build named now
                elif not self._is_whole and not self._has_failed:
                    self._update(self._audit_all)

    def close(self) -> None:
        """End builds and browsers."""
        self._options.builds.close()
        self._browsers.close()

    def __exit__(self, *_: object) -> None:
        """End builds and browsers."""
        self.close()

    def _own_folders(self) -> tuple[Path, ...]:
        """Return the folders that we write, and the output of a build that is not what is watched."""
        builds = self._options.builds
        output = () if builds.folder in builds.watched else (builds.folder,)
        return (Path(self._options.config.cache_dir), *output)

    def _update(self, step: Callable[[_HasChanged], None]) -> None:
        """Take a step; a change during its audit ends that: build, and audit what has changed first."""
        for number in range(_MOST_RESTARTS + 1):
            paths = self._options.builds.watched
            with self._changes.noticed(paths) as has_changed:
                try:
                    step(has_changed if number < _MOST_RESTARTS else lambda: False)
                except _SupersededError:
                    self._put("A file has changed: what it changes is audited first.")
                    self._changes.take(paths)
                    self._is_whole = False
                    step = self._cycle
                else:
                    return

    def _cycle(self, has_changed: _HasChanged) -> None:
        """Build, and audit what changed since the last audit."""
        started = time.monotonic()
        self._board.show(status="building")
        result = self._options.builds.build()
        # What it writes into the sources is no edit.
        self._changes.learn(self._options.builds.watched)
        for line in dict.fromkeys(result.warnings):
            self._put(f"  {line}")
        if result.error:
            self._fail(result)
            return
        self._has_failed = False
        before, self._snapshot = (
            self._snapshot,
            Snapshot.of(self._options.builds.folder, self._snapshot),
        )
        changes = split_changes(changed_files(before, self._snapshot), self._snapshot)
        self._browsers.note_changes(changes.pages | changes.removed | changes.assets)
        self._board.show(
            status="auditing", error="", snapshot=self._snapshot, assets=changes.assets
        )
        built = time.monotonic() - started
        if not before.files or (changes.assets and not (changes.pages or changes.removed)):
            self._audit_all(has_changed)
        elif changes.pages or changes.removed:
            try:
                self._audit_changed(changes, started, built, has_changed)
            except _SupersededError:
                self._snapshot = before  # these pages have changed for the next audit, too
                raise
        else:
            self._board.show(status="ready")
            self._put(f"No page changed ({built:.1f} s).")

    def _fail(self, result: BuildResult) -> None:
        self._has_failed = True
        self._board.show(status="failed", error=result.error)
        self._put("The build failed:")
        for line in result.error.splitlines():
            self._put(f"  {line}")

    def _audit_all(self, has_changed: _HasChanged) -> None:
        """Audit all pages; most of them are in the cache."""
        started = time.monotonic()
        is_first = not self._was_whole
        if not self._snapshot.files:
            self._fail(
                BuildResult(error=f"The build wrote no page to {self._options.builds.folder}.")
            )
            return
        result = self._audit(None, has_changed)
        found = of_report(result.report, self._folder, result.sources.files)
        self._sources = result.sources.files
        difference = compare({} if is_first else self._found, found)
        if is_first:
            difference = Difference(remaining=difference.new)
        self._is_whole = self._was_whole = True
        self._not_tested = _reasons(result.report)
        self._show(found, difference, _reasons(result.report))
        if is_first or not difference.is_empty:
            pages = len(result.report.audited)
            seconds = time.monotonic() - started
            which = "" if is_first else "Across all pages: "
            heading = f"{which}{pages} pages audited in {seconds:.1f} s: "
            self._print(difference, heading, None if is_first else frozenset())

    def _audit_changed(
        self, changes: Changes, started: float, built: float, has_changed: _HasChanged
    ) -> None:
        """Audit the changed pages alone; rules that compare pages follow in the next pause."""
        self._is_whole = False
        found = {page: self._found[page] for page in self._found if page not in changes.removed}
        reasons = {
            page: why for page, why in self._not_tested.items() if page not in changes.removed
        }
        if changes.pages:
            result = self._audit(changes.pages, has_changed)
            partial = of_report(result.report, self._folder, result.sources.files)
            found = dict(with_partial(found, result.report, partial))
            renewed = _reasons(result.report)
            reasons = {page: why for page, why in reasons.items() if page not in changes.pages}
            reasons |= renewed
        self._not_tested = reasons
        difference = compare(self._found, found)
        if not self._was_whole:  # nothing is known of what these pages had before
            difference = Difference(remaining=difference.new)
        self._show(found, difference, reasons)
        seconds = time.monotonic() - started
        pages = f"{len(changes.pages)} changed" if changes.pages else "0 changed"
        removed = f", {len(changes.removed)} removed" if changes.removed else ""
        heading = f"{pages}{removed} ({seconds:.1f} s, build {built:.1f} s): "
        self._print(difference, heading, changes.pages)

    @property
    def _folder(self) -> Path:
        return self._options.builds.folder.resolve()

    def _audit(self, only: frozenset[str] | None, has_changed: _HasChanged) -> api.AuditResult:
        """Audit pages; _SupersededError as soon as a file has changed."""
        try:
            with self._options.progress() as on_progress:

                def note(event: api.Progress) -> None:
                    on_progress(event)
                    if has_changed():
                        raise _SupersededError

                result = api.audit(
                    [str(self._options.builds.folder)],
                    self._options.config,
                    only=only,
                    open_browsers=self._browsers,
                    on_progress=note,
                )
        finally:
            release_signals()
        if result.report.interrupted:
            raise KeyboardInterrupt
        return result

    def _show(
        self, found: PageOccurrences, difference: Difference, reasons: Mapping[str, Message]
    ) -> None:
        self._found = found
        self._board.show(
            status="ready",
            found=found,
            new=frozenset(difference.new),
            not_tested=tuple(reasons.items()),
        )

    def _print(self, difference: Difference, heading: str, pages: frozenset[str] | None) -> None:
        lines = describe(difference, heading=heading, pages=pages, verbose=self._options.verbose)
        for line in lines:
            self._put(line)
        for page, reason in self._not_tested.items():
            self._put(f"  not tested: {page}: {reason}")


def _reasons(report: Report) -> dict[str, Message]:
    missed = {item.page: item.reason for item in report.not_tested}
    errors = {
        item.page: plain_message(f"{item.rule}: {item.message}") for item in report.rule_errors
    }
    return {**errors, **missed}
