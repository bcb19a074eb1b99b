"""Divide long lists into chunks, which are named by their hashes.

The contents of an item decide whether a chunk ends after it, so a list of 1000 links in which one differs
from page to page shares all chunks but one.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec

__all__ = ["DIGEST_BYTES", "demand_chunk", "digest_of", "encode", "pack_list", "split_digests"]

DIGEST_BYTES: Final = 16
# A chunk ends after one of 16 items by its contents, and at the latest after 64.
_END_MASK = 15
_MOST_ITEMS = 64

encode: Final = msgspec.msgpack.Encoder().encode
"""Encodes an item."""


def pack_list(kind: type, items: Iterable[Any], chunks: dict[bytes, bytes]) -> bytes:
    """Return the joined digests of a list's chunks, and add their data to `chunks`."""
    digests = []
    for raws in _divide([encode(item) for item in items]):
        data = encode([msgspec.Raw(raw) for raw in raws])
        digest = digest_of(kind, data)
        chunks[digest] = data
        digests.append(digest)
    return b"".join(digests)


def digest_of(kind: type, data: bytes) -> bytes:
    """Return the digest of encoded data of a kind."""
    return blake2b(data, digest_size=DIGEST_BYTES, person=kind.__name__.encode()).digest()


def demand_chunk(kind: type, name: bytes, data: bytes | None) -> bytes:
    """Return the data of a chunk; KeyError if they are missing, or are not what the digest says."""
    if data is None or digest_of(kind, data) != name:
        raise KeyError(name)
    return data


def split_digests(chunks: bytes, counts: Sequence[int]) -> list[bytes]:
    """Return the joined digests of each list; `counts` are the numbers of their chunks."""
    lists, start = [], 0
    for count in counts:
        lists.append(chunks[start : start + count * DIGEST_BYTES])
        start += count * DIGEST_BYTES
    return lists


def _divide(raws: list[bytes]) -> Iterator[list[bytes]]:
    """Divide encoded items into chunks whose ends depend on the items alone."""
    chunk: list[bytes] = []
    for raw in raws:
        chunk.append(raw)
        if not zlib.crc32(raw) & _END_MASK or len(chunk) == _MOST_ITEMS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
