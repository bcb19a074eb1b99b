"""The items of a list that are unpacked when they are first needed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

__all__ = ["LazyItems"]


class LazyItems(Sequence[Any]):
    """Stands in for a tuple, and equals one with the same items.

    Evidence whose judgement is known is hardly read, so most of its lists are never unpacked. A list that
    was released is unpacked again when it is read: its items are equal then, and not the same objects.
    """

    __slots__ = ("_items", "_unpack")

    def __init__(self, unpack: Callable[["LazyItems"], tuple[Any, ...]]) -> None:
        """Take the function that returns the items; it gets this object, to release it later."""
        self._unpack = unpack
        self._items: tuple[Any, ...] | None = None

    def release(self) -> None:
        """Forget the items until they are needed again."""
        self._items = None

    def _all(self) -> tuple[Any, ...]:
        items = self._items
        if items is None:
            items = self._items = self._unpack(self)
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
