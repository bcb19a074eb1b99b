"""Signals end a program in a controlled way, and leave a library's user alone."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from a11ycheck.cli import main
from a11ycheck.signals import (
    ENDING,
    Interrupted,
    Signals,
    deferred_signals,
    hold_signals,
    interruptible,
    raise_received,
    release_signals,
    signals_received,
)

TERM, HUP, INT = signal.SIGTERM, signal.SIGHUP, signal.SIGINT

pytestmark = pytest.mark.skipif(
    signal.SIG_IGN in {signal.getsignal(number) for number in (TERM, HUP, INT)},
    reason="A signal is ignored here, as under nohup.",
)


@pytest.fixture
def signals() -> Iterator[Signals]:
    before = [signal.getsignal(number) for number in ENDING]
    installed = Signals()
    installed.install()
    installed.begin()
    yield installed
    installed.restore()
    assert [signal.getsignal(number) for number in ENDING] == before


@pytest.mark.usefixtures("signals")
def test_only_the_first_signal_raises() -> None:
    with pytest.raises(Interrupted, match="SIGTERM") as caught:
        signal.raise_signal(TERM)
    signal.raise_signal(HUP)

    assert isinstance(caught.value, KeyboardInterrupt)
    assert caught.value.number == TERM
    assert signals_received() == 2


@pytest.mark.usefixtures("signals")
def test_a_second_signal_raises_in_an_interruptible_block_only() -> None:
    hold_signals()
    with interruptible(after=1):
        signal.raise_signal(TERM)
        with pytest.raises(Interrupted):
            signal.raise_signal(INT)
    assert signals_received() == 2


@pytest.mark.usefixtures("signals")
def test_an_interruptible_block_tolerates_no_more_than_its_program() -> None:
    with interruptible(after=5), pytest.raises(Interrupted):
        signal.raise_signal(TERM)


@pytest.mark.usefixtures("signals")
def test_a_signal_that_is_held_is_counted() -> None:
    hold_signals()
    release_signals()
    hold_signals()
    signal.raise_signal(TERM)
    release_signals()
    signal.raise_signal(TERM)

    assert signals_received() == 2
    with pytest.raises(Interrupted):
        raise_received()


def test_deferred_signals_are_handled_after_the_block(signals: Signals) -> None:
    seen = []

    def work() -> None:
        with deferred_signals():
            signal.raise_signal(HUP)
            signal.raise_signal(INT)
            seen.append(signals.count)

    with pytest.raises(Interrupted, match="SIGHUP"):
        work()

    assert seen == [0]
    assert signals.count == 2


def test_the_handler_of_another_program_x() -> None:
    handler, passed = signal.getsignal(INT), []

    def work() -> None:
        with deferred_signals():
            signal.raise_signal(INT)
            passed.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()

    assert passed
    assert signal.getsignal(INT) is handler


def test_without_a_program_nothing_changes() -> None:
    hold_signals()
    release_signals()
    raise_received()
    assert signals_received() == 0
    with interruptible(after=0), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(INT)


def test_other_threads_are_left_alone() -> None:
    seen: list[object] = []

    def work() -> None:
        Signals().install()
        with deferred_signals(), interruptible(after=0):
            seen.append(signal.getsignal(TERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.SIG_DFL]


def test_a_command_called_by_a_program_restores_its_handlers(tmp_path: Any) -> None:
    before = [signal.getsignal(number) for number in ENDING]

    assert main(["audit", str(tmp_path / "missing")]) == 3

    assert [signal.getsignal(number) for number in ENDING] == before


def run(code: str) -> tuple[int, str]:
    command = [sys.executable, "-c", f"import os, signal, time\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stderr


START = "from a11ycheck.signals import *\nsignals = Signals()\nsignals.install()\n"


@pytest.mark.parametrize("number", ENDING)
def test_before_there_is_anything_to_clean_up_a_signal_ends_the_process(number: int) -> None:
    code, errors = run(
        START + f"try: signal.raise_signal({int(number)})\nexcept BaseException: pass"
    )

    assert code == 128 + number
    assert errors == f"a11ycheck: Ended by {signal.Signals(number).name}.\n"


def test_a_fourth_signal_ends_the_process() -> None:
    code, errors = run(
        START + "signals.begin()\nsignals.hold()\nfor _ in range(4): signal.raise_signal(2)"
    )

    assert (code, errors) == (130, "a11ycheck: Ended by SIGINT.\n")


def test_three_signals_end_a_process_that_hangs() -> None:
    code, _ = run(
        START.replace("Signals()", "Signals(patience=0.1)")
        + "signals.begin()\nsignals.hold()\nfor _ in range(3): signal.raise_signal(15)\n"
        + "while True: time.sleep(1)"
    )

    assert code == 143


def test_an_ignored_signal_stays_ignored() -> None:
    code, errors = run(
        "signal.signal(1, signal.SIG_IGN)\n"
        + START
        + "signals.begin()\nsignal.raise_signal(1)\nprint('alive')"
    )

    assert (code, errors) == (0, "")


def test_when_the_exit_code_is_decided_signals_are_ignored() -> None:
    code, errors = run(
        START + "signals.begin()\nsignals.ignore()\nfor _ in range(9): signal.raise_signal(15)"
    )

    assert (code, errors) == (0, "")
