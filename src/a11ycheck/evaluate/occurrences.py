"""Collect the assertions of one rule page by page: each distinct one once, with all its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from a11ycheck.model import Assertion

__all__ = ["Occurrences", "VariantMerger"]


@dataclass(slots=True, kw_only=True)
class Occurrences:
    """The assertions of one rule so far; pages that share an assertion share the object.

    Objects are recognised by their id, so each is kept for as long as its id is used.
    """

    _found: dict[int, tuple[Assertion, list[str]]] = field(default_factory=dict)

    def add(self, page: str, assertions: Sequence[Assertion]) -> None:
        """Add the assertions of a page, in which no element is twice."""
        found = self._found
        for item in assertions:
            known = found.get(id(item))
            if known is None:
                found[id(item)] = (item, [page])
            else:
                known[1].append(page)

    def assertions(self) -> Iterator[Assertion]:
        """Yield each assertion in the order of its first page; equal lists of pages are one object."""
        shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        for item, names in self._found.values():
            pages = tuple(names)
            yield replace(item, pages=shared.setdefault(pages, pages))


@dataclass(slots=True, kw_only=True)
class VariantMerger:
    """Merges the assertions of an element that several variants show; equal input, the same objects.

    `variants` are the names of all variants, in the order in which an assertion has its own.
    Objects are recognised by their id, so each is kept for as long as its id is used.
    """

    variants: tuple[str, ...] = ()
    _keys: dict[int, tuple[Assertion, int]] = field(default_factory=dict)
    _numbers: dict[object, int] = field(default_factory=dict)
    _merged: dict[tuple[int, ...], Assertion] = field(default_factory=dict)

    def merge(self, assertions: Sequence[Assertion]) -> Sequence[Assertion]:
        """Return each assertion of one rule and page once, with all the variants that show its element."""
        by_key: dict[int, list[Assertion]] = {}
        for item in assertions:
            by_key.setdefault(self._key(item), []).append(item)
        if len(by_key) == len(assertions):
            return assertions
        return [same[0] if len(same) == 1 else self._merge(same) for same in by_key.values()]

    def _key(self, item: Assertion) -> int:
        """Return a number that assertions of one element share."""
        known = self._keys.get(id(item))
        if known is None:
            target = item.element.target if item.element else ()
            # Messages differ by their text, not by how it came about.
            texts = tuple(map(str, item.messages))
            key = (item.outcome, target, item.source, texts, item.impact)
            known = self._keys[id(item)] = (item, self._numbers.setdefault(key, len(self._numbers)))
        return known[1]

    def _merge(self, same: Sequence[Assertion]) -> Assertion:
        ids = tuple(map(id, same))
        if ids not in self._merged:
            found = dict.fromkeys(name for item in same for name in item.variants)
            # Which variants were measured together differs from page to page, and from run to run.
            ordered = dict.fromkeys(name for name in self.variants if name in found)
            self._merged[ids] = replace(same[-1], variants=tuple(ordered | found))
        return self._merged[ids]
