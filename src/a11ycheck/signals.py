"""Signals that end a run: SIGINT (Ctrl-C), SIGTERM and SIGHUP.

`Signals` is for programs: it turns signals into exceptions of the main thread. Libraries leave the handlers
as they are, and only defer them where an exception would leave something half done. The module imports
nothing that takes time, since it has to be loaded before everything else.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

__all__ = ["ENDING", "Interrupted", "Signals", "deferred_signals"]

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""The signals by which users, terminals and CI systems end a run."""

# From the third signal on, the run has so many seconds to end.
_LAST_SECONDS = 5.0
_LAST_SIGNAL = 4

_Handler = Callable[[int, FrameType | None], Any]


class Interrupted(KeyboardInterrupt):
    """A signal asked the run to end; `count` is 1 for the first signal, 2 for the second, and so on."""

    def __init__(self, number: int, count: int) -> None:
        """Take the number of the signal, and how many signals have arrived."""
        super().__init__(number, count)
        self.number = number
        self.count = count

    @property
    def exit_code(self) -> int:
        """Return the exit code of a program that the signal ended, as shells give it."""
        return 128 + self.number

    def __str__(self) -> str:
        """Return the name of the signal, such as "SIGTERM"."""
        return signal.Signals(self.number).name


class Signals:
    """Handles the signals of a program, from `install` to `restore`.

    Until `begin`, while modules are imported, there is nothing to clean up and nothing to report: a signal
    ends the process at once. From then on it raises `Interrupted`.
    """

    def __init__(self) -> None:
        """Prepare the handlers; `install` sets them."""
        self.count = 0
        self._has_begun = False
        self._previous: dict[int, Any] = {}

    def install(self) -> None:
        """Set the handlers, except of signals that are ignored, as after `nohup`."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._previous[number] = signal.signal(number, self._handle)

    def begin(self) -> None:
        """Raise exceptions from now on."""
        self._has_begun = True

    def restore(self) -> None:
        """Set the handlers as they were before `install`."""
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def ignore(self) -> None:
        """Ignore signals: the exit code is decided, and the process is ending."""
        for number in self._previous:
            signal.signal(number, signal.SIG_IGN)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if not self._has_begun:
            # An exception could be lost: imports of optional modules suppress all of them.
            _end(number)
        self.count += 1
        if self.count >= _LAST_SIGNAL:
            _end(number)
        if self.count == _LAST_SIGNAL - 1:
            timer = threading.Timer(_LAST_SECONDS, _end, (number,))
            timer.daemon = True
            timer.start()
        raise Interrupted(number, self.count)


def _end(number: int) -> None:
    """End the process without running any more of it; watchdogs end its browsers."""
    with suppress(OSError):
        os.write(2, f"a11ycheck: Ended by {signal.Signals(number).name}.\n".encode())
    os._exit(128 + number)


@contextmanager
def deferred_signals(*, most: int | None = None) -> Iterator[list[int]]:
    """Defer signals until the block has ended, and yield the numbers of those that arrive in it.

    They are then handled in their order. If more than `most` arrive, the last one is handled at once. A
    signal without a handler in Python is not deferred. Only the main thread handles signals, so in others
    this does nothing.
    """
    received: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield received
        return
    handlers: dict[int, _Handler] = {}

    def defer(number: int, frame: FrameType | None) -> None:
        if most is not None and len(received) >= most:
            handlers[number](number, frame)
        else:
            received.append(number)

    try:
        for ending in ENDING:
            handler = signal.getsignal(ending)
            if callable(handler) and not isinstance(handler, signal.Handlers):
                handlers[ending] = handler
                signal.signal(ending, defer)
        yield received
    finally:
        for deferred, handler in handlers.items():
            signal.signal(deferred, handler)
        _replay(list(received), handlers)


def _replay(numbers: list[int], handlers: dict[int, _Handler]) -> None:
    """Call the handler of each signal, even if one raises an exception."""
    if numbers:
        try:
            handlers[numbers[0]](numbers[0], None)
        finally:
            _replay(numbers[1:], handlers)
