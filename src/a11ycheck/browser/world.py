"""Our own world in a page: scripts of ours that the page can neither see nor change.

Chromium runs scripts of an isolated world on the same document, with globals of their own. Values
go in as arguments of a function and come back as plain JSON (DevTools: `Runtime.callFunctionOn`).
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from a11ycheck.browser.script import SILENCE_DIALOGS
from a11ycheck.browser.session import Session
from a11ycheck.errors import BrowserError

__all__ = ["WORLD_NAME", "Channel", "LeftThePageError", "World", "prepare"]

WORLD_NAME = "a11ycheck"
# One string crosses the driver much faster than the object that it describes. Halves of letters, which a
# cut or a script leaves behind, are no text outside of JavaScript.
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
    "-32000",
)
_WITHOUT_END = 4.0


class LeftThePageError(BrowserError):
    """The document was replaced while it was looked at: the page sent itself elsewhere."""


def prepare(session: Session, script: str) -> None:
    """Have every page that this browser opens load our script, and answer dialogs for the reader."""
    new_document = "Page.addScriptToEvaluateOnNewDocument"
    session.cdp(new_document, {"source": SILENCE_DIALOGS})
    session.cdp(new_document, {"source": script, "worldName": WORLD_NAME})


class Channel(Protocol):
    """Whatever carries a command of the DevTools protocol to a page, and its result back."""

    def cdp(
        self, command: str, parameters: Mapping[str, Any] | None = None, *, patience: float = 1.0
    ) -> dict[str, Any]:
        """Return the result; it may take `patience` times what is usual."""
        ...


class World:
    """The isolated world of the page that is open now."""

    def __init__(self, session: Channel) -> None:
        """Find the world in the top frame of the page."""
        self._session = session
        frame = session.cdp("Page.getFrameTree")["frameTree"]["frame"]
        created = session.cdp(
            "Page.createIsolatedWorld", {"frameId": frame["id"], "worldName": WORLD_NAME}
        )
        self._context = created["executionContextId"]

    def call(self, function: str, *arguments: Any) -> Any:
        """Call a JavaScript function in the world and return its (awaited) value as plain data.

        Raises LeftThePageError where the document is gone, BrowserError with the text of what it
        threw.
        """
        try:
            answer = self._session.cdp(
                "Runtime.callFunctionOn",
                {
                    "functionDeclaration": _AS_JSON.format(function=function),
                    "executionContextId": self._context,
                    "arguments": [{"value": argument} for argument in arguments],
                    "awaitPromise": True,
                    "returnByValue": True,
                },
                patience=_WITHOUT_END,
            )
        except BrowserError as error:
            if any(sign in error.message for sign in _GONE):
                message = "went to another address by itself"
                raise LeftThePageError(message) from error
            raise
        if "exceptionDetails" in answer:
            raise BrowserError(_thrown(answer["exceptionDetails"]))
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)


def _thrown(details: dict[str, Any]) -> str:
    exception = details.get("exception", {})
    text = str(exception.get("description") or details.get("text"))
    return text.splitlines()[0]
