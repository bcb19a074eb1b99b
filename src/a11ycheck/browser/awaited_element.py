"""Wait for the element that the user names with `--wait-for`."""

from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.model import Message, MessageTemplate

__all__ = ["await_element"]

# By what `page_state.js` found when the time was over.
REASONS = {
    "missing": MessageTemplate(
        "element-missing", "no element matches `{selector}` within {limit} s"
    ),
    "hidden": MessageTemplate(
        "element-hidden", "no element that matches `{selector}` is visible within {limit} s"
    ),
    "invalid": MessageTemplate("bad-selector", "`{selector}` is not a valid CSS selector"),
}
_AWAIT = "(selector, seconds) => a11ycheck.awaitElement(selector, seconds)"


def await_element(world: IsolatedWorld, selector: str, timeout: float) -> Message | None:
    """Wait until an element that matches is visible; return why none is within `timeout` seconds."""
    missing = world.call(_AWAIT, selector, timeout)
    return REASONS[missing].format(selector=selector, limit=f"{timeout:g}") if missing else None
