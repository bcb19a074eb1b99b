"""Lines of text for a terminal: wrapped, indented, in colour or not, through rich."""

import sys
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

__all__ = ["PLAIN", "Sheet", "Span", "Style"]

Span = str | tuple[str, str]

_NARROWEST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the text looks: with ANSI colours or not, the columns to wrap at, and whether to cut lists."""

    colour: bool = False
    width: int = 80
    verbose: bool = False

    def at_most(self, number: int) -> int:
        """Return how many things of a list to show: this number, or all of them where verbose."""
        return sys.maxsize if self.verbose else number


PLAIN = Style()


class Sheet:
    """A text under way; what is put on it is taken literally, never as rich's markup."""

    def __init__(self, style: Style) -> None:
        """Start an empty sheet; a width that is too narrow to read is not obeyed."""
        self.style = style
        self.shortened = False
        self._lines: list[Text] = []
        self._console = Console(
            file=StringIO(),
            width=max(style.width, _NARROWEST),
            force_terminal=style.colour,
            no_color=not style.colour,
            # The eight colours of the reader's own theme: readable on light and on dark.
            color_system="standard" if style.colour else None,
            force_interactive=False,
            force_jupyter=False,
            legacy_windows=False,
        )

    def put(self, *spans: Span, indent: int = 0, label: Span = "", whole: bool = False) -> None:
        """Add a paragraph; `label` stands in its indent; `whole` breaks no path or address."""
        text = Text.assemble(*spans)
        width = max(self._console.width - indent, _NARROWEST)
        head = Text.assemble(label)
        # A word of another language can be longer than its column.
        head.append(" " * max(indent - head.cell_len, int(bool(head.plain.strip(" -")))))
        long = max(map(cell_len, text.plain.split()), default=0) > width
        for line in text.wrap(
            self._console, width, overflow="ignore" if whole and long else "fold"
        ):
            line.rstrip()
            self._lines.append(head + line)
            head = Text(" " * indent)

    def gap(self) -> None:
        """Add an empty line, unless there is one, or nothing yet."""
        if self._lines and self._lines[-1]:
            self._lines.append(Text())

    def section(self, title: str, remark: str = "") -> None:
        """Add a heading in capitals, which stands out without colour too, and a remark on it."""
        self.gap()
        self.put((title.upper(), "bold"), f": {remark}" if remark else "")
        self.gap()

    def text(self) -> str:
        """Return everything put on the sheet so far."""
        with self._console.capture() as capture:
            self._console.print(Text("\n").join(self._lines), soft_wrap=True)
        return capture.get()
