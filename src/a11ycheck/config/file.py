"""The configuration file: where it is looked for, how it is read, and on which line each key is."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11ycheck.errors import UserError

__all__ = ["ConfigFile", "find_file", "line_of_key", "read_file"]

OWN_FILE = "a11ycheck.toml"
PROJECT_FILE = "pyproject.toml"
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_NAME = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFile:
    """A file's settings: `table` as parsed, and `prefix`, the path of that table in the file."""

    path: Path
    text: str
    table: Mapping[str, Any]
    prefix: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the path of the file as messages name it."""
        return _displayed(self.path)

    @property
    def project(self) -> str:
        """Return the folder of the file below the top of its repository, with a slash: "" at the top."""
        folder = self.path.resolve().parent
        tops = (parent for parent in (folder, *folder.parents) if (parent / ".git").exists())
        path = folder.relative_to(next(tops, folder)).as_posix()
        return "" if path == "." else f"{path}/"

    def line(self, *keys: str | int) -> int | None:
        """Return the line of a key in the table; a number counts the tables of an array from 0."""
        return line_of_key(self.text, (*self.prefix, *keys))

    def where(self, *keys: str | int) -> str:
        """Return "file:line" of a key in the table, only the file if the line is unknown."""
        line = self.line(*keys)
        return f"{self.name}:{line}" if line else self.name


def find_file(start: Path) -> ConfigFile | None:
    """Return the nearest configuration file, from a folder up to the root of its repository.

    Outside a repository only the folder itself is searched, so that nobody can configure others from a
    shared folder such as /tmp. UserError for two files in one folder, for one that is malformed, and for a
    folder that may not be entered: it may have one.
    """
    try:
        return _find_file(start)
    except PermissionError as error:
        message = f"{start} cannot be searched for {OWN_FILE}: {error.strerror}."
        hint = "Change to a folder that you may enter, or name a file with --config."
        raise UserError(message, hint) from None


def _find_file(start: Path) -> ConfigFile | None:
    folders = [start.resolve(), *start.resolve().parents]
    roots = [number for number, folder in enumerate(folders) if (folder / ".git").exists()]
    for folder in folders[: roots[0] + 1 if roots else 1]:
        candidates = (folder / OWN_FILE, folder / PROJECT_FILE)
        found = [file for path in candidates if path.is_file() and (file := _read(path))]
        if len(found) > 1:
            own, project = (file.name for file in found)
            message = f"Both {own} and [tool.a11ycheck] of {project} configure a11ycheck."
            raise UserError(message, f"Move the settings of {own} to the other and delete it.")
        if found:
            return found[0]
    return None


def read_file(path: Path) -> ConfigFile:
    """Return the settings of a file that was named; UserError if it has none."""
    found = _read(path)
    if found is None:
        message = f"{_displayed(path)} has no table [tool.a11ycheck]."
        raise UserError(message, "Add it, or name another file with --config.")
    return found


def _read(path: Path) -> ConfigFile | None:
    """Return the settings of a file, None for a pyproject.toml without our table."""
    text = _text(path)
    content = _parse(path, text)
    tool = content.get("tool")
    if path.name != PROJECT_FILE and not (isinstance(tool, dict) and "a11ycheck" in tool):
        return ConfigFile(path=path, text=text, table=content)
    table = tool.get("a11ycheck") if isinstance(tool, dict) else None
    if table is None:
        return None
    prefix = ("tool", "a11ycheck")
    if not isinstance(table, dict):
        where = ConfigFile(path=path, text=text, table={}, prefix=prefix).where()
        message = f"{where}: tool.a11ycheck must be a table, not {table!r}."
        raise UserError(message, "Write [tool.a11ycheck], and the settings below it.")
    return ConfigFile(path=path, text=text, table=table, prefix=prefix)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = f"There is no configuration file {_displayed(path)}."
        raise UserError(message, "Check the path given with --config.") from None
    except OSError as error:
        message = f"The configuration file {_displayed(path)} cannot be read: {error.strerror}."
        raise UserError(message, "Check its permissions.") from None
    except UnicodeDecodeError as error:
        message = f"The configuration file {_displayed(path)} is not UTF-8 (byte {error.start})."
        raise UserError(message, "Save it as UTF-8.") from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        position = _POSITION.search(reason)
        known = position and position[1]
        last = text.count("\n") + 1
        at = f":{position[1]}:{position[2]}" if position and known else f":{last}"
        message = f"{_displayed(path)}{at}: invalid TOML: {_POSITION.sub('', reason)}."
        raise UserError(message, "See the TOML specification, https://toml.io.") from None


def _displayed(path: Path) -> str:
    """Return the path relative to the current folder if it is below it, else absolute."""
    here, absolute = Path.cwd(), path.absolute()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


# `tomllib` does not give the lines of keys, so they are found in the text.


def line_of_key(text: str, keys: Sequence[str | int]) -> int | None:
    """Return the line, counted from 1, that sets the key at this path, or the nearest one to it.

    A number in the path counts the tables of an array ([[name]]) from 0; without one, any matches. Nearest
    is the first line of a table inside the key, else the innermost table around it: a key in an inline
    table has the line of that table. None if no part of the path is in the text.
    """
    best, found = 0, None
    counted = any(isinstance(key, int) for key in keys)
    for line, named in _paths(text):
        path = named if counted else tuple(part for part in named if isinstance(part, str))
        depth = min(len(path), len(keys))
        if depth > best and list(path[:depth]) == list(keys[:depth]):
            best, found = depth, line
    return found


def _paths(text: str) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """Yield each line that opens a table or sets a key, with its full path."""
    table: tuple[str | int, ...] = ()
    arrays: Counter[tuple[str, ...]] = Counter()
    for line, content in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(content):
            name = _split(header[1])
            table = name
            if content.lstrip().startswith("[["):
                table = (*name, arrays[name])
                arrays[name] += 1
            yield line, table
        elif key := _KEY.match(content):
            yield line, (*table, *_split(key[1]))


def _split(dotted: str) -> tuple[str, ...]:
    """Return the parts of a dotted key; TOML's own parser unquotes them."""
    try:
        value: object = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    parts: list[str] = []
    while isinstance(value, dict):
        ((name, value),) = value.items()
        parts.append(name)
    return tuple(parts)
