"""The table `[tool.furo_light]` of a project's pyproject.toml, and where each of its keys stands."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from a11ycheck.errors import UserError

__all__ = ["TABLE", "find_table"]

TABLE: Final = "furo_light"
_PROJECT_FILE: Final = "pyproject.toml"


def find_table(
    file: Path | None, start: Path | None
) -> tuple[Mapping[str, Any], Callable[[str], str]]:
    """Return the table, {} if there is none, and a function from one of its keys to "file:line".

    Without a `file`, the nearest pyproject.toml with the table counts, from the folder `start` up to the
    root of its repository. UserError for a file that cannot be read.
    """
    for path in [file] if file else _project_files(start or Path.cwd()):
        table, where = _read_table(path)
        if table:
            return table, where
    return {}, str


def _project_files(start: Path) -> Iterable[Path]:
    """Return the project files that may have the table; outside a repository that of the folder alone."""
    folders = [start.resolve(), *start.resolve().parents]
    root = next((at for at, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    files = (folder / _PROJECT_FILE for folder in folders[: root + 1])
    return (path for path in files if path.is_file())


def _read_table(path: Path) -> tuple[Mapping[str, Any], Callable[[str], str]]:
    """Return the table of a file ({} where it has none), and a function from a key to "file:line"."""
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"The configuration file {shown} cannot be read: {reason}."
        raise UserError(message, "Check the path, its permissions, and its syntax.") from None
    tool = content.get("tool", {})
    table = tool.get(TABLE, {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        message = f"{shown}: tool.{TABLE} must be a table, not {table!r}."
        raise UserError(message, f"Write [tool.{TABLE}], and the settings below it.")

    def where(key: str) -> str:
        pattern = rf"^\s*\[\s*tool\s*\.\s*{TABLE}\s*\](?s:.*?)^\s*[\"']?{re.escape(key)}[\"']?\s*="
        found = re.search(pattern, text, re.MULTILINE)
        return f"{shown}:{text.count(chr(10), 0, found.end()) + 1}" if found else str(shown)

    return table, where
