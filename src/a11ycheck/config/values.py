"""Check single values of the configuration: a sentence's end says what is wrong with one."""

import math
import re
from collections.abc import Mapping
from typing import Any

from a11ycheck.config.closest import closest
from a11ycheck.config.option import Setting
from a11ycheck.model import ColourScheme

__all__ = ["fault", "from_text", "remedy"]

MAX_PIXELS = 10_000  # Chromium takes no larger window
_WORDS = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}
_SIZES = {"width": int, "height": int, "mobile": bool}
_VIEWPORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def fault(setting: Setting, value: Any) -> str:
    """Return what is wrong with a value ("must be a string, not 3"), "" where it is right."""
    if setting.name == "viewports":
        return _viewports_fault(value)
    if setting.table:
        fits = isinstance(value, dict) and all(isinstance(part, dict) for part in value.values())
        return "" if fits else f"must hold one table for each name, not {value!r}"
    if not setting.many:
        return _single_fault(setting, value)
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        return f"must be a list of strings, not {value!r}"
    if setting.default and not value:
        return "must not be empty"
    return ""


def remedy(setting: Setting, value: Any) -> str:
    """Return what helps against a fault: the choice that was perhaps meant, else what the setting does."""
    close = closest(value, setting.choices) if isinstance(value, str) else ""
    return f'Did you mean "{close}"?' if close else setting.help


def from_text(setting: Setting, text: str) -> Any:
    """Return the value that an environment variable means; ValueError says what is wrong."""
    try:
        value = setting.kind(text)
    except ValueError:
        wrong = f"must be {_WORDS[setting.kind]}, not {text!r}"
        raise ValueError(wrong) from None
    if wrong := _single_fault(setting, value):
        raise ValueError(wrong)
    return value


def _single_fault(setting: Setting, value: Any) -> str:
    kinds = (int, float) if setting.kind is float else (setting.kind,)
    if type(value) not in kinds or (isinstance(value, float) and not math.isfinite(value)):
        return f"must be {_WORDS[setting.kind]}, not {value!r}"
    if setting.choices and value not in setting.choices:
        return f"must be one of {', '.join(setting.choices)}, not {value!r}"
    if setting.least is not None and value < setting.least:
        return f"must be at least {setting.least:g}, not {value!r}"
    if setting.most is not None and value > setting.most:
        return f"must be at most {setting.most:g}, not {value!r}"
    return ""


def _viewports_fault(value: Any) -> str:
    if not isinstance(value, dict):
        return f"must hold one table for each viewport, not {value!r}"
    return next(filter(None, (_viewport_fault(*item) for item in value.items())), "")


def _viewport_fault(name: str, size: Any) -> str:
    if not _VIEWPORT_NAME.fullmatch(name) or name.endswith(tuple(f"-{s}" for s in ColourScheme)):
        return f'has the name "{name}": small letters, digits and "-", and no colour scheme'
    if not isinstance(size, Mapping) or not {"width", "height"} <= set(size) <= set(_SIZES):
        return f'needs width and height, and perhaps mobile, for "{name}", not {size!r}'
    for key, part in size.items():
        if type(part) is not _SIZES[key]:
            return f'needs {_WORDS[_SIZES[key]]} as {key} of "{name}", not {part!r}'
        if type(part) is int and not 1 <= part <= MAX_PIXELS:
            return f'needs 1 to {MAX_PIXELS} pixels as {key} of "{name}", not {part}'
    return ""
