"""The keys that an action can press, and the DevTools events of a key press and of typed text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from a11ycheck.errors import UserError, suggestion

__all__ = ["KeyPress", "parse_keys"]

_MODIFIERS: Mapping[str, int] = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}
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
_WITHOUT_TEXT = _MODIFIERS["Alt"] | _MODIFIERS["Control"] | _MODIFIERS["Meta"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPress:
    """A key, named as `KeyboardEvent.key` names it, and the modifiers that are held with it."""

    key: str
    modifiers: tuple[str, ...] = ()

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield the parameters of `Input.dispatchKeyEvent`, in order."""
        held = 0
        for name in self.modifiers:
            held |= _MODIFIERS[name]
            yield _event("rawKeyDown", name, name, _MODIFIER_CODES[name], held)
        code, number = _code(self.key)
        text = _TEXTS.get(self.key, self.key if len(self.key) == 1 else "")
        shown = " " if self.key == "Space" else self.key
        if text and not held & _WITHOUT_TEXT:
            yield {**_event("keyDown", shown, code, number, held), "text": text}
        else:
            yield _event("rawKeyDown", shown, code, number, held)
        yield _event("keyUp", shown, code, number, held)
        for name in reversed(self.modifiers):
            held &= ~_MODIFIERS[name]
            yield _event("keyUp", name, name, _MODIFIER_CODES[name], held)


def _event(kind: str, key: str, code: str, number: int, held: int) -> dict[str, Any]:
    return {
        "type": kind,
        "key": key,
        "code": code,
        "windowsVirtualKeyCode": number,
        "modifiers": held,
    }


def _code(key: str) -> tuple[str, int]:
    """Return the physical key (`KeyboardEvent.code`) and its number; ("", 0) for other characters."""
    if key in _NAMED:
        return key, _NAMED[key]
    if key.isascii() and key.isalpha():
        return f"Key{key.upper()}", ord(key.upper())
    if key.isascii() and key.isdigit():
        return f"Digit{key}", ord(key)
    return "", 0


def parse_keys(text: str) -> KeyPress:
    """Return the key press that a text such as "Shift+Tab" names; UserError for an unknown key."""
    *modifiers, key = text.split("+") if len(text) > 1 else (text,)
    for name in modifiers:
        if name not in _MODIFIERS:
            message = f'There is no modifier key "{name}".'
            raise UserError(
                message, suggestion(name, _MODIFIERS, f"Modifiers: {_listed(_MODIFIERS)}.")
            )
    if key not in _NAMED and len(key) != 1:
        message = f'There is no key "{key}".'
        raise UserError(
            message, suggestion(key, _NAMED, f"Keys: {_listed(_NAMED)}, and characters.")
        )
    return KeyPress(key="Space" if key == " " else key, modifiers=tuple(modifiers))


def _listed(names: Mapping[str, int]) -> str:
    return ", ".join(names)
