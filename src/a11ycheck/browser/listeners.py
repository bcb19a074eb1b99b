"""The kinds of events that a page listens to, on any of its elements, its document or its window."""

from a11ycheck.browser.tab import Tab

__all__ = ["kinds_of_listeners"]


def kinds_of_listeners(tab: Tab) -> frozenset[str]:
    """Return the names of the events for which the page has a listener or a handler attribute."""
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
    return frozenset(item["type"] for found in answers for item in found["listeners"])
