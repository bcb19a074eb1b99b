"""Cache the evidence of a page until something that it depends on changes.

The evidence of a page depends on every response that it got, and on what measured it: the browser, the
fonts, the plan, the hosts that pages may request. An entry is used only if all of these are the same: each
response by its state (the status, and the SHA-256 of the file and of its compressed copies), and the rest
by the entry's key. Thresholds are not part of it: cached evidence is judged again in each run.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from a11ycheck.model import Page, PageEvidence
from a11ycheck.web.atomic_files import write_file

__all__ = ["CachedEvidence", "EvidenceCache"]

log = logging.getLogger(__name__)

_README = "# Created by a11ycheck: evidence of unchanged pages. Safe to delete.\n*\n"
_ENTRIES = "*.json"
_MAX_BYTES = 256 << 20
_MAX_AGE_SECONDS = 30 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedEvidence:
    """The evidence of a page, and the version of the browser that it was measured with."""

    evidence: PageEvidence
    browser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """Cached evidence, and what it depends on: URL paths with the states of their responses."""

    key: str
    browser: str
    responses: dict[str, str]
    evidence: PageEvidence


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
        self._used: set[str] = set()
        self._failures: set[str] = set()

    def get(
        self, page: Page, state: Callable[[str], str], *, marks: str = ""
    ) -> CachedEvidence | None:
        """Return the evidence of a page if everything that it depends on is unchanged, else None.

        `state` returns the state of the response that a URL path would get now. `marks` identifies the
        marks that start tags get while the page is audited, since elements refer to them.
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
        if any(state(url) != known for url, known in entry.responses.items()):
            return None
        self._used.add(path.name)
        with suppress(OSError):
            os.utime(path)  # the time of the last use, by which entries are evicted
        return CachedEvidence(evidence=entry.evidence, browser=entry.browser)

    def put(
        self,
        page: Page,
        evidence: PageEvidence,
        responses: Mapping[str, str],
        *,
        browser: str,
        marks: str = "",
    ) -> None:
        """Cache the evidence of a page, which depends on these responses: URL paths with their states.

        If the entry cannot be written, the next run only takes longer, so that is logged once.
        """
        # These come from files in each run.
        measured = replace(evidence, markup=None, source=None)
        entry = _Entry(key=self._key, browser=browser, responses=dict(responses), evidence=measured)
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

    def _path(self, page: Page, marks: str) -> Path:
        parts = f"{self._key}\0{marks}\0{page.path}\0{page.file}"
        # The name of a file need not be UTF-8.
        name = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self.folder / f"{name}.json"
