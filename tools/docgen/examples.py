"""The fixtures of a rule, as examples on its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.sources import FIXTURES

__all__ = ["Example", "examples"]

_SHOWN = {
    ".html": "html",
    ".css": "css",
    ".js": "javascript",
    ".md": "markdown",
    ".rst": "rst",
    ".toml": "toml",
}

_TITLES = {"Passed": "passed", "Failed": "failed", "Needs review": "cantTell"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A file of a fixture; `name` is empty if the fixture is a single page."""

    name: str
    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A fixture: the files to show, and sentences about the others."""

    files: tuple[Shown, ...]
    others: tuple[str, ...]

    @property
    def is_marked(self) -> bool:
        """Return whether elements carry their expected outcome."""
        return any("data-expect" in file.text for file in self.files)


def examples(rule: str) -> dict[str, Example]:
    """Return an example for each outcome that a report shows, by its title.

    Empty if the rule has no fixtures, because it judges no page; FileNotFoundError if no fixture has an
    outcome that is reported.
    """
    if not (FIXTURES / rule).is_dir():
        return {}
    found = {title: _example(rule, outcome) for title, outcome in _TITLES.items()}
    shown = {title: item for title, item in found.items() if item is not None}
    if not shown.keys() - {"Passed"}:
        message = f"{FIXTURES / rule} has no fixture failed-* or cantTell-*."
        raise FileNotFoundError(message)
    return shown


def _example(rule: str, outcome: str) -> Example | None:
    """Return the first fixture with this outcome; right-to-left ones come last."""
    found = sorted((FIXTURES / rule).glob(f"{outcome}-*"), key=_plainest_first)
    if not found:
        return None
    fixture = found[0]
    if fixture.is_file():
        return Example(files=(_show(fixture, ""),), others=())
    files = sorted(path for path in fixture.rglob("*") if path.is_file())
    names = {path: path.relative_to(fixture).as_posix() for path in files}
    return Example(
        files=tuple(_show(path, names[path]) for path in files if path.suffix in _SHOWN),
        others=tuple(
            _sentences({path: names[path] for path in files if path.suffix not in _SHOWN})
        ),
    )


def _plainest_first(path: Path) -> tuple[bool, str]:
    return "rtl" in path.stem, path.stem.casefold()


def _show(path: Path, name: str) -> Shown:
    text = path.read_text(encoding="utf-8").strip()
    return Shown(name=name, language=_SHOWN[path.suffix], text=text)


def _sentences(names: dict[Path, str]) -> Iterator[str]:
    for path, name in names.items():
        if path.suffix == ".size":
            size = int(path.read_text(encoding="utf-8"))
            yield f"`{name.removesuffix('.size')}` has {size:,} bytes."
        else:
            yield f"`{name}` has {path.stat().st_size:,} bytes."
