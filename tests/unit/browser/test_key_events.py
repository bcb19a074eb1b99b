"""Keys by name become the events that a keyboard causes."""

from __future__ import annotations

import pytest

from a11ycheck.browser.key_events import key_events


@pytest.mark.parametrize(
    ("name", "key", "code", "modifiers", "text"),
    [
        ("Tab", "Tab", "Tab", 0, None),
        ("Shift+Tab", "Tab", "Tab", 8, None),
        ("Enter", "Enter", "Enter", 0, "\r"),
        (" ", " ", "Space", 0, " "),
        ("m", "m", "KeyM", 0, "m"),
        ("Control+m", "m", "KeyM", 2, None),
        ("Control+Alt+7", "7", "Digit7", 3, None),
        ("+", "+", "", 0, "+"),
        ("F6", "F6", "F6", 0, None),
    ],
)
def test_a_key_is_pressed_and_released(
    name: str, key: str, code: str, modifiers: int, text: str | None
) -> None:
    down, up = key_events(name)

    for event in (down, up):
        assert (event["key"], event["code"], event["modifiers"]) == (key, code, modifiers)
    assert down.get("text") == text
    assert down["type"] == ("rawKeyDown" if text is None else "keyDown")
    assert up["type"] == "keyUp"
    assert "text" not in up
