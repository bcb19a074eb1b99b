"""The keys of a keyboard, and the DevTools events of pressing one with its modifiers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from a11ycheck.errors import UserError, suggestion

__all__ = ["MODIFIERS", "Key", "KeyPress", "find_key", "key_strokes", "parse_keys"]

MODIFIERS: Mapping[str, int] = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}
_MODIFIER_CODES: Mapping[str, int] = {"Alt": 18, "Control": 17, "Meta": 91, "Shift": 16}
# The names of `KeyboardEvent.key`, with the code that old scripts read.
_NAMED: Mapping[str, int] = {
    "Backspace": 8,
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    "Space": 32,
    "PageUp": 33,
    "PageDown": 34,
    "End": 35,
    "Home": 36,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
    "Delete": 46,
    **{f"F{number}": 111 + number for number in range(1, 13)},
}
_TEXTS: Mapping[str, str] = {"Enter": "\r", "Space": " "}
_WITHOUT_TEXT = MODIFIERS["Alt"] | MODIFIERS["Control"] | MODIFIERS["Meta"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key: `KeyboardEvent.key` and `.code`, the number that old scripts read, and the text it types."""

    key: str
    code: str
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPress:
    """A key, named as `KeyboardEvent.key` names it, and the modifiers that are held with it."""

    key: str
    modifiers: tuple[str, ...] = ()

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield the parameters of `Input.dispatchKeyEvent`, in order."""
        held = 0
        for name in self.modifiers:
            held |= MODIFIERS[name]
            yield _event("rawKeyDown", name, name, _MODIFIER_CODES[name], held)
        yield from key_strokes(find_key(self.key), held)
        for name in reversed(self.modifiers):
            held &= ~MODIFIERS[name]
            yield _event("keyUp", name, name, _MODIFIER_CODES[name], held)


def _event(kind: str, key: str, code: str, number: int, held: int) -> dict[str, Any]:
    return {
        "type": kind,
        "key": key,
        "code": code,
        "windowsVirtualKeyCode": number,
        "modifiers": held,
    }


def key_strokes(key: Key, held: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the events that press and release a key while modifiers are held."""
    types = key.text if not held & _WITHOUT_TEXT else ""
    down = _event("keyDown" if types else "rawKeyDown", key.key, key.code, key.number, held)
    up = _event("keyUp", key.key, key.code, key.number, held)
    return {**down, "text": types} if types else down, up


def find_key(name: str) -> Key:
    """Return the key of a name or a character; one that no key of the table types has no code."""
    name = "Space" if name == " " else name
    if name in _NAMED:
        shown = " " if name == "Space" else name
        return Key(key=shown, code=name, number=_NAMED[name], text=_TEXTS.get(name, ""))
    if name.isascii() and name.isalpha():
        return Key(key=name, code=f"Key{name.upper()}", number=ord(name.upper()), text=name)
    if name.isascii() and name.isdigit():
        return Key(key=name, code=f"Digit{name}", number=ord(name), text=name)
    return Key(key=name, code="", number=0, text=name)


def parse_keys(text: str) -> KeyPress:
    """Return the key press that a text such as "Shift+Tab" names; UserError for an unknown key."""
    *modifiers, key = text.split("+") if len(text) > 1 else (text,)
    for name in modifiers:
        if name not in MODIFIERS:
            message = f'There is no modifier key "{name}".'
            raise UserError(
                message, suggestion(name, MODIFIERS, f"Modifiers: {_listed(MODIFIERS)}.")
            )
    if key not in _NAMED and len(key) != 1:
        message = f'There is no key "{key}".'
        raise UserError(
            message, suggestion(key, _NAMED, f"Keys: {_listed(_NAMED)}, and characters.")
        )
    return KeyPress(key="Space" if key == " " else key, modifiers=tuple(modifiers))


def _listed(names: Mapping[str, int]) -> str:
    return ", ".join(names)
