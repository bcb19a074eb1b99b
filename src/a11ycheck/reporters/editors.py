"""URLs that open a line of a file in the author's editor."""

from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlsplit

from a11ycheck.errors import UserError, suggestion

__all__ = ["EDITORS", "editor_template", "editor_url"]

EDITORS: Final = MappingProxyType(
    {
        "vscode": "vscode://file{file}:{line}",
        "vscodium": "vscodium://file{file}:{line}",
        "cursor": "cursor://file{file}:{line}",
        "zed": "zed://file{file}:{line}",
        "idea": "idea://open?file={file}&line={line}",
        "pycharm": "pycharm://open?file={file}&line={line}",
        "sublime": "subl://open?url=file://{file}&line={line}",
        "textmate": "txmt://open?url=file://{file}&line={line}",
        "none": "",
    }
)
_UNSAFE = frozenset({"", "javascript", "data", "vbscript", "blob"})


def editor_template(name: str, where: str = "--editor") -> str:
    """Return the URL template of an editor: by its name, or as it is given.

    UserError for another text names its origin `where`.
    """
    if name in EDITORS:
        return EDITORS[name]
    if "{file}" not in name:
        hint = suggestion(
            name, EDITORS, f"Name one of {', '.join(EDITORS)}, or a URL with {{file}}."
        )
        raise UserError(f'{where}: there is no editor "{name}".', hint)
    if urlsplit(name).scheme.lower() in _UNSAFE:
        message = f'{where}: "{name}" is not a URL of an editor.'
        raise UserError(message, "Begin it with its scheme.")
    return name


def editor_url(template: str, path: str, line: int) -> str:
    """Return the URL of a line, "" without a template or a path."""
    if not template or not path:
        return ""
    return template.replace("{file}", quote(path)).replace("{line}", str(max(line, 1)))
