"""Items of lists that are equal become the same object, whatever chunk they are in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec

from a11ycheck.cache.chunks import demand_chunk, digest_of, encode
from a11ycheck.model import Assertion, AxeCheck, AxeNode, Element, Fact, Request, TreeNode
from a11ycheck.recently_used import RecentlyUsed

__all__ = ["KnownItems"]

_raw_list: msgspec.msgpack.Decoder[list[msgspec.Raw]] = msgspec.msgpack.Decoder(list[msgspec.Raw])
_decoders: Final[Mapping[type, msgspec.msgpack.Decoder[Any]]] = {
    kind: msgspec.msgpack.Decoder(kind)
    for kind in (Assertion, AxeNode, Fact, Request, TreeNode, str)
}


class KnownItems:
    """The items that were decoded last; it belongs to one thread."""

    def __init__(self, most: int) -> None:
        """Start without any; `most` is the number of distinct items to know."""
        self._items = RecentlyUsed[bytes, Any](most // 2)
        self._chunks = RecentlyUsed[bytes, tuple[Any, ...]](most // 2)

    def of_chunk(
        self, kind: type, name: bytes, chunk: Callable[[bytes], bytes | None]
    ) -> tuple[Any, ...]:
        """Return the items of a kind in a chunk; `chunk` returns its data by the digest `name`.

        KeyError if they are missing, or are not what the digest says.
        """
        found = self._chunks.get(name)
        if found is None:
            data = demand_chunk(kind, name, chunk(name))
            found = tuple(self._item(kind, bytes(raw)) for raw in _raw_list.decode(data))
            self._chunks.put(name, found, len(found))
        return found

    def _item(self, kind: type, raw: bytes) -> Any:
        name = digest_of(kind, raw)
        found = self._items.get(name)
        if found is None:
            found = self._with_known_parts(_decoders[kind].decode(raw))
            self._items.put(name, found)
        return found

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
        name = digest_of(kind, encode(part))
        found = self._items.get(name)
        if found is None:
            self._items.put(name, part)
        return part if found is None else found
