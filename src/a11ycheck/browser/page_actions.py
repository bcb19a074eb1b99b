"""Act on a page as its reader would, so that a state of it can be measured: click, type, press, wait."""

from typing import Any

from a11ycheck.browser.awaited_element import await_element
from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.keys import KeyPress, parse_keys
from a11ycheck.browser.requested_page import PageFailedError
from a11ycheck.browser.script import module_function
from a11ycheck.browser.tab import Tab
from a11ycheck.model import Action, ActionKind, Message, MessageTemplate, Page, plain_message

__all__ = ["ActionFailedError", "act_on_page"]

ACTION_FAILED = MessageTemplate(
    "action-failed", "action {number} of its state ({action}) failed: {reason}"
)
COVERED = MessageTemplate("covered", "`{other}` covers the element, so a click does not reach it")
NO_FOCUS = Message("no-focus", "the element cannot have the focus")


_ELEMENT_SECONDS = 5.0


class ActionFailedError(PageFailedError):
    """An action of a state could not be carried out, perhaps only in this viewport."""


def act_on_page(tab: Tab, page: Page, timeout: float) -> None:
    """Carry out the actions of a page's state; ActionFailedError names the action that fails.

    An element that is waited for may take `timeout` seconds to become visible, any other only a few.
    """
    for number, action in enumerate(page.actions, 1):
        if reason := _act_again(tab, action, timeout):
            named = plain_message(_named(action))
            raise ActionFailedError(
                ACTION_FAILED.format(number=number, action=named, reason=reason)
            )


def _act_again(tab: Tab, action: Action, timeout: float) -> Message | None:
    """Carry out an action; once more if the action before it has just replaced the document."""
    try:
        return _act(tab, IsolatedWorld(tab), action, timeout)
    except PageLeftError:
        return _act(tab, IsolatedWorld(tab), action, timeout)


def _act(tab: Tab, world: IsolatedWorld, action: Action, timeout: float) -> Message | None:
    """Carry out an action, and return why that is not possible."""
    soon = min(timeout, _ELEMENT_SECONDS)
    match action.kind:
        case ActionKind.WAIT_FOR:
            return await_element(world, action.value, timeout)
        case ActionKind.PRESS:
            _press(tab, parse_keys(action.value))
            return None
        case ActionKind.CLICK:
            return _click(tab, world, action.value, soon)
        case ActionKind.TYPE:
            return _type(tab, world, action, soon)


def _click(tab: Tab, world: IsolatedWorld, selector: str, timeout: float) -> Message | None:
    found = _find(world, selector, timeout, is_focused=False)
    if isinstance(found, Message):
        return found
    if found["covered"]:
        return COVERED.format(other=found["covered"])
    tab.click(found["x"], found["y"])
    return None


def _type(tab: Tab, world: IsolatedWorld, action: Action, timeout: float) -> Message | None:
    if action.into:
        found = _find(world, action.into, timeout, is_focused=True)
        if isinstance(found, Message):
            return found
        if not found["focused"]:
            return NO_FOCUS
    for character in action.value:
        _press(tab, KeyPress(key="Enter" if character == "\n" else character))
    return None


def _find(
    world: IsolatedWorld, selector: str, timeout: float, *, is_focused: bool
) -> dict[str, Any] | Message:
    missing = await_element(world, selector, timeout)
    if missing is not None:
        return missing
    found: dict[str, Any] | None = world.call(module_function("action_point"), selector, is_focused)
    # It can disappear in between.
    return found or await_element(world, selector, 0) or NO_FOCUS


def _press(tab: Tab, press: KeyPress) -> None:
    for event in press.events():
        tab.cdp("Input.dispatchKeyEvent", event)


def _named(action: Action) -> str:
    """Return an action as its author wrote it; a text is not repeated, since it may be a password."""
    match action.kind:
        case ActionKind.TYPE:
            return f"type into `{action.into}`" if action.into else "type"
        case kind:
            return f"{kind} `{action.value}`"
