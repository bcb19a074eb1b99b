"""The items of a list that are unpacked when they are first needed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

__all__ = ["LazyItems"]

_ReadChunk = Callable[[bytes], bytes | None]


class _Unpacker(Protocol):
    """Unpacks lists (`Interner`)."""

    def unpack_items(
        self, items: "LazyItems", kind: type, digests: bytes, chunk: _ReadChunk
    ) -> tuple[Any, ...]:
        """Return the items of a list."""
        ...


class LazyItems(Sequence[Any]):
    """Stands in for a tuple, and equals one with the same items.

    Evidence whose judgement is known is hardly read, so most of its lists are never unpacked. A list that
    was released is unpacked again when it is read: its items are equal then, and not the same objects.
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

    def __getitem__(self, index: Any) -> Any:
        """Return an item, or some as a tuple."""
        return self._all()[index]

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._all())

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the items."""
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        """Return whether a sequence has the same items."""
        return isinstance(other, tuple | LazyItems) and self._all() == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of the items."""
        return hash(self._all())

    def __repr__(self) -> str:
        """Return the items as those of a tuple."""
        return repr(self._all())
