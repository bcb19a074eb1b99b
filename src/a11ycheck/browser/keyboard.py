"""Walk through a page with real keys, where something may be out of a keyboard user's sight or reach.

A page without suspects costs one question for each state of what is visible. Keys are pressed only
where something stays out of sight although it holds the focus, or where a pointer can press what the
keyboard cannot reach. DevTools' `Input` sends events as a keyboard and a mouse do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from a11ycheck.browser.session import Session
from a11ycheck.browser.states import Key, States
from a11ycheck.browser.world import World
from a11ycheck.model import Dependency, Variant

__all__ = ["KEYBOARD", "Keyboard"]

KEYBOARD = "keyboard"
_DEPENDS = {KEYBOARD: frozenset({Dependency.VISIBILITY})}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stroke:
    """A key as DevTools names it; `text` is what it types, `code` its virtual key code."""

    key: str
    code: int
    text: str = ""


_TAB = _Stroke(key="Tab", code=9)
_ENTER = _Stroke(key="Enter", code=13, text="\r")
_SPACE = _Stroke(key=" ", code=32, text=" ")


@dataclass(slots=True)
class Keyboard:
    """The keyboard of one visit: it looks in each state of the page, and says which ones need a walk."""

    session: Session
    _states: States = field(default_factory=States)
    _seen: list[tuple[Key, Variant, bool]] = field(default_factory=list)

    def look(self, world: World, variant: Variant, digest: Mapping[str, Any]) -> None:
        """Look for suspects, unless an equal state was looked at before."""
        fresh = self._states.enter(_DEPENDS, variant, digest)
        if fresh:
            # Styles for `:focus` hold only in a window that has the focus, and of several one can have it.
            self.session.cdp("Emulation.setFocusEmulationEnabled", {"enabled": True})
            found = world.call("() => a11ycheck.keyboard.scan()")
            suspicious = bool(found["stops"] or found["toggles"])
            self._seen.append((fresh[KEYBOARD], variant, suspicious))

    def states(self) -> list[tuple[Variant, tuple[str, ...], bool]]:
        """Return (variant, the variants that look alike, whether to walk), those to walk last."""
        states = [
            (variant, self._states.seen_in(KEYBOARD, key), suspicious)
            for key, variant, suspicious in self._seen
        ]
        return sorted(states, key=lambda state: state[2])

    def walk(self, world: World, *, again: bool) -> None:
        """Press keys and the mouse wherever the page, as it is shown now, needs a closer look.

        `again` says that it has to be looked for suspects anew. What the walk shows is kept in the
        page's world, for probes; what an earlier walk left there goes.
        """
        if again:
            world.call("() => a11ycheck.keyboard.scan()")
        world.call("() => a11ycheck.keyboard.begin()")
        while world.call("() => a11ycheck.keyboard.nextPart()"):
            self._press(_TAB)
        while spot := world.call("() => a11ycheck.keyboard.nextToggle()"):
            self._click(spot)
        menu = 0
        while menu := world.call("(menu) => a11ycheck.keyboard.nextMenu(menu)", menu):
            self._press(_TAB)
        while key := world.call("() => a11ycheck.keyboard.nextOpener()"):
            self._press(_SPACE if key == "space" else _ENTER)

    def _click(self, spot: Mapping[str, Any]) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            event = {"type": kind, "button": "left", "clickCount": 1, **spot}
            self.session.cdp("Input.dispatchMouseEvent", event)

    def _press(self, stroke: _Stroke) -> None:
        event = {
            "key": stroke.key,
            "code": "Space" if stroke.key == " " else stroke.key,
            "windowsVirtualKeyCode": stroke.code,
        }
        down = {"type": "keyDown", "text": stroke.text} if stroke.text else {"type": "rawKeyDown"}
        self.session.cdp("Input.dispatchKeyEvent", {**event, **down})
        self.session.cdp("Input.dispatchKeyEvent", {**event, "type": "keyUp"})
