"""An isolated world of ours in a page: scripts that the page can neither see nor change.

Chromium runs scripts of an isolated world on the same document, with globals of their own. Values
are passed as arguments of a function and come back as plain JSON (DevTools: `Runtime.callFunctionOn`).
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from a11ycheck.browser.driver_errors import SessionLostError
from a11ycheck.browser.field_names import restore_names
from a11ycheck.browser.plan import MOST_TIME_LIMITS
from a11ycheck.browser.script import page_hooks
from a11ycheck.browser.tab import WORLD_NAME
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate

__all__ = ["LEFT", "Channel", "IsolatedWorld", "PageLeftError", "is_left", "prepare"]

# One string crosses the driver much faster than the object that it describes. Lone surrogates, which a
# slice or a script leaves behind, cannot be encoded outside of JavaScript.
_AS_JSON = """async function (...values) {{
  const text = (_, value) => typeof value === "string" ? value.toWellFormed() : value;
  return JSON.stringify(await ({function})(...values), text);
}}"""
_GONE = (
    "Cannot find context",
    "No frame for given id",
    "context was destroyed",
    "navigated or closed",
    "no such execution context",
)
_NO_CONTEXT = "-32000"  # what else happens to a function that is called

_LONGEST_TEXT = 200
SCRIPT_FAILED = MessageTemplate("script-failed", "a script of the audit failed on it: `{error}`")
LEFT = Message("left", "the page went to another URL by itself")


class PageLeftError(BrowserError):
    """The document was replaced during the visit: the page went to another URL."""


def prepare(tab: "Channel", script: str) -> None:
    """Have every page of this tab load our script, and show no dialogs."""
    new_document = "Page.addScriptToEvaluateOnNewDocument"
    tab.cdp(new_document, {"source": page_hooks()})
    tab.cdp(new_document, {"source": script, "worldName": WORLD_NAME})


class Channel(Protocol):
    """Sends commands of the DevTools protocol to a page, and returns their results."""

    def cdp(
        self, command: str, parameters: Mapping[str, Any] | None = None, *, patience: float = 1.0
    ) -> dict[str, Any]:
        """Return the result; the command may take `patience` time limits."""
        ...


class IsolatedWorld:
    """Our isolated world in the page that is open now, which `channel` leads to."""

    def __init__(self, channel: Channel) -> None:
        """Find the world in the top frame of the page."""
        self.channel = channel
        frame = channel.cdp("Page.getFrameTree")["frameTree"]["frame"]
        created = channel.cdp(
            "Page.createIsolatedWorld", {"frameId": frame["id"], "worldName": WORLD_NAME}
        )
        self._context = created["executionContextId"]

    def call(self, function: str, *arguments: Any) -> Any:
        """Call a JavaScript function and return its (awaited) value as plain data.

        PageLeftError if the document is gone; BrowserError with the exception that the function throws.
        """
        try:
            answer = self.channel.cdp(
                "Runtime.callFunctionOn",
                {
                    "functionDeclaration": _AS_JSON.format(function=function),
                    "executionContextId": self._context,
                    "arguments": [{"value": argument} for argument in arguments],
                    "awaitPromise": True,
                    "returnByValue": True,
                },
                patience=MOST_TIME_LIMITS,
            )
        except BrowserError as error:
            if is_left(error) or _NO_CONTEXT in error.message:
                raise PageLeftError(LEFT) from error
            if isinstance(error, SessionLostError):
                raise
            raise BrowserError(_failed(error.message)) from error
        if "exceptionDetails" in answer:
            raise BrowserError(_failed(_exception_text(answer["exceptionDetails"])))
        value = answer["result"].get("value")
        return None if value is None else json.loads(restore_names(value))


def is_left(error: BrowserError) -> bool:
    """Return whether a command failed because the document that it was for is gone."""
    if isinstance(error, PageLeftError):
        return True
    return not isinstance(error, SessionLostError) and any(sign in error.message for sign in _GONE)


def _failed(text: str) -> Message:
    short = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
    return SCRIPT_FAILED.format(error=short)


def _exception_text(details: dict[str, Any]) -> str:
    exception = details.get("exception", {})
    text = str(exception.get("description") or details.get("text"))
    return text.splitlines()[0]
