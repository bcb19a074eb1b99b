"""Pack evidence: what repeats on many pages is stored and kept in memory once.

Items of lists that are equal become the same object, whatever chunk they are in. Lists are unpacked when
they are read, and those that were unpacked longest ago are released, so that memory does not grow with what
is read.
"""

import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

import msgspec

from a11ycheck.cache.chunks import (
    DIGEST_BYTES,
    demand_chunk,
    digest_of,
    encode,
    pack_list,
    split_digests,
)
from a11ycheck.cache.frames import (
    OwnEvidence,
    Result,
    frame_of,
    lists_of,
    own_evidence,
    with_items,
)
from a11ycheck.cache.known_items import KnownItems
from a11ycheck.cache.lazy_items import LazyItems, LazyResults
from a11ycheck.model import (
    AxeNode,
    AxeResult,
    Fact,
    PageEvidence,
    PageTree,
    ProbeResult,
    Request,
    TreeNode,
)
from a11ycheck.recently_used import RecentlyUsed

__all__ = ["Interner", "PackedEvidence"]

# Of distinct items that are known in one run, and of items in lists that are unpacked: about 50 MB.
_MOST_KNOWN = 40_000
# Of lists, and of results, that are found again.
_MOST_LISTS = 10_000
_COMPRESSION: Final = 1

_frame_decoder: Final = msgspec.msgpack.Decoder(PageEvidence)
_ITEMS: Final[Mapping[type, type]] = {AxeResult: AxeNode, ProbeResult: Fact, PageTree: TreeNode}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedEvidence:
    """What belongs to the page, the digests of all else, and the data of the chunks that they name.

    `digests` are joined: that of the frame, then those of each list, in the order of `lists_of`; `counts`
    has the number of chunks of each list.
    """

    own: OwnEvidence
    digests: bytes
    counts: tuple[int, ...]
    chunks: Mapping[bytes, bytes]


class Interner:
    """Makes equal evidence the same object within a run.

    It knows a bounded number of items: beyond that, equal items may be different objects. It belongs to one
    thread.
    """

    def __init__(self, most: int = _MOST_KNOWN) -> None:
        """Start without any evidence; `most` is the number of distinct items to know."""
        self._most = most
        self._items = KnownItems(most)
        self._lists = RecentlyUsed[tuple[type, bytes], LazyItems](_MOST_LISTS)
        self._results = RecentlyUsed[tuple[int, bytes], Result](_MOST_LISTS)
        self._frames: dict[bytes, tuple[Result, ...]] = {}
        self._counts: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._kept: dict[bytes, bytes] = {}
        self._unpacked: deque[tuple[LazyItems, int]] = deque()
        self._unpacked_count = 0

    def pack(self, evidence: PageEvidence) -> PackedEvidence:
        """Return evidence in its packed form; UnicodeEncodeError for text that is no Unicode."""
        data = encode(frame_of(evidence))
        frame = digest_of(PageEvidence, data)
        chunks = {frame: data}
        lists = [pack_list(kind, items, chunks) for kind, items in lists_of(evidence)]
        return PackedEvidence(
            own=own_evidence(evidence),
            digests=frame + b"".join(lists),
            counts=tuple(len(digests) // DIGEST_BYTES for digests in lists),
            chunks=chunks,
        )

    def unpack(
        self,
        own: OwnEvidence,
        digests: bytes,
        counts: tuple[int, ...],
        chunk: Callable[[bytes], bytes | None],
    ) -> PageEvidence:
        """Return the evidence that was packed; `chunk` returns the data of a chunk by its digest.

        Its results are made each time they are read, and lists are unpacked when they are first read, with
        `chunk`.
        """
        *lists, requests, passed, inapplicable = split_digests(digests[DIGEST_BYTES:], counts)
        if len(lists) != len(self._frame(digests, chunk)):
            raise KeyError(digests[:DIGEST_BYTES])
        shared_counts = self._counts.setdefault(counts, counts)
        axe, probes, trees = (
            cast("tuple[Any, ...]", LazyResults(self, kind, digests, shared_counts, chunk))
            for kind in (AxeResult, ProbeResult, PageTree)
        )
        return PageEvidence(
            page=own.page,
            axe=axe,
            passed=self.unpack_list(str, passed, chunk),
            inapplicable=self.unpack_list(str, inapplicable, chunk),
            probes=probes,
            requests=self.unpack_list(Request, requests, chunk),
            notices=own.notices,
            shown=own.shown,
            content=own.content,
            consulted=own.consulted,
            state=own.state,
            trees=trees,
        )

    def shared(self, evidence: PageEvidence) -> PageEvidence:
        """Return equal evidence that shares its parts with that of other pages."""
        try:
            packed = self.pack(evidence)
        except UnicodeEncodeError:
            return evidence
        for name, data in packed.chunks.items():
            if name not in self._kept:
                self._kept[name] = zlib.compress(data, _COMPRESSION)
        found = self.unpack(packed.own, packed.digests, packed.counts, self._kept_chunk)
        return replace(
            found,
            markup=evidence.markup,
            markup_total=evidence.markup_total,
            source=evidence.source,
        )

    def _kept_chunk(self, name: bytes) -> bytes | None:
        data = self._kept.get(name)
        return None if data is None else zlib.decompress(data)

    def unpack_list(
        self, kind: type, digests: bytes, chunk: Callable[[bytes], bytes | None]
    ) -> tuple[Any, ...]:
        """Return a list that was packed, which is unpacked when it is first read, with `chunk`."""
        if not digests:
            return ()
        found = self._lists.get((kind, digests))
        if found is None:
            found = LazyItems(self, kind, digests, chunk)
            self._lists.put((kind, digests), found)
        return cast("tuple[Any, ...]", found)

    def unpack_results(
        self,
        kind: type,
        digests: bytes,
        counts: tuple[int, ...],
        chunk: Callable[[bytes], bytes | None],
    ) -> tuple[Result, ...]:
        """Return the results of a kind in packed evidence; their lists are unpacked when they are read."""
        found = []
        end = DIGEST_BYTES
        for result, count in zip(self._frame(digests, chunk), counts, strict=False):
            start, end = end, end + count * DIGEST_BYTES
            if type(result) is kind:
                found.append(self._result(result, digests[start:end], chunk) if count else result)
        return tuple(found)

    def _frame(self, digests: bytes, chunk: Callable[[bytes], bytes | None]) -> tuple[Result, ...]:
        """Return the results of the frame of packed evidence, in their order, without their lists."""
        name = digests[:DIGEST_BYTES]
        if name not in self._frames:
            frame = _frame_decoder.decode(demand_chunk(PageEvidence, name, chunk(name)))
            self._frames[name] = (*frame.axe, *frame.probes, *frame.trees)
        return self._frames[name]

    def _result(
        self, result: Result, digests: bytes, chunk: Callable[[bytes], bytes | None]
    ) -> Result:
        """Return a result of a frame with the items of its list: the same object for equal ones."""
        key = (id(result), digests)
        found = self._results.get(key)
        if found is None:
            items = self.unpack_list(_ITEMS[type(result)], digests, chunk)
            found = with_items(result, items)
            self._results.put(key, found)
        return found

    def unpack_items(
        self,
        items: LazyItems,
        kind: type,
        digests: bytes,
        chunk: Callable[[bytes], bytes | None],
    ) -> tuple[Any, ...]:
        """Return the items of a list, and release lists that were unpacked long ago."""
        found = tuple(
            item for name in _names(digests) for item in self._items.of_chunk(kind, name, chunk)
        )
        self._unpacked.append((items, len(found)))
        self._unpacked_count += len(found)
        while self._unpacked_count > self._most and len(self._unpacked) > 1:
            oldest, count = self._unpacked.popleft()
            oldest.release()
            self._unpacked_count -= count
        return found


def _names(digests: bytes) -> Iterator[bytes]:
    """Yield the digests that are joined."""
    for start in range(0, len(digests), DIGEST_BYTES):
        yield digests[start : start + DIGEST_BYTES]
