"""Selectors and start tags of the elements in a snapshot, as findings show them."""

from collections import Counter
from functools import cached_property
from typing import Final

from a11ycheck.browser.dom_snapshot import DomSnapshot

__all__ = ["DomSelectors"]

_MAX_HTML: Final = 400
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
Target = tuple[str | tuple[str, ...], ...]


class DomSelectors:
    """Names elements by the nearest unique id around them, and places among siblings from there."""

    def __init__(self, snapshot: DomSnapshot) -> None:
        """Take the snapshot."""
        self._snapshot = snapshot
        self._targets: dict[int, Target] = {}

    @cached_property
    def _places(self) -> dict[int, int]:
        """Return the place of each element among its siblings, from 1."""
        seen: Counter[tuple[int, bool]] = Counter()
        places: dict[int, int] = {}
        snapshot = self._snapshot
        for number, parent in enumerate(snapshot.parents):
            if snapshot.is_element(number):
                key = (parent, snapshot.is_in_shadow(number))
                seen[key] += 1
                places[number] = seen[key]
        return places

    @cached_property
    def _ids(self) -> Counter[str]:
        snapshot = self._snapshot
        found = (
            snapshot.attribute(number, "id")
            for number in range(len(snapshot.parents))
            if snapshot.is_element(number)
        )
        return Counter(name for name in found if name)

    def target(self, number: int) -> Target:
        """Return the target of an element, in the form that axe uses."""
        # A loop, not recursion: pages nest deeper than Python does.
        waiting = []
        element = number
        while element >= 0 and element not in self._targets:
            if self._snapshot.is_element(element):
                waiting.append(element)
            element = self._snapshot.parents[element]
        for element in reversed(waiting):
            self._targets[element] = self._make(element)
        return self._targets.get(number, ("",))

    def _make(self, number: int) -> Target:
        """Return the target of an element; those of the elements around it are known."""
        snapshot = self._snapshot
        parent = snapshot.element_of(snapshot.parents[number])
        step, is_final = self._step(number)
        is_in_shadow = snapshot.is_in_shadow(number)
        if parent in snapshot.frames:
            return (*self._targets[parent], step)
        if is_final and not is_in_shadow:
            return (*self._frame_of(number), step)
        if parent < 0:
            return (step,)
        *outer, last = self._targets[parent]
        if is_in_shadow and not snapshot.is_in_shadow(parent):
            return (*outer, (*((last,) if isinstance(last, str) else last), step))
        if isinstance(last, str):
            return (*outer, f"{last} > {step}")
        return (*outer, (*last[:-1], f"{last[-1]} > {step}"))

    def _frame_of(self, number: int) -> Target:
        if self._snapshot.is_in_top(number):
            return ()
        for element in self._snapshot.around(self._snapshot.parents[number]):
            if element in self._snapshot.frames:
                return self._targets[element]
        return ()

    def _step(self, number: int) -> tuple[str, bool]:
        """Return the selector of an element among its siblings, and whether it needs no ancestors."""
        tag = self._snapshot.tag(number)
        name = self._snapshot.attribute(number, "id")
        if tag in ("html", "body"):
            return tag, True
        if name and self._ids[name] == 1 and set(name) <= _PLAIN and not name[0].isdigit():
            return f"#{name}", True
        return f"{tag}:nth-child({self._places[number]})", False

    def html(self, number: int) -> str:
        """Return the start tag of an element."""
        parts = [self._snapshot.tag(number)]
        for name, value in self._snapshot.attributes(number):
            escaped = value.replace("&", "&amp;").replace('"', "&quot;")
            parts.append(f'{name}="{escaped}"' if value else name)
        return f"<{' '.join(parts)}>"[:_MAX_HTML]
