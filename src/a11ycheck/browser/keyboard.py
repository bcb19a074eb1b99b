"""Walk through a page with real keys, where something may be out of a keyboard user's sight or reach.

A page without suspects costs one question for each state of what is visible. Keys are pressed only
where something stays out of sight although it holds the focus, or where a pointer can press what the
keyboard cannot reach, and only for the first of those that are alike: a theme's menu is on every page.
DevTools' `Input` sends events as a keyboard and a mouse do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from a11ycheck.browser.session import Session
from a11ycheck.browser.states import Key, States
from a11ycheck.browser.world import World
from a11ycheck.model import Dependency, Variant

__all__ = ["KEYBOARD", "Keyboard", "Known"]

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


class Known:
    """What keys have shown on the pages of an audit, by likeness; all its browsers share it."""

    def __init__(self) -> None:
        """Know nothing."""
        self._seen: dict[str, set[str]] = {}

    def add(self, learned: Iterable[tuple[str, str]]) -> None:
        """Take (likeness, what keys showed)."""
        for like, what in learned:
            self._seen.setdefault(like, set()).add(what)

    def of(self, likes: Iterable[str]) -> dict[str, list[str]]:
        """Return all that keys showed of what is like these, where they showed anything."""
        return {like: sorted(self._seen[like]) for like in likes if like in self._seen}


@dataclass(slots=True)
class Keyboard:
    """The keyboard of one visit: it looks in each state of the page, and says which ones need a walk."""

    session: Session
    known: Known
    _states: States = field(default_factory=States)
    _seen: list[tuple[Key, Variant, list[str]]] = field(default_factory=list)

    def look(self, world: World, variant: Variant, digest: Mapping[str, Any]) -> None:
        """Look for suspects, unless an equal state was looked at before."""
        fresh = self._states.enter(_DEPENDS, variant, digest)
        if fresh:
            # Styles for `:focus` hold only in a window that has the focus, and of several one can have it.
            self.session.cdp("Emulation.setFocusEmulationEnabled", {"enabled": True})
            likes = world.call("() => a11ycheck.keyboard.scan()")
            self._seen.append((fresh[KEYBOARD], variant, likes))

    def states(self) -> list[tuple[Variant, tuple[str, ...], list[str]]]:
        """Return (variant, the variants that look alike, what suspects are like), those to walk last."""
        states = [
            (variant, self._states.seen_in(KEYBOARD, key), likes)
            for key, variant, likes in self._seen
        ]
        return sorted(states, key=lambda state: bool(state[2]))

    def walk(self, world: World, likes: Iterable[str], *, again: bool) -> None:
        """Look closer, wherever the page, as it is shown now, needs it; press keys for what is not known.

        `again` says that it has to be looked for suspects anew. What the walk shows is kept in the
        page's world, for probes; what an earlier walk left there goes.
        """
        if again:
            likes = world.call("() => a11ycheck.keyboard.scan()")
        if world.call("(known) => a11ycheck.keyboard.begin(known)", self.known.of(likes)):
            self._press_on(world)
            self.known.add(world.call("() => a11ycheck.keyboard.learned()"))

    def _press_on(self, world: World) -> None:
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
