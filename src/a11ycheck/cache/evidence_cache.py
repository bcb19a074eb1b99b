"""Cache the evidence of a page until something that it depends on changes.

The evidence of a page depends on every response that it got, and on what measured it: the browser, the
fonts, the plan, the hosts that pages may request. An entry is used only if all of these are the same: each
response by its state (the status, and the SHA-256 of the file and of its compressed copies), and the rest
by the entry's key. Thresholds are not part of it: with others, cached evidence is judged again.
"""

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import msgspec

from a11ycheck.cache.chunk_store import ChunkStore, write_chunks
from a11ycheck.cache.chunks import DIGEST_BYTES
from a11ycheck.cache.database import DAY_SECONDS, CacheDatabase
from a11ycheck.cache.entry_rows import COMPRESSION, EntryRow, write_entry
from a11ycheck.cache.frames import OwnEvidence
from a11ycheck.cache.packing import Interner
from a11ycheck.cache.upkeep import evict
from a11ycheck.model import Page, PageEvidence

__all__ = ["CachedEvidence", "EvidenceCache"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedEvidence:
    """The evidence of a page, and the version of the browser that it was measured with.

    `digest` is the same only for the same evidence.
    """

    evidence: PageEvidence
    browser: str
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """An entry: what the evidence depends on, and what of it belongs to the page alone.

    The first chunk of an entry is its frame; `counts` has the number of chunks of each list.
    """

    browser: str
    responses: dict[str, str]
    counts: tuple[int, ...]
    own: OwnEvidence


class EvidenceCache:
    """The entries of one setting: one for each page.

    `key` is a hash of everything else that evidence depends on, so that a run with other rules or variants
    has entries of its own. Entries that no run uses any more are deleted after 30 days, or earlier if the
    database is larger than it may be. Entries of `larger` keys hold all that this run's would, and more:
    they are used where this run has none.
    """

    def __init__(
        self,
        database: CacheDatabase,
        key: str,
        interner: Interner | None = None,
        *,
        larger: tuple[str, ...] = (),
    ) -> None:
        """Take the database, and the key of this run's entries."""
        self.interner = interner or Interner()
        self.folder = database.folder
        self._database = database
        self._chunks = ChunkStore(database)
        self._key = key
        self._larger = larger
        self._used: dict[bytes, bool] = {}

    def get(
        self, page: Page, state: Callable[[str], str], *, marks: str = ""
    ) -> CachedEvidence | None:
        """Return the evidence of a page if everything that it depends on is unchanged, else None.

        `state` returns the state of the response that a URL path would get now. `marks` identifies the
        marks that start tags get while the page is audited, since elements refer to them.
        """
        names = (self._name(key, page, marks) for key in (self._key, *self._larger))
        return next(filter(None, (self._read(name, page, state) for name in names)), None)

    def _read(self, name: bytes, page: Page, state: Callable[[str], str]) -> CachedEvidence | None:
        query = "SELECT body, chunks, used FROM entries WHERE name = ?"
        rows = self._database.select(query, (name,))
        if not rows:
            return None
        data, chunks, used = rows[0]
        try:
            body = msgspec.msgpack.decode(zlib.decompress(data), type=_Body)
            if any(state(url) != known for url, known in body.responses.items()):
                return None
            self._chunks.demand(chunks)
            evidence = self.interner.unpack(body.own, chunks, body.counts, self._chunks.read)
        except (KeyError, ValueError, TypeError, zlib.error, msgspec.MsgspecError) as error:
            log.debug("The cache entry of %s cannot be read.", page.path, exc_info=error)
            return None
        self._used[name] = used < self._database.now() - DAY_SECONDS
        digest = _digest_of_row(chunks, data)
        return CachedEvidence(evidence=evidence, browser=body.browser, digest=digest)

    def put(
        self,
        page: Page,
        evidence: PageEvidence,
        responses: Mapping[str, str],
        *,
        browser: str,
        marks: str = "",
    ) -> CachedEvidence | None:
        """Cache the evidence of a page, which depends on these responses: URL paths with their states.

        Returns what `get` would return now. If the entry cannot be written, that is None, and the next run
        only takes longer, so it is logged once.
        """
        # These come from files in each run.
        measured = replace(evidence, markup=None, markup_total=0, source=None)
        try:
            packed = self.interner.pack(measured)
        except UnicodeEncodeError as error:
            log.debug("The evidence of %s is not cached.", page.path, exc_info=error)
            return None
        body = _Body(
            browser=browser,
            responses=dict(responses),
            counts=packed.counts,
            own=packed.own,
        )
        name = self._name(self._key, page, marks)
        row = EntryRow(
            name=name,
            setting=_digest(self._key),
            used=int(self._database.now()),
            chunks=packed.digests,
            body=zlib.compress(msgspec.msgpack.encode(body), COMPRESSION),
        )

        def write(connection: sqlite3.Connection) -> None:
            write_chunks(connection, packed.chunks)
            write_entry(connection, row)

        if not self._database.write(write):
            return None
        self._used[name] = False
        return CachedEvidence(
            evidence=self.interner.unpack(
                packed.own, packed.digests, packed.counts, self._chunks.read
            ),
            browser=browser,
            digest=_digest_of_row(row.chunks, row.body),
        )

    def evict(self) -> None:
        """Delete old entries that this run did not use, and the oldest until the cache is small."""
        stale = [name for name, is_stale in self._used.items() if is_stale]
        evict(self._database, frozenset(self._used), stale)

    @staticmethod
    def _name(key: str, page: Page, marks: str) -> bytes:
        parts = f"{key}\0{marks}\0{page.path}\0{page.file}"
        if page.upstream:  # what the page does can depend on its host
            parts += f"\0{page.url}"
        if page.actions:
            parts += f"\0{page.actions!r}"
        return _digest(parts)


def _digest(text: str) -> bytes:
    # The name of a file need not be UTF-8.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:DIGEST_BYTES]


def _digest_of_row(chunks: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(chunks + body, digest_size=DIGEST_BYTES).digest()
