"""Read the tags that authors write by hand, with the line on which each stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Markup", "read_markup"]

_NO_END = frozenset({"img"})
_WANTED = frozenset({"img", "a", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_NAMES = ("aria-label", "title")


@dataclass(slots=True, kw_only=True)
class Markup:
    """One element: its tag, its attributes, its line counted from 0, and what it holds.

    `text` is what is read out of it: its words, and the names of its pictures. `tags` are the names of the
    elements inside, and `is_whole` tells whether its end was seen.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    tags: list[str] = field(default_factory=list)
    is_whole: bool = False

    @property
    def name(self) -> str:
        """Return the name that its attributes give it."""
        return next((self.attributes[key] for key in _NAMES if self.attributes.get(key)), "")

    @property
    def is_hidden(self) -> bool:
        """Tell whether the element is taken from screen readers on purpose."""
        role = self.attributes.get("role", "")
        return role in {"presentation", "none"} or self.attributes.get("aria-hidden") == "true"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Markup] = []
        self._open: list[Markup] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for outer in self._open:
            outer.tags.append(tag)
        if tag in _WANTED:
            line = self.getpos()[0] - 1
            values = {name: value or "" for name, value in attrs}
            item = Markup(tag=tag, attributes=values, line=line, is_whole=tag in _NO_END)
            self.found.append(item)
            if tag == "img":
                self.handle_data(values.get("alt", "") or item.name)
            else:
                self._open.append(item)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for item in reversed(self._open):
            if item.tag == tag:
                item.is_whole = True
                self._open.remove(item)
                return

    def handle_data(self, data: str) -> None:
        for item in self._open:
            item.text += data


def read_markup(html: str) -> Iterator[Markup]:
    """Yield the pictures, links, headings and tables of a piece of HTML, in their order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return iter(reader.found)
