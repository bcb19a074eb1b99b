"""The stylesheets of a page, read from the folder: those that it links, holds and imports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from furo_light.optimise.files import reason
from furo_light.optimise.page import ParsedPage
from furo_light.optimise.site import Site
from furo_light.optimise.stylesheets import BrokenStylesheet, Rule, Sheet, read_sheet

__all__ = ["Cascade", "Cascades"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade:
    """The rules for a page; `unknown` names the stylesheets that are not in the folder."""

    rules: tuple[Rule, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cascades:
    """Reads stylesheets once each."""

    site: Site
    _sheets: dict[Path | str, Sheet | BrokenStylesheet] = field(default_factory=dict)

    def of(self, page: ParsedPage, path: Path) -> Cascade:
        """Return the rules for a page; BrokenStylesheet names the stylesheet and its line."""
        rules: list[Rule] = []
        unknown: list[str] = []
        for sheet in self._linked_and_inline(page, path, unknown):
            rules += sheet.rules
        return Cascade(rules=tuple(rules), unknown=tuple(unknown))

    def _linked_and_inline(
        self, page: ParsedPage, path: Path, unknown: list[str]
    ) -> Iterator[Sheet]:
        for node in page.tree.css("link[rel~=stylesheet i], style"):
            if node.tag == "style":
                text = node.text() or ""
                yield from self._with_imports(path, self._inline(path, text), unknown, set())
            elif href := node.attributes.get("href"):
                yield from self._file(path, href, unknown, set())

    def _file(
        self, page: Path, address: str, unknown: list[str], seen: set[Path]
    ) -> Iterator[Sheet]:
        file = self.site.file(page, address)
        if file is None or not file.is_file():
            unknown.append(address)
        elif file not in seen:
            seen.add(file)
            yield from self._with_imports(file, self._read(file), unknown, seen)

    def _with_imports(
        self, base: Path, sheet: Sheet, unknown: list[str], seen: set[Path]
    ) -> Iterator[Sheet]:
        for address in sheet.imports:
            yield from self._file(base, address, unknown, seen)
        yield sheet

    def _read(self, file: Path) -> Sheet:
        if file not in self._sheets:
            try:
                text = file.read_bytes().decode("utf-8-sig", "replace")
                self._sheets[file] = self._parsed(text, self.site.name(file))
            except OSError as error:
                message = f"the stylesheet {self.site.name(file)} cannot be read: {reason(error)}"
                self._sheets[file] = BrokenStylesheet(message)
        return _whole(self._sheets[file])

    def _inline(self, page: Path, text: str) -> Sheet:
        if text not in self._sheets:
            self._sheets[text] = self._parsed(text, f"in {self.site.name(page)}")
        return _whole(self._sheets[text])

    @staticmethod
    def _parsed(text: str, name: str) -> Sheet | BrokenStylesheet:
        try:
            return read_sheet(text)
        except BrokenStylesheet as error:
            return BrokenStylesheet(f"the stylesheet {name} has a syntax error ({error})")


def _whole(sheet: Sheet | BrokenStylesheet) -> Sheet:
    if isinstance(sheet, BrokenStylesheet):
        raise sheet
    return sheet
