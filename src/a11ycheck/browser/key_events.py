"""Keys by name, such as "Shift+Tab", "Control+m" or "?", as key events of the DevTools protocol."""

from typing import Any

from a11ycheck.browser.keys import MODIFIERS, find_key, key_strokes

__all__ = ["key_events"]


def key_events(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the events that press and release a key, alone or with modifiers before it."""
    *held, key = name.split("+") if len(name) > 1 and not name.endswith("+") else [name]
    return key_strokes(find_key(key), sum(MODIFIERS[modifier] for modifier in held))
