"""Cache what is announced at elements of a page until its evidence or our code changes."""

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Mapping

import msgspec

from a11ycheck.cache.chunks import DIGEST_BYTES, digest_of, encode
from a11ycheck.cache.database import DAY_SECONDS, CacheDatabase
from a11ycheck.cache.entry_rows import JUDGEMENTS, EntryRow, write_entry
from a11ycheck.model import Element, Message

__all__ = ["AnnouncementCache"]

log = logging.getLogger(__name__)

_decoder = msgspec.msgpack.Decoder(dict[bytes, tuple[Message, ...]])


class AnnouncementCache:
    """What is announced at the elements of pages, one entry for each page.

    `key` is a hash of our code, and `digests` identify the evidence of each page. Pages without a digest
    are not cached.
    """

    def __init__(self, database: CacheDatabase, key: str, digests: Mapping[str, bytes]) -> None:
        """Take the database, the key and the digests."""
        self._database = database
        self._key = key.encode()
        self._digests = digests
        self._pages: dict[str, dict[bytes, tuple[Message, ...]]] = {}
        self._new: set[str] = set()
        self._stale: list[bytes] = []

    def get(self, page: str, element: Element) -> tuple[Message, ...] | None:
        """Return what is announced at an element of a page, None if it is not known."""
        return self._page(page).get(_name(element)) if page in self._digests else None

    def put(self, page: str, element: Element, announced: tuple[Message, ...]) -> None:
        """Remember what is announced at an element, until `write` stores it."""
        if page in self._digests:
            self._page(page)[_name(element)] = announced
            self._new.add(page)

    def write(self) -> None:
        """Store what is new, and that the rest was used."""
        now = int(self._database.now())
        rows = [row for page in sorted(self._new) if (row := self._row(page, now))]
        touched = [(now, name) for name in self._stale]

        def write(connection: sqlite3.Connection) -> None:
            for row in rows:
                write_entry(connection, row)
            connection.executemany("UPDATE entries SET used = ? WHERE name = ?", touched)

        if rows or touched:
            self._database.write(write)
        self._new, self._stale = set(), []

    def _row(self, page: str, now: int) -> EntryRow | None:
        try:
            body = zlib.compress(encode(self._pages[page]))
        except UnicodeEncodeError as error:
            log.debug("The announcements of %s are not cached.", page, exc_info=error)
            return None
        return EntryRow(name=self._entry(page), setting=JUDGEMENTS, used=now, chunks=b"", body=body)

    def _page(self, page: str) -> dict[bytes, tuple[Message, ...]]:
        if page not in self._pages:
            self._pages[page] = self._read(page)
        return self._pages[page]

    def _read(self, page: str) -> dict[bytes, tuple[Message, ...]]:
        name = self._entry(page)
        query = "SELECT body, used FROM entries WHERE name = ?"
        for data, used in self._database.select(query, (name,)):
            try:
                found = _decoder.decode(zlib.decompress(data))
            except (TypeError, zlib.error, msgspec.MsgspecError) as error:
                log.debug("The announcements of %s cannot be read.", page, exc_info=error)
                break
            if used < self._database.now() - DAY_SECONDS:
                self._stale.append(name)
            return found
        return {}

    def _entry(self, page: str) -> bytes:
        name = page.encode("utf-8", "surrogatepass")
        parts = b"\0".join((b"announced", self._key, name, self._digests[page]))
        return hashlib.blake2b(parts, digest_size=DIGEST_BYTES).digest()


def _name(element: Element) -> bytes:
    try:
        return digest_of(Element, encode(element))
    except UnicodeEncodeError:  # half of a surrogate pair
        return digest_of(Element, repr(element).encode())
