"""Cache the evidence of a page until something that it depends on changes.

The evidence of a page depends on its own bytes, on every file that it loaded, and on what measured it: the
browser, the fonts, the plan, the hosts that pages may request. An entry is used only if all of these are
the same: each file by its SHA-256, each URL without a file by there still being none, and the rest by the
entry's key. Thresholds are not part of it: cached evidence is judged again in each run.

Evidence is not cached if it may not be reproducible: if a file changed during the run, if a response came
from a host that we do not serve, or if a response did not come at all.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from a11ycheck.model import Page, PageEvidence, Request
from a11ycheck.web.atomic_files import write_file

__all__ = ["CachedEvidence", "EvidenceCache", "FileFor"]

log = logging.getLogger(__name__)

# Returns the file that our server answers a URL path with, None if there is none.
FileFor = Callable[[str], Path | None]

_README = "# Created by a11ycheck: evidence of unchanged pages. Safe to delete.\n*\n"
_ENTRIES = "*.json"
_MAX_BYTES = 256 << 20
_MAX_AGE_SECONDS = 30 * 86_400
_NOT_MODIFIED = 304
_FOUND = (*range(200, 300), _NOT_MODIFIED)
_NO_FILE = ""
# Requests of other kinds, such as those of scripts, may stay open for ever.
_FILE_KINDS = ("document", "font", "image", "script", "stylesheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedEvidence:
    """The evidence of a page, and the version of the browser that it was measured with."""

    evidence: PageEvidence
    browser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """Cached evidence, and what it depends on: URL paths with the state of their files."""

    key: str
    browser: str
    files: dict[str, str]
    evidence: PageEvidence


class _DisturbedError(Exception):
    """Why evidence may not be reproducible."""


class EvidenceCache:
    """A folder with one entry for each page and key.

    `key` is a hash of everything else that evidence depends on, so that a run with other rules or variants
    has entries of its own. Entries that no run uses any more are deleted after 30 days, or earlier if the
    folder exceeds 256 MiB.
    """

    def __init__(self, folder: Path, key: str) -> None:
        """Take the folder, which need not exist, and the key of this run's entries."""
        self.folder = folder
        self._key = key
        self._started = time.time_ns()
        self._hashes: dict[tuple[Path, int, int], str] = {}
        self._used: set[str] = set()
        self._failures: set[str] = set()

    def get(self, page: Page, file_for: FileFor, *, marks: str = "") -> CachedEvidence | None:
        """Return the evidence of a page if everything that it depends on is unchanged, else None.

        `file_for` returns the file that our server answers a URL path with. `marks` identifies the marks
        that start tags get while the page is audited, since elements refer to them.
        """
        path = self._path(page, marks)
        try:
            entry = msgspec.json.decode(path.read_bytes(), type=_Entry)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            log.debug("The cache entry of %s cannot be read.", page.path, exc_info=error)
            return None
        if entry.key != self._key:
            return None
        try:
            state = {url: self._state(file_for(url)) for url in entry.files}
        except OSError:  # it became unreadable
            return None
        if state != entry.files:
            return None
        self._used.add(path.name)
        with suppress(OSError):
            os.utime(path)  # the time of the last use, by which entries are evicted
        return CachedEvidence(evidence=entry.evidence, browser=entry.browser)

    def put(
        self,
        page: Page,
        evidence: PageEvidence,
        file_for: FileFor,
        *,
        browser: str,
        marks: str = "",
    ) -> None:
        """Cache the evidence of a page, if it is reproducible.

        If the entry cannot be written, the next run only takes longer, so that is logged once.
        """
        try:
            files = dict(self._dependencies(evidence.requests, file_for))
        except (_DisturbedError, OSError) as error:
            log.debug("The evidence of %s is not cached: %s.", page.path, error)
            return
        # These come from files in each run.
        measured = replace(evidence, markup=None, source=())
        entry = _Entry(key=self._key, browser=browser, files=files, evidence=measured)
        path = self._path(page, marks)
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
                (self.folder / ".gitignore").write_text(_README, encoding="utf-8")
            write_file(path, msgspec.json.encode(entry), durable=False)
        except OSError as error:
            reason = error.strerror or str(error)
            if reason not in self._failures:
                self._failures.add(reason)
                text = (
                    "Results could not be cached in %s, so the next run tests all pages again: %s."
                )
                log.warning(text, self.folder, reason)
            return
        self._used.add(path.name)

    def evict(self) -> None:
        """Delete entries that this run did not use: old ones, and the oldest until the folder is small."""
        with suppress(OSError):
            entries = [(path, path.stat()) for path in self.folder.glob(_ENTRIES)]
            total = sum(stat.st_size for _, stat in entries)
            for path, stat in sorted(entries, key=lambda item: item[1].st_mtime):
                is_old = stat.st_mtime < time.time() - _MAX_AGE_SECONDS
                if path.name not in self._used and (is_old or total > _MAX_BYTES):
                    path.unlink(missing_ok=True)
                    total -= stat.st_size

    def _dependencies(
        self, requests: Iterable[Request], file_for: FileFor
    ) -> Iterator[tuple[str, str]]:
        """Yield the URL path of each request to our server, with the state of its file."""
        for request in requests:
            if request.url.startswith("/"):
                file = file_for(request.url)
                if file is None and request.status in _FOUND:
                    raise _DisturbedError(f"{request.url} disappeared")
                yield request.url, self._state(file, is_dependency=True)
            elif request.status and request.third_party:
                # The log does not contain the bodies of responses, so a change would go unnoticed.
                raise _DisturbedError(f"{request.url} was answered by another host")
            is_missing = not (request.status or request.failure or request.blocked)
            if is_missing and request.kind in _FILE_KINDS:
                raise _DisturbedError(f"{request.url} was not answered")

    def _state(self, file: Path | None, *, is_dependency: bool = False) -> str:
        """Return what of a file evidence depends on: its hash, and the sizes of compressed copies."""
        if file is None:
            return _NO_FILE
        with file.open("rb") as opened:
            stat = os.fstat(opened.fileno())
            key = (file, stat.st_ctime_ns, stat.st_size)
            if key not in self._hashes:
                self._hashes[key] = hashlib.file_digest(opened, "sha256").hexdigest()
        if is_dependency and stat.st_ctime_ns >= self._started:
            # Other bytes may have been served than those that are there now.
            raise _DisturbedError(f"{file} changed during the run")
        state = [self._hashes[key]]
        for suffix in (".br", ".gz"):  # compressed copies, which readers download instead
            copy = file.with_name(file.name + suffix)
            if copy.is_file():
                state.append(f"{suffix}:{copy.stat().st_size}")
        return " ".join(state)

    def _path(self, page: Page, marks: str) -> Path:
        parts = f"{self._key}\0{marks}\0{page.path}\0{page.file}"
        # The name of a file need not be UTF-8.
        name = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self.folder / f"{name}.json"
