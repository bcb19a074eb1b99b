"""Keys by name, such as "Shift+Tab", "Control+m" or "?", as key events of the DevTools protocol."""

from collections.abc import Mapping
from typing import Any

__all__ = ["key_events"]

_MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}
# Of the keys that have a name: `code`, the code of Windows, and the text that the key produces.
_NAMED: Mapping[str, tuple[str, int, str]] = {
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    " ": ("Space", 32, " "),
    "PageUp": ("PageUp", 33, ""),
    "PageDown": ("PageDown", 34, ""),
    "End": ("End", 35, ""),
    "Home": ("Home", 36, ""),
    "ArrowLeft": ("ArrowLeft", 37, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "ArrowRight": ("ArrowRight", 39, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    **{f"F{number}": (f"F{number}", 111 + number, "") for number in range(1, 13)},
}


def key_events(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the events that press and release a key, alone or with modifiers before it."""
    *held, key = name.split("+") if len(name) > 1 and not name.endswith("+") else [name]
    modifiers = sum(_MODIFIERS[modifier] for modifier in held)
    code, number, text = _NAMED.get(key) or _printable(key)
    if modifiers & ~_MODIFIERS["Shift"]:
        text = ""
    event = {
        "key": key,
        "code": code,
        "windowsVirtualKeyCode": number,
        "modifiers": modifiers,
    }
    down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
    return {**down, **event}, {"type": "keyUp", **event}


def _printable(key: str) -> tuple[str, int, str]:
    if key.isascii() and key.isalpha():
        return f"Key{key.upper()}", ord(key.upper()), key
    if key.isascii() and key.isdigit():
        return f"Digit{key}", ord(key), key
    return "", 0, key
