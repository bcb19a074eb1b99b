"""The events that a page listens to, on any of its elements, its document or its window."""

from dataclasses import dataclass

from a11ycheck.browser.tab import Tab

__all__ = ["Listeners", "find_listeners"]

_OWN = "a11ycheck-"  # of `page_hooks.js`
_MOVING = frozenset({"blur", "focus", "focusin", "focusout", "keydown", "keypress", "keyup"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """The names of the events for which a page has listeners or handler attributes.

    `handlers` are those of keys and of the focus, by their place in the source of a script: "keydown 3:14".
    """

    kinds: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()

    @property
    def as_json(self) -> dict[str, tuple[str, ...]]:
        """Return what our script in the page needs, as plain JSON."""
        return {"kinds": self.kinds, "handlers": self.handlers}


def find_listeners(tab: Tab) -> Listeners:
    """Return what the page listens to."""
    objects = tab.run_all(
        ("Runtime.evaluate", {"expression": "window"}),
        ("Runtime.evaluate", {"expression": "document"}),
    )
    ids = [found["result"].get("objectId") for found in objects]
    answers = tab.run_all(
        *(
            ("DOMDebugger.getEventListeners", {"objectId": name, "depth": -1, "pierce": True})
            for name in ids
            if name
        )
    )
    listeners = [
        item
        for found in answers
        for item in found["listeners"]
        if not item["type"].startswith(_OWN)
    ]
    handlers = {
        f"{item['type']} {item['lineNumber']}:{item['columnNumber']}"
        for item in listeners
        if item["type"] in _MOVING
    }
    return Listeners(
        kinds=tuple(sorted({item["type"] for item in listeners})), handlers=tuple(sorted(handlers))
    )
