"""Sequences that stand in for tuples, whose items are made when they are first needed.

Evidence whose judgement is known is hardly read, so most of its lists are never unpacked.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

__all__ = ["LazyItems", "LazyResults"]

_ReadChunk = Callable[[bytes], bytes | None]


class _LazyTuple(Sequence[Any]):
    """Stands in for a tuple, and equals one with the same items."""

    __slots__ = ()

    @abstractmethod
    def _all(self) -> tuple[Any, ...]:
        """Return the items."""

    def __getitem__(self, index: Any) -> Any:
        """Return an item, or some as a tuple."""
        return self._all()[index]

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._all())

    def __contains__(self, item: object) -> bool:
        """Return whether an item equals this."""
        return item in self._all()

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the items."""
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        """Return whether a sequence has the same items."""
        return isinstance(other, tuple | _LazyTuple) and self._all() == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of the items."""
        return hash(self._all())

    def __repr__(self) -> str:
        """Return the items as those of a tuple."""
        return repr(self._all())


class _Unpacker(Protocol):
    """Unpacks lists and results (`Interner`)."""

    def unpack_items(
        self, items: "LazyItems", kind: type, digests: bytes, chunk: _ReadChunk
    ) -> tuple[Any, ...]:
        """Return the items of a list."""
        ...

    def unpack_results(
        self, kind: type, digests: bytes, counts: tuple[int, ...], chunk: _ReadChunk
    ) -> tuple[Any, ...]:
        """Return the results of a kind."""
        ...


class LazyItems(_LazyTuple):
    """A list that is unpacked when it is first read.

    One that was released is unpacked again when it is read: its items are equal then, and not the same
    objects.
    """

    # There are dozens for each page: a closure for each would take four times as much memory.
    __slots__ = ("_chunk", "_digests", "_items", "_kind", "_unpacker")

    def __init__(self, unpacker: _Unpacker, kind: type, digests: bytes, chunk: _ReadChunk) -> None:
        """Take what unpacks the items, their type and joined digests, and what reads a chunk."""
        self._unpacker = unpacker
        self._kind = kind
        self._digests = digests
        self._chunk = chunk
        self._items: tuple[Any, ...] | None = None

    def release(self) -> None:
        """Forget the items until they are needed again."""
        self._items = None

    def _all(self) -> tuple[Any, ...]:
        items = self._items
        if items is None:
            unpack = self._unpacker.unpack_items
            items = self._items = unpack(self, self._kind, self._digests, self._chunk)
        return items


class LazyResults(_LazyTuple):
    """The results of a kind of one page, made each time they are read."""

    __slots__ = ("_chunk", "_counts", "_digests", "_kind", "_unpacker")

    def __init__(
        self,
        unpacker: _Unpacker,
        kind: type,
        digests: bytes,
        counts: tuple[int, ...],
        chunk: _ReadChunk,
    ) -> None:
        """Take what unpacks them, their type, the digests and counts of packed evidence, and its chunks."""
        self._unpacker = unpacker
        self._kind = kind
        self._digests = digests
        self._counts = counts
        self._chunk = chunk

    def _all(self) -> tuple[Any, ...]:
        return self._unpacker.unpack_results(self._kind, self._digests, self._counts, self._chunk)
