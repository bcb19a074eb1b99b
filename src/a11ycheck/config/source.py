"""The file that configures us: where it is looked for, and how it is read."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11ycheck.config.lines import line_of_key
from a11ycheck.errors import UserError

__all__ = ["Source", "find_source", "read_source"]

OWN_FILE = "a11ycheck.toml"
PROJECT_FILE = "pyproject.toml"
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file's settings: `table` as it was read, and `prefix`, the path of that table in the file."""

    path: Path
    text: str
    table: Mapping[str, Any]
    prefix: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Return the path of the file as messages name it."""
        return _shown(self.path)

    def line(self, *keys: str | int) -> int | None:
        """Return the line of a key in the table; a number counts the tables of an array from 0."""
        return line_of_key(self.text, (*self.prefix, *keys))

    def where(self, *keys: str | int) -> str:
        """Return "file:line" of a key in the table, the file alone where the line cannot be told."""
        line = self.line(*keys)
        return f"{self.shown}:{line}" if line else self.shown


def find_source(start: Path) -> Source | None:
    """Return the nearest file that configures us, from a folder up to the root of its repository.

    Outside any repository only the folder itself counts, so that nobody can configure others from a
    shared folder such as /tmp. UserError for two files in one folder, and for one that is broken.
    """
    folders = [start.resolve(), *start.resolve().parents]
    roots = [number for number, folder in enumerate(folders) if (folder / ".git").exists()]
    for folder in folders[: roots[0] + 1 if roots else 1]:
        found = [source for source in map(_read_if_ours, _candidates(folder)) if source]
        if len(found) > 1:
            own, project = (_shown(source.path) for source in found)
            message = f"Both {own} and [tool.a11ycheck] of {project} configure a11ycheck."
            raise UserError(message, f"Move the settings of {own} to the other and delete it.")
        if found:
            return found[0]
    return None


def read_source(path: Path) -> Source:
    """Return the settings of a file that was named; UserError where there are none."""
    source = _read(path)
    if source is None:
        message = f"{_shown(path)} has no table [tool.a11ycheck]."
        raise UserError(message, "Add it, or name another file with --config.")
    return source


def _candidates(folder: Path) -> tuple[Path, Path]:
    return folder / OWN_FILE, folder / PROJECT_FILE


def _read_if_ours(path: Path) -> Source | None:
    return _read(path) if path.is_file() else None


def _read(path: Path) -> Source | None:
    """Return the settings of a file, None for a pyproject.toml that has no table of ours."""
    text = _text(path)
    content = _parse(path, text)
    tool = content.get("tool")
    if path.name != PROJECT_FILE and not (isinstance(tool, dict) and "a11ycheck" in tool):
        return Source(path=path, text=text, table=content)
    table = tool.get("a11ycheck") if isinstance(tool, dict) else None
    if table is None:
        return None
    source = Source(path=path, text=text, table={}, prefix=("tool", "a11ycheck"))
    if not isinstance(table, dict):
        message = f"{source.where()}: tool.a11ycheck must be a table, not {table!r}."
        raise UserError(message, "Write [tool.a11ycheck], and the settings below it.")
    return Source(path=path, text=text, table=table, prefix=source.prefix)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = f"There is no configuration file {_shown(path)}."
        raise UserError(message, "Check the path that --config names.") from None
    except OSError as error:
        message = f"The configuration file {_shown(path)} cannot be read: {error.strerror}."
        raise UserError(message, "Check its permissions.") from None
    except UnicodeDecodeError as error:
        message = f"The configuration file {_shown(path)} is not UTF-8 (byte {error.start})."
        raise UserError(message, "Save it as UTF-8.") from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        place = _PLACE.search(reason)
        at = f":{place[1]}:{place[2]}" if place and place[1] else f":{text.count(chr(10)) + 1}"
        message = f"{_shown(path)}{at}: this is not valid TOML: {_PLACE.sub('', reason)}."
        raise UserError(message, "The TOML specification says how values are written.") from None


def _shown(path: Path) -> str:
    """Return the path as a reader looks for it: from the current folder, if it lies below."""
    here, absolute = Path.cwd(), path.absolute()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)
