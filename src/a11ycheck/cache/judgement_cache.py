"""Cache the judgement of a page until its evidence, the rules or their options change."""

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from a11ycheck.cache.chunk_store import ChunkStore, write_chunks
from a11ycheck.cache.chunks import DIGEST_BYTES, pack_list, split_digests
from a11ycheck.cache.database import DAY_SECONDS, CacheDatabase
from a11ycheck.cache.entry_rows import (
    COMPRESSION,
    JUDGEMENTS,
    EntryRow,
    write_entry,
)
from a11ycheck.cache.packing import Interner
from a11ycheck.evaluate import JudgedPage
from a11ycheck.model import Assertion, Outcome, RuleError

__all__ = ["JudgementCache"]

log = logging.getLogger(__name__)

# What is new of so many pages is stored at once: of thousands, it would take a lot of memory.
_MOST_UNSAVED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """An entry without its lists: first that of the outcomes, then one of assertions for each of `rules`.

    `counts` has the number of chunks of each list.
    """

    counts: tuple[int, ...]
    rules: tuple[str, ...]
    errors: dict[str, tuple[RuleError, ...]]


class JudgementCache:
    """The judgements of pages by one selection of rules.

    `key` is a hash of all that judgements depend on beside evidence, and `digests` identify the evidence of
    each page. Pages without a digest are not cached.
    """

    def __init__(
        self, database: CacheDatabase, key: str, digests: Mapping[str, bytes], interner: Interner
    ) -> None:
        """Take the database, the key, the digests, and what knows equal parts of judgements."""
        self._database = database
        self._key = key.encode()
        self._digests = digests
        self._interner = interner
        self._chunks = ChunkStore(database)
        self._rows: list[EntryRow] = []
        self._stale: list[bytes] = []
        self._outcomes: dict[bytes, dict[str, Outcome]] = {}

    def get(self, page: str) -> JudgedPage | None:
        """Return the judgement of a page, None if it is not known."""
        digest = self._digests.get(page)
        if digest is None:
            return None
        name = self._name(page, digest)
        query = "SELECT body, chunks, used FROM entries WHERE name = ?"
        rows = self._database.select(query, (name,))
        if not rows:
            return None
        data, chunks, used = rows[0]
        try:
            body = msgspec.msgpack.decode(zlib.decompress(data), type=_Body)
            self._chunks.demand(chunks)
            found = self._unpack(body, split_digests(chunks, body.counts))
        except (KeyError, ValueError, TypeError, zlib.error, msgspec.MsgspecError) as error:
            log.debug("The judgement of %s cannot be read.", page, exc_info=error)
            return None
        if used < self._database.now() - DAY_SECONDS:
            self._stale.append(name)
        return found

    def put(self, page: str, judged: JudgedPage) -> JudgedPage:
        """Remember the judgement of a page, which `write` stores, if not earlier.

        Returns one that shares its assertions with those of other pages.
        """
        digest = self._digests.get(page)
        if digest is None:
            return judged
        outcomes = [f"{rule}={outcome}" for rule, outcome in judged.outcomes.items()]
        try:
            lists = [pack_list(str, outcomes, self._chunks.unsaved)]
            lists += [
                pack_list(Assertion, found, self._chunks.unsaved)
                for found in judged.assertions.values()
            ]
            body = _Body(
                counts=tuple(len(digests) // DIGEST_BYTES for digests in lists),
                rules=tuple(judged.assertions),
                errors=dict(judged.errors),
            )
            data = zlib.compress(msgspec.msgpack.encode(body), COMPRESSION)
        except (UnicodeEncodeError, OverflowError) as error:
            log.debug("The judgement of %s is not cached.", page, exc_info=error)
            return judged
        row = EntryRow(
            name=self._name(page, digest),
            setting=JUDGEMENTS,
            used=int(self._database.now()),
            chunks=b"".join(lists),
            body=data,
        )
        self._rows.append(row)
        if len(self._rows) >= _MOST_UNSAVED:
            self.write()
        return self._unpack(body, lists)

    def write(self) -> None:
        """Store what is new, and that the rest was used."""
        now = int(self._database.now())

        def write(connection: sqlite3.Connection) -> None:
            write_chunks(connection, self._chunks.unsaved)
            for row in self._rows:
                write_entry(connection, row)
            touched = [(now, name) for name in self._stale]
            connection.executemany("UPDATE entries SET used = ? WHERE name = ?", touched)

        # Judgements are unpacked when they are read, so what could not be stored remains.
        if (self._rows or self._stale) and self._database.write(write):
            self._chunks.unsaved.clear()
        self._rows, self._stale = [], []

    def _unpack(self, body: _Body, lists: list[bytes]) -> JudgedPage:
        assertions = {
            rule: self._interner.unpack_list(Assertion, digests, self._chunks.read)
            for rule, digests in zip(body.rules, lists[1:], strict=True)
        }
        return JudgedPage(
            outcomes=self._outcomes_of(lists[0]), assertions=assertions, errors=body.errors
        )

    def _outcomes_of(self, digests: bytes) -> Mapping[str, Outcome]:
        """Return the outcomes, which are the same on most pages."""
        if digests not in self._outcomes:
            texts = self._interner.unpack_list(str, digests, self._chunks.read)
            pairs = (text.rpartition("=") for text in texts)
            self._outcomes[digests] = {rule: Outcome(outcome) for rule, _, outcome in pairs}
        return self._outcomes[digests]

    def _name(self, page: str, digest: bytes) -> bytes:
        parts = b"\0".join((b"judged", self._key, page.encode("utf-8", "surrogatepass"), digest))
        return hashlib.blake2b(parts, digest_size=DIGEST_BYTES).digest()
