"""Pack evidence: what repeats on many pages is stored and kept in memory once.

The long lists of a page's evidence are divided into chunks, which are named by their hashes. The contents
of an item decide whether a chunk ends after it, so a list of 1000 links in which one differs from page to
page shares all chunks but one. Items that are equal become the same object, whatever chunk they are in.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Final, cast

import msgspec

from a11ycheck.cache.lazy_items import LazyItems
from a11ycheck.model import (
    Assertion,
    AxeCheck,
    AxeNode,
    Element,
    Fact,
    PageEvidence,
    Request,
    TreeNode,
)

__all__ = ["DIGEST_BYTES", "Interner", "PackedEvidence", "digest_of", "pack_list"]

DIGEST_BYTES: Final = 16
# A chunk ends after one of 16 items by its contents, and at the latest after 64.
_END_MASK = 15
_MOST_ITEMS = 64
# Of distinct items that are known in one run: about 100 MB.
_MOST_KNOWN = 100_000

_encoder = msgspec.msgpack.Encoder()
_raw_list: msgspec.msgpack.Decoder[list[msgspec.Raw]] = msgspec.msgpack.Decoder(list[msgspec.Raw])
_decoders: Final[Mapping[type, msgspec.msgpack.Decoder[Any]]] = {
    kind: msgspec.msgpack.Decoder(kind)
    for kind in (Assertion, AxeNode, Fact, Request, TreeNode, str)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedEvidence:
    """Evidence whose long lists are empty, the digests of their chunks, and the data of the chunks.

    `lists` has one text of joined digests for each list, in the order of `_lists_of`.
    """

    rest: PageEvidence
    lists: tuple[bytes, ...]
    chunks: Mapping[bytes, bytes]


class Interner:
    """Makes equal evidence the same object within a run.

    It knows a bounded number of items: beyond that, equal items may be different objects.
    """

    def __init__(self, most: int = _MOST_KNOWN) -> None:
        """Start without any evidence; `most` is the number of distinct items to know."""
        self._most = most
        self._items: dict[bytes, Any] = {}
        self._chunks: dict[bytes, tuple[Any, ...]] = {}
        self._lists: dict[tuple[type, bytes], LazyItems] = {}
        self._present: set[bytes] = set()

    def pack(self, evidence: PageEvidence) -> PackedEvidence:
        """Return evidence in its packed form; UnicodeEncodeError for text that is no Unicode."""
        chunks: dict[bytes, bytes] = {}
        lists = tuple(pack_list(kind, items, chunks) for kind, items in _lists_of(evidence))
        rest = _with_lists(evidence, iter([()] * len(lists)))
        return PackedEvidence(rest=rest, lists=lists, chunks=chunks)

    def unpack(
        self,
        rest: PageEvidence,
        lists: Iterable[bytes],
        chunk: Callable[[bytes], bytes | None],
    ) -> PageEvidence:
        """Return the evidence that was packed; `chunk` returns the data of a chunk by its digest.

        KeyError if a chunk is missing, or is not what its digest says. Lists are unpacked when they are
        first read, with `chunk`.
        """
        kinds = (kind for kind, _ in _lists_of(rest))
        found = [
            self.unpack_list(kind, digests, chunk)
            for kind, digests in zip(kinds, lists, strict=True)
        ]
        return _with_lists(rest, iter(found))

    def shared(self, evidence: PageEvidence) -> PageEvidence:
        """Return equal evidence that shares its parts with that of other pages."""
        try:
            packed = self.pack(evidence)
        except UnicodeEncodeError:
            return evidence
        kinds = (kind for kind, _ in _lists_of(evidence))
        found = [
            self._unpacked(kind, digests, packed.chunks.get)
            for kind, digests in zip(kinds, packed.lists, strict=True)
        ]
        return _with_lists(packed.rest, iter(found))

    def unpack_list(
        self, kind: type, digests: bytes, chunk: Callable[[bytes], bytes | None]
    ) -> tuple[Any, ...]:
        """Return a list that was packed, which is unpacked when it is first read; see `unpack`."""
        if not digests:
            return ()
        found = self._lists.get((kind, digests))
        if found is None:
            for name in _names(digests):
                if name not in self._present:
                    _demand(kind, name, chunk(name))
                    self._present.add(name)
            found = LazyItems(lambda: self._unpacked(kind, digests, chunk))
            self._lists[kind, digests] = found
        return cast("tuple[Any, ...]", found)

    def _unpacked(
        self, kind: type, digests: bytes, chunk: Callable[[bytes], bytes | None]
    ) -> tuple[Any, ...]:
        if len(self._items) > self._most:
            self._items, self._chunks, self._lists = {}, {}, {}
        return tuple(item for name in _names(digests) for item in self._chunk(kind, name, chunk))

    def _chunk(
        self, kind: type, name: bytes, chunk: Callable[[bytes], bytes | None]
    ) -> tuple[Any, ...]:
        found = self._chunks.get(name)
        if found is None:
            data = _demand(kind, name, chunk(name))
            found = tuple(self._item(kind, bytes(raw)) for raw in _raw_list.decode(data))
            self._chunks[name] = found
        return found

    def _item(self, kind: type, raw: bytes) -> Any:
        name = digest_of(kind, raw)
        if name not in self._items:
            self._items[name] = self._with_known_parts(_decoders[kind].decode(raw))
        return self._items[name]

    def _with_known_parts(self, item: Any) -> Any:
        match item:
            case AxeNode():
                return replace(
                    item,
                    element=self._known(Element, item.element),
                    checks=tuple(self._known(AxeCheck, check) for check in item.checks),
                    data=self._known(dict, item.data),
                )
            case Fact() | Assertion() if item.element is not None:
                return replace(item, element=self._known(Element, item.element))
            case _:
                return item

    def _known(self, kind: type, part: Any) -> Any:
        return self._items.setdefault(digest_of(kind, _encoder.encode(part)), part)


def pack_list(kind: type, items: Iterable[Any], chunks: dict[bytes, bytes]) -> bytes:
    """Return the joined digests of a list's chunks, and add their data to `chunks`."""
    digests = []
    for raws in _divide([_encoder.encode(item) for item in items]):
        data = _encoder.encode([msgspec.Raw(raw) for raw in raws])
        digest = digest_of(kind, data)
        chunks[digest] = data
        digests.append(digest)
    return b"".join(digests)


def _names(digests: bytes) -> Iterator[bytes]:
    """Yield the digests that are joined."""
    for start in range(0, len(digests), DIGEST_BYTES):
        yield digests[start : start + DIGEST_BYTES]


def _demand(kind: type, name: bytes, data: bytes | None) -> bytes:
    """Return the data of a chunk; KeyError if they are missing, or are not what the digest says."""
    if data is None or digest_of(kind, data) != name:
        raise KeyError(name)
    return data


def digest_of(kind: type, data: bytes) -> bytes:
    """Return the digest of encoded data of a kind."""
    return blake2b(data, digest_size=DIGEST_BYTES, person=kind.__name__.encode()).digest()


def _lists_of(evidence: PageEvidence) -> Iterator[tuple[type, tuple[Any, ...]]]:
    """Yield each long list of evidence, with the type of its items."""
    for result in evidence.axe:
        yield AxeNode, result.nodes
    for probe in evidence.probes:
        yield Fact, probe.facts
    yield Request, evidence.requests
    for tree in evidence.trees:
        yield TreeNode, tree.nodes
    yield str, evidence.passed
    yield str, evidence.inapplicable


def _with_lists(evidence: PageEvidence, lists: Iterator[tuple[Any, ...]]) -> PageEvidence:
    """Return evidence with other lists, in the order of `_lists_of`."""
    return replace(
        evidence,
        axe=tuple(replace(result, nodes=next(lists)) for result in evidence.axe),
        probes=tuple(replace(probe, facts=next(lists)) for probe in evidence.probes),
        requests=next(lists),
        trees=tuple(replace(tree, nodes=next(lists)) for tree in evidence.trees),
        passed=next(lists),
        inapplicable=next(lists),
    )


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
