"""Lines of text and findings for a terminal: wrapped, indented, in colour or not, through rich."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from a11ycheck.model import Finding, Impact, Location, Scope, Suppression
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import criterion_name, plural, translate
from a11ycheck.reporters.reporter import Style
from a11ycheck.reporters.triage import RuleGroup, by_rule
from a11ycheck.web.escapes import escape_commands, escape_invisible

__all__ = ["FindingWriter", "TextWriter"]

_Span = str | tuple[str, str]

_MIN_WIDTH = 24
_IMPACTS = {
    Impact.CRITICAL: "bold red",
    Impact.SERIOUS: "red",
    Impact.MODERATE: "yellow",
    Impact.MINOR: "blue",
}
_COLUMN = 12
_LOCATIONS = 5
_PAGES = 3
_SNIPPET = 200
_SELECTOR = 400
_MESSAGE = 600


class TextWriter:
    """Collects paragraphs; what it gets is shown literally, never read as rich's markup."""

    def __init__(self, style: Style) -> None:
        """Start with no text; a width that is too narrow to read is widened."""
        self.style = style
        self.shortened = False
        self._lines: list[Text] = []
        self._console = Console(
            file=StringIO(),
            width=max(style.width, _MIN_WIDTH),
            force_terminal=style.colour,
            no_color=not style.colour,
            # The eight colours of the reader's own theme: readable on light and on dark.
            color_system="standard" if style.colour else None,
            force_interactive=False,
            force_jupyter=False,
            legacy_windows=False,
        )

    def put(
        self, *spans: _Span, indent: int = 0, label: _Span = "", unbroken: bool = False
    ) -> None:
        """Add a paragraph; `label` stands in its indent; `unbroken` keeps paths and URLs in one piece."""
        paragraph = Text.assemble(*map(_printable, spans))
        width = max(self._console.width - indent, _MIN_WIDTH)
        head = Text.assemble(label)
        # A label can be longer than its column in another language.
        head.append(" " * max(indent - head.cell_len, int(bool(head.plain.strip(" -")))))
        is_long = max(map(cell_len, paragraph.plain.split()), default=0) > width
        for line in paragraph.wrap(
            self._console, width, overflow="ignore" if unbroken and is_long else "fold"
        ):
            line.rstrip()
            self._lines.append(head + line)
            head = Text(" " * indent)

    def line(self, *spans: _Span) -> None:
        """Add one line, which is cut at the width of a terminal."""
        line = Text.assemble(*map(_printable, spans))
        if self.style.clips:
            line.truncate(self._console.width, overflow="ellipsis")
        line.rstrip()
        self._lines.append(line)

    def extend(self, other: "TextWriter") -> None:
        """Add the lines of another writer as a section of their own."""
        if other.height:
            self.gap()
            self._lines += other.lines
            self.shortened |= other.shortened

    @property
    def lines(self) -> Sequence[Text]:
        """Return the lines so far."""
        return tuple(self._lines)

    @property
    def height(self) -> int:
        """Return the number of lines so far."""
        return len(self._lines)

    def gap(self) -> None:
        """Add an empty line, unless there is one already, or no text yet."""
        if self._lines and self._lines[-1]:
            self._lines.append(Text())

    def section(self, title: str, remark: str = "", *, is_tight: bool = False) -> None:
        """Add a heading in capitals, which stands out without colour too, and a remark on it."""
        self.gap()
        self.put((title.upper(), "bold"), f": {remark}" if remark else "")
        if not is_tight:
            self.gap()

    def rest(self, number: int, indent: int = 2) -> None:
        """Add how many items a list leaves out, if any."""
        if number:
            self.shortened = True
            self.put(translate("and {number} more", number=f"{number:,}"), indent=indent)

    def render(self) -> str:
        """Return everything written so far."""
        with self._console.capture() as capture:
            self._console.print(Text("\n").join(self._lines), soft_wrap=True)
        return escape_commands(capture.get())


def _printable(span: _Span) -> _Span:
    if isinstance(span, str):
        return escape_invisible(span)
    text, style = span
    return escape_invisible(text), style


class FindingWriter:
    """Writes findings: impact, rule, what is wrong, where, and help."""

    def __init__(self, writer: TextWriter, variants: tuple[str, ...]) -> None:
        """Write to `writer`; `variants` are all that were audited."""
        self.writer = writer
        self._variants = variants

    def groups(self, findings: Iterable[Finding], page: str = "") -> None:
        """Write findings, those of one rule together; `page` is in the heading and not repeated."""
        for group in by_rule(findings):
            self._head(group)
            self._locations(group, page)
            help_text = translate("Help: a11ycheck explain {rule}", rule=group.first.rule)
            self.writer.put(help_text, indent=_COLUMN)
            if url := text.link(group.first.help_url):
                self.writer.put(url, indent=_COLUMN + 6, unbroken=True)
            self.writer.gap()

    def brief(self, group: RuleGroup) -> None:
        """Write a rule's title, and how often and where it was found."""
        locations = [item for finding in group.findings for item in finding.locations]
        names: dict[str, None] = {}
        for item in locations:
            names |= dict.fromkeys([text.source_line(item.source)] if item.source else item.pages)
        noun = "location" if any(item.source for item in locations) else "page"
        where = text.listing(names, self.writer.style.at_most(_PAGES), noun)
        title = text.one_line(translate(group.first.title))
        self.writer.put((group.first.rule, "bold"), f": {title}", indent=2)
        number = text.count(sum(item.count for item in locations), "location")
        sentence = translate("in {locations}: {where}", locations=number, where=where)
        self.writer.put(sentence, indent=4)

    def suppressed(self, finding: Finding, suppression: Suppression) -> None:
        """Write a suppressed finding in one sentence, with the reason and where that is written."""
        source = finding.locations[0].source
        pages = text.listing(finding.pages, self.writer.style.at_most(_PAGES), "page")
        where = text.source_line(source) if source else translate("on {pages}", pages=pages)
        reason = text.clip(suppression.reason, _MESSAGE)
        sentence = f", {where}: {reason} ({text.path(suppression.where)})"
        self.writer.put((finding.rule, "bold"), sentence, indent=2)

    def _head(self, group: RuleGroup) -> None:
        first = group.first
        label = (f"  {translate(first.impact)}", _IMPACTS[first.impact])
        title = text.one_line(translate(first.title))
        self.writer.put((first.rule, "bold"), f": {title}", label=label, indent=_COLUMN)
        named = [f"{item.number} {criterion_name(item)}" for item in group.criteria]
        criteria = f"WCAG {translate(', ').join(named)}" if named else translate("Best practice")
        self.writer.put((criteria, "dim"), indent=_COLUMN)
        if first.scope is Scope.THEME:
            extent = group.extent
            self.writer.put((f"{extent[0].upper()}{extent[1:]}.", "bold"), indent=_COLUMN)

    def _locations(self, group: RuleGroup, page: str) -> None:
        # Each location of the theme's stands for many pages, so more of them are shown.
        is_theme = group.first.scope is Scope.THEME
        limit = self.writer.style.at_most(2 * _LOCATIONS if is_theme else _LOCATIONS)
        left = sum(len(finding.locations) for finding in group.findings) - limit
        # One more location takes no more room than the sentence that would stand for it.
        limit += left == 1
        title = text.one_line(translate(group.first.title))
        for message, pairs in group.by_message().items():
            if limit <= 0:
                break
            shown = text.clip(message, _MESSAGE)
            if shown and shown != title:
                self.writer.put(shown, indent=_COLUMN)
            for finding, location in pairs[:limit]:
                self._location(finding, location, page)
            limit -= len(pairs)
        if left > 1:
            self.writer.shortened = True
            one, many = "and {number} more location", "and {number} more locations"
            self.writer.put(plural(one, many, left), indent=_COLUMN)

    def _location(self, finding: Finding, location: Location, page: str) -> None:
        label = " " * _COLUMN + "- "
        for is_path, spans in self._location_lines(finding, location, page):
            self.writer.put(*spans, label=label, indent=_COLUMN + 2, unbroken=is_path)
            label = ""

    def _location_lines(
        self, finding: Finding, location: Location, page: str
    ) -> Iterator[tuple[bool, tuple[_Span, ...]]]:
        """Yield each line, and whether it is a path, which is not broken."""
        if source := location.source:
            precision, line = text.source_line_parts(source)
            yield True, (f"{precision} " if precision else "", (line, "bold"))
            if entry := text.translation(source):
                yield True, (f"{translate('translated in')} ", (entry, "bold"))
        if location.pages and location.pages != (page,):
            listed = text.listing(location.pages, self.writer.style.at_most(_PAGES), "page")
            yield False, (listed,)
        element = location.element
        snippet = element.html if element else location.snippet
        if element or snippet:
            yield False, ((text.clip(snippet, _SNIPPET), "cyan"),)
        only = text.only_in(finding.rule, location.variants, self._variants)
        if element:
            selector = text.clip(text.selector(element.target), _SELECTOR)
            where = translate("at {selector}", selector=selector)
            yield False, (f"{where}{f' ({only})' if only else ''}",)
            if text.has_own_text(element):
                clipped = text.clip(element.text, _SNIPPET)
                yield False, (translate("text: {text}", text=clipped),)
        elif only:
            yield False, (only,)
