"""Take out of an SVG file what nobody gets: comments, and white space that is not drawn."""

from xml.parsers import expat

from furo_light.optimise.minify import is_spoken_to

__all__ = ["minified_svg"]

_SVG = "http://www.w3.org/2000/svg"
_XML_SPACE = "http://www.w3.org/XML/1998/namespace space"
# Text in these is read, drawn or run; all else in SVG's own namespace holds elements alone.
_TEXTUAL = frozenset(
    f"{_SVG} {name}"
    for name in (
        "text",
        "tspan",
        "textPath",
        "title",
        "desc",
        "style",
        "script",
        "foreignObject",
        "a",
    )
)


def minified_svg(data: bytes) -> bytes:
    """Return an SVG file without idle comments and white space; unchanged where that is not safe.

    Elements of other namespaces keep what they hold, metadata and licences stay. Files that declare
    entities, are not UTF-8 or are no XML are returned as they are: what cannot be read for sure is left.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    spans = _spans(data)
    if spans is None:
        return data
    parts, position = [], 0
    for start, end in spans:
        parts.append(data[position:start])
        position = end
    return b"".join((*parts, data[position:]))


def _spans(data: bytes) -> list[tuple[int, int]] | None:
    """Return what to cut, as byte offsets; None where the file is to be left alone."""
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    reader = _Spans(data, parser)
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature
    except (expat.ExpatError, _Unsafe):
        return None
    return reader.cuts


class _Unsafe(Exception):  # noqa: N818 - it says what was found
    """The file uses what changes the meaning of its text from afar."""


class _Spans:
    """Hears of each piece of the file, and remembers those that may go."""

    def __init__(self, data: bytes, parser: expat.XMLParserType) -> None:
        self.cuts: list[tuple[int, int]] = []
        self._data = data
        self._parser = parser
        self._keeps = [False]
        self._text_from: int | None = None
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        parser.StartDoctypeDeclHandler = self._doctype
        parser.DefaultHandler = self._other
        parser.buffer_text = False

    def _doctype(self, *declared: object) -> None:
        if declared[-1]:  # it has an internal subset, which may declare entities
            raise _Unsafe

    def _start(self, name: str, values: dict[str, str]) -> None:
        self._close_gap()
        space = values.get(_XML_SPACE)
        foreign = not name.startswith(f"{_SVG} ")
        kept = self._keeps[-1] or foreign or name in _TEXTUAL or space == "preserve"
        self._keeps.append(kept)

    def _end(self, _name: str) -> None:
        self._close_gap()
        self._keeps.pop()

    def _other(self, _data: str) -> None:
        self._close_gap()

    def _text(self, text: str) -> None:
        if self._keeps[-1] or text.strip(" \t\r\n"):
            self._text_from = None
        elif self._text_from is None:
            self._text_from = self._parser.CurrentByteIndex

    def _comment(self, text: str) -> None:
        self._close_gap()
        start = self._parser.CurrentByteIndex
        end = self._data.find(b"-->", start + 4) + 3
        if not self._keeps[-1] and not is_spoken_to(text):
            self.cuts.append((start, end))

    def _close_gap(self) -> None:
        """Cut the white space that lies between the last tag and this one."""
        start, self._text_from = self._text_from, None
        end = self._parser.CurrentByteIndex
        if start is not None and not self._data[start:end].strip(b" \t\r\n"):
            self.cuts.append((start, end))
