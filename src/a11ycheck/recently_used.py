"""A mapping of bounded size: what was used longest ago is forgotten first."""

from typing import Generic, TypeVar

__all__ = ["RecentlyUsed"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class RecentlyUsed(Generic[_Key, _Value]):
    """Keeps at least the values that were used last, up to the size `most`, and at most twice as much.

    Values are forgotten by generations: as soon as a generation is full, the one before it is dropped. This
    takes one dictionary lookup for most uses, and no memory for an order.
    """

    __slots__ = ("_most", "_new", "_old", "_size")

    def __init__(self, most: int) -> None:
        """Start empty; `most` is the size of a generation."""
        self._most = most
        self._new: dict[_Key, tuple[_Value, int]] = {}
        self._old: dict[_Key, tuple[_Value, int]] = {}
        self._size = 0

    def get(self, key: _Key) -> _Value | None:
        """Return a value, None if it is not kept."""
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
            if found is None:
                return None
            self.put(key, *found)
        return found[0]

    def put(self, key: _Key, value: _Value, size: int = 1) -> None:
        """Keep a value of a size."""
        if self._size >= self._most:
            self._old, self._new, self._size = self._new, {}, 0
        self._new[key] = (value, size)
        self._size += size
