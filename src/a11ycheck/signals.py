"""Signals that end a run: SIGINT (Ctrl-C), SIGTERM and SIGHUP.

Programs install `Signals`. Libraries install no handlers: they only defer those of the program, where an
exception would leave something half done, and mark what a program may end. The module imports nothing that
takes time, since it has to be loaded before everything else.
"""

import _thread
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from a11ycheck.system import ending_signals

TYPE_CHECKING = False  # `typing` takes a third of the time until the handlers are installed
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "ENDING",
    "Interrupted",
    "Signals",
    "begin_signals",
    "deferred_signals",
    "hold_signals",
    "interruptible",
    "raise_received",
    "release_signals",
    "signals_received",
]

ENDING = ending_signals()
"""The signals by which users, terminals and CI systems end a run."""

_THIRD, _FOURTH = 3, 4

_Handler = Callable[[int, FrameType | None], object]


class Interrupted(KeyboardInterrupt):
    """A signal asked the run to end; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        """Take the number of the signal."""
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        """Return the name of the signal, such as "SIGTERM"."""
        return signal.Signals(self.number).name


class Signals:
    """Handles the signals of a program.

    Until `begin`, while modules are imported, there is nothing to clean up and nothing to report: a signal
    ends the process at once. From then on the first signal raises `Interrupted` in the main thread. While
    the program reacts to it, further ones raise only in blocks that are `interruptible`, so that they
    cannot interrupt the cleaning up. A third one limits the time for it, a fourth one ends it. `count` is
    the number of signals that have arrived, `last` the number of the last one.
    """

    def __init__(self, *, patience: float = 5.0) -> None:
        """Prepare the handlers, which `install` sets; `patience` are the seconds after the third signal."""
        self.count = 0
        self.last = 0
        self._patience = patience
        self._has_begun = False
        self._tolerated: int | None = 0  # None: all
        self._previous: dict[int, Any] = {}

    def install(self) -> None:
        """Set the handlers, except of signals that are ignored, as after `nohup`, or handled in C."""
        if threading.current_thread() is threading.main_thread():
            for number in ENDING:
                if signal.getsignal(number) not in (signal.SIG_IGN, None):
                    self._previous[number] = signal.signal(number, self._handle)

    def begin(self) -> None:
        """Raise exceptions from now on."""
        self._has_begun = True

    def hold(self) -> None:
        """Raise no exception any more, except in interruptible blocks; signals are counted."""
        self._tolerated = None

    def release(self) -> None:
        """Raise an exception again for the first signal, if none has arrived."""
        self._tolerated = 0 if self.count == 0 else None

    def restore(self) -> None:
        """Set the handlers as they were before `install`."""
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        self._previous.clear()

    def ignore(self) -> None:
        """Ignore signals: the exit code is decided, and the process is ending."""
        for number in self._previous:
            signal.signal(number, signal.SIG_IGN)

    @contextmanager
    def interruptible(self, *, after: int) -> Iterator[None]:
        """Raise an exception in the block for each signal after so many; see the function."""
        if self.count >= max(_THIRD, after + 1):
            raise Interrupted(self.last)
        before = self._tolerated
        self._tolerated = after if before is None else min(before, after)
        try:
            yield
        finally:
            if self._tolerated is not None:  # else a signal has been raised
                self._tolerated = before

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        self.count += 1
        self.last = number
        if not self._has_begun or self.count >= _FOURTH:
            # While modules are imported, an exception could be lost: some suppress all of them.
            _end(number)
        if self.count == _THIRD:
            # A `Thread` cannot be started here: it takes a lock that the interrupted code may hold.
            _thread.start_new_thread(self._end_later, (number,))
        if self._tolerated is not None and self.count > self._tolerated:
            self.hold()
            raise Interrupted(number)

    def _end_later(self, number: int) -> None:
        time.sleep(self._patience)
        if self._previous:  # else the program has ended, and the process goes on
            _end(number)


def _end(number: int) -> None:
    """End the process without running any more of it; watchdogs end its browsers."""
    with suppress(OSError):
        os.write(2, f"a11ycheck: Ended by {signal.Signals(number).name}.\n".encode())
    os._exit(128 + number)


def _installed() -> Signals | None:
    """Return what handles the signals of this process, None if it is not `Signals`."""
    if threading.current_thread() is threading.main_thread():
        for number in ENDING:
            owner = getattr(signal.getsignal(number), "__self__", None)
            if isinstance(owner, Signals):
                return owner
    return None


def signals_received() -> int:
    """Return how many signals `Signals` has received, if it is installed."""
    signals = _installed()
    return signals.count if signals is not None else 0


def raise_received() -> None:
    """Raise `Interrupted` if a signal has arrived: Python ignores the exceptions of finalizers."""
    signals = _installed()
    if signals is not None and signals.count:
        raise Interrupted(signals.last)


def begin_signals() -> None:
    """Call `Signals.begin`, if it is installed: the modules of the command have been imported."""
    signals = _installed()
    if signals is not None:
        signals.begin()


def hold_signals() -> None:
    """Call `Signals.hold`, if it is installed."""
    signals = _installed()
    if signals is not None:
        signals.hold()


def release_signals() -> None:
    """Call `Signals.release`, if it is installed."""
    signals = _installed()
    if signals is not None:
        signals.release()


@contextmanager
def interruptible(*, after: int) -> Iterator[None]:
    """Let signals raise `Interrupted` in the block, although the program holds them.

    The first `after` signals of the run do not. If three signals have arrived already, it is raised at
    once. Without `Signals`, this changes nothing.
    """
    signals = _installed()
    if signals is None:
        yield
        return
    with signals.interruptible(after=after):
        yield


@contextmanager
def deferred_signals() -> Iterator[None]:
    """Defer signals that arrive in the block until it has ended.

    A signal without a handler in Python is not deferred. Only the main thread handles signals, so in other
    threads this does nothing.
    """
    received: list[int] = []
    handlers: dict[int, _Handler] = {}

    def defer(number: int, _frame: FrameType | None) -> None:
        received.append(number)

    try:
        if threading.current_thread() is threading.main_thread():
            for ending in ENDING:
                handler = signal.getsignal(ending)
                if callable(handler) and not isinstance(handler, signal.Handlers):
                    handlers[ending] = handler
                    signal.signal(ending, defer)
        yield
    finally:
        for deferred, handler in handlers.items():
            signal.signal(deferred, handler)
        _replay(received, handlers)


def _replay(numbers: list[int], handlers: dict[int, _Handler]) -> None:
    """Call the handler of each signal, even if one raises an exception."""
    if numbers:
        try:
            handlers[numbers[0]](numbers[0], None)
        finally:
            _replay(numbers[1:], handlers)
