"""The elements that nodes of the accessibility tree belong to, and their languages."""

from collections.abc import Mapping

from a11ycheck.browser.dom_selectors import DomSelectors
from a11ycheck.browser.dom_snapshot import DomSnapshot
from a11ycheck.model import Element

__all__ = ["TreeElements"]


class TreeElements:
    """Describes the elements of a snapshot."""

    def __init__(self, snapshot: DomSnapshot, marks: Mapping[int, int]) -> None:
        """Take the document, and start tags by element."""
        self._snapshot = snapshot
        self._selectors = DomSelectors(snapshot)
        self._marks = marks
        self._languages: dict[int, str] = {}

    def language(self, number: int) -> str:
        """Return the language of a node: that of the nearest element with one."""
        passed: list[int] = []
        language = ""
        for element in self._snapshot.around(number):
            if element in self._languages:
                language = self._languages[element]
                break
            passed.append(element)
            found = self._snapshot.is_element(element) and self._snapshot.attribute(element, "lang")
            if found:
                language = found
                break
        self._languages |= dict.fromkeys(passed, language)
        return language

    def element(self, number: int, name: str, *, in_main: bool) -> Element:
        """Return an element, with the source mark of its start tag or of the nearest one around it."""
        mark, distance = self._mark(number)
        return Element(
            target=self._selectors.target(number),
            html=self._selectors.html(number),
            in_main=in_main,
            text=name[:80],
            mark=mark,
            mark_distance=distance,
        )

    def element_of_text(
        self, number: int, text: str, *, block: int, holder: int, in_main: bool
    ) -> Element | None:
        """Return the element around a text; None if its block is, or contains, the element of `holder`.

        `holder` is the node of the tree around the text. A `div` is no node of the tree: without an
        element of its own, a text in it would be found only at the page as a whole.
        """
        # Numbers follow the document's order: of two elements around a text, the inner one has the higher.
        if self._snapshot.element_of(block) <= holder:
            return None
        return self.element(self._snapshot.element_of(number), text, in_main=in_main)

    def _mark(self, element: int) -> tuple[int, int]:
        """Return the start tag of an element or of the nearest one around it, and how far that is."""
        for steps, around in enumerate(
            filter(self._snapshot.is_element, self._snapshot.around(element))
        ):
            mark = self._marks.get(around, -1)
            if mark >= 0:
                return mark, steps
        return -1, 0
