"""How much time, data and memory the visit of a page may take, with the reason where that is not enough."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.errors import BrowserError
from a11ycheck.model import MessageTemplate

__all__ = ["VisitLimits"]

LARGE_DOCUMENT = MessageTemplate("large-document", "its HTML is larger than {limit} MiB")
LARGE_PAGE = MessageTemplate("large-page", "it loads more than {limit} MiB")
MUCH_MEMORY = MessageTemplate("much-memory", "the browser needs more than {limit} MiB for it")

MAX_DOCUMENT_MIB = 64
MAX_PAGE_MIB = 256  # of all responses, decompressed
MAX_MEMORY_MIB = 2048  # of one process
MEMORY_SECONDS = 0.25


class VisitLimits:
    """The limits of one visit after the other in a tab.

    The data of a page is counted as its own process reports it. A process that is busy reports late, and
    meanwhile the browser stores what arrives, so its memory is limited too, where /proc shows it.
    """

    def __init__(self, process: int | None) -> None:
        """Take the process that has started the browser, None if it runs on another machine."""
        self._process = process
        self._end = float("inf")
        self._next_look = 0.0
        self._documents: set[str] = set()  # requests for the page and for its frames
        self._received: dict[str, int] = {}  # bytes by request, decompressed
        self._total = 0

    def begin(self, seconds: float) -> None:
        """Limit the time of all that follows, until this is called again."""
        self._end = time.monotonic() + seconds

    def reset(self) -> None:
        """Forget the data of the page before."""
        self._documents.clear()
        self._received.clear()
        self._total = 0

    def deadline(self, seconds: float) -> float:
        """Return the monotonic time in so many seconds, or the end of the visit if that is earlier."""
        return min(time.monotonic() + seconds, self._end)

    @property
    def document_bytes(self) -> int:
        """Return the size of the largest document, as far as it was received."""
        return max((self._received.get(key, 0) for key in self._documents), default=0)

    def note(self, method: str, parameters: Mapping[str, Any]) -> None:
        """Take in a network event; BrowserError if the page has become too large."""
        request = str(parameters.get("requestId"))
        if method == "Network.requestWillBeSent" and parameters.get("type") == "Document":
            self._documents.add(request)
        elif method == "Network.dataReceived":
            self._total += parameters["dataLength"]
            self._received[request] = self._received.get(request, 0) + parameters["dataLength"]
            if self.document_bytes > MAX_DOCUMENT_MIB << 20:
                raise BrowserError(LARGE_DOCUMENT.format(limit=MAX_DOCUMENT_MIB))
            if self._total > MAX_PAGE_MIB << 20:
                raise BrowserError(LARGE_PAGE.format(limit=MAX_PAGE_MIB))

    def next_look(self) -> float:
        """Return when to look at the memory of the browser again, after looking if that time has come.

        BrowserError if one of its processes needs too much.
        """
        now = time.monotonic()
        if self._process is not None and now >= self._next_look:
            # The first look comes after a while: most answers come at once.
            if self._next_look and _largest_mib(self._process) > MAX_MEMORY_MIB:
                raise BrowserError(MUCH_MEMORY.format(limit=MAX_MEMORY_MIB))
            self._next_look = now + MEMORY_SECONDS
        return self._next_look or float("inf")


def _largest_mib(process: int) -> int:
    """Return the resident memory of the largest descendant of a process, 0 where it is not known."""
    largest, waiting = 0, [process]
    while waiting:
        folder = Path("/proc", str(waiting.pop()))
        try:
            waiting += map(int, (folder / f"task/{folder.name}/children").read_text().split())
            status = (folder / "status").read_text("utf-8", "replace")
        except (OSError, ValueError):  # it has ended, or this is no Linux
            continue
        size = status.partition("VmRSS:")[2].split(maxsplit=1)
        largest = max(largest, int(size[0]) >> 10 if size else 0)
    return largest
