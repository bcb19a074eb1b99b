"""Links that lead to the main content of the same page."""

from urllib.parse import unquote

from a11ycheck.browser.dom_snapshot import DomSnapshot

__all__ = ["SkipLinks"]


class SkipLinks:
    """Knows the main content of a page: the number of its element, -1 if it has none."""

    def __init__(self, snapshot: DomSnapshot, *, url: str, main: int) -> None:
        """Take the document, its URL, and its main content."""
        self._snapshot = snapshot
        self._page = url.partition("#")[0]
        self._main = main

    def leads_to_main(self, url: str) -> bool:
        """Return whether a URL leads to the start of the main content."""
        page, _, name = url.partition("#")
        if not name or page != self._page or self._main < 0:
            return False
        target = self._snapshot.id_number(unquote(name))
        if target < 0 or self._snapshot.tag(target) in ("html", "body"):
            return False
        outer, inner = sorted((target, self._main))
        is_within = outer in self._snapshot.around(inner)
        return is_within and not self._snapshot.has_text_between(self._main, target)
