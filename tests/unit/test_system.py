"""What is chosen on each system. The calls for Windows are made to stand-ins: they have never run there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from a11ycheck.system import (
    browser_names,
    end_group,
    ending_signals,
    font_folders,
    has_shell_scripts,
    lock_file,
    new_group,
    process_exists,
)

LK_LOCK, LK_NBLCK = 1, 2


def test_the_signals_are_those_that_the_system_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ending_signals() == (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    monkeypatch.delattr(signal, "SIGHUP")
    monkeypatch.setattr(signal, "SIGBREAK", 21, raising=False)
    assert ending_signals() == (signal.SIGINT, signal.SIGTERM, 21)


@pytest.mark.parametrize(
    ("platform", "first"),
    [
        ("linux", "chromium"),
        ("freebsd14", "chromium"),
        ("darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("win32", r"C:\Program Files\Google\Chrome\Application\chrome.exe"),
    ],
)
def test_browsers_are_looked_for_where_the_system_installs_them(
    monkeypatch: pytest.MonkeyPatch, platform: str, first: str
) -> None:
    monkeypatch.setenv("PROGRAMFILES", r"C:\Program Files")
    monkeypatch.delenv("PROGRAMFILES(X86)", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", r"C:\Users\me\AppData\Local")

    names = browser_names(platform)

    assert names[0] == first
    assert len(set(names)) == len(names)


def test_a_browser_of_one_user_is_found_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", r"C:\Users\me\AppData\Local")

    assert r"C:\Users\me\AppData\Local\Google\Chrome\Application\chrome.exe" in browser_names(
        "win32"
    )


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("linux", "/usr/share/fonts"),
        ("linux", "/home/me/data/fonts"),
        ("darwin", "~/Library/Fonts"),
        ("win32", r"D:\Windows\Fonts"),
        ("win32", r"C:\Users\me\AppData\Local\Microsoft\Windows\Fonts"),
    ],
)
def test_fonts_of_the_system_and_of_the_user_are_read(
    monkeypatch: pytest.MonkeyPatch, platform: str, folder: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/home/me/data")
    monkeypatch.setenv("WINDIR", r"D:\Windows")
    monkeypatch.setenv("LOCALAPPDATA", r"C:\Users\me\AppData\Local")

    assert folder in font_folders(platform)


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_headless_shells_need_a_shell_script(platform: str) -> None:
    assert has_shell_scripts(platform)
    assert not has_shell_scripts("win32")


# --- locks -------------------------------------------------------------------------------------------


def test_a_locked_file_cannot_be_locked_again(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with path.open("wb") as ours, path.open("rb") as theirs:
        lock_file(ours.fileno())
        with pytest.raises(BlockingIOError):
            lock_file(theirs.fileno(), wait=False)

    with path.open("rb") as later:
        lock_file(later.fileno(), wait=False)


@pytest.fixture
def msvcrt(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Put a stand-in for Windows' module in place; return the mode and position of each call."""
    calls: list[tuple[int, int]] = []
    failures = [OSError(36, "deadlock avoided")]

    def locking(descriptor: int, mode: int, length: int) -> None:
        assert length == 1
        calls.append((mode, os.lseek(descriptor, 0, os.SEEK_CUR)))
        if failures:
            raise failures.pop()

    module = SimpleNamespace(locking=locking, LK_LOCK=LK_LOCK, LK_NBLCK=LK_NBLCK)
    monkeypatch.setitem(sys.modules, "msvcrt", module)
    return calls


def test_windows_waits_until_the_lock_is_free_and_locks_no_content(
    tmp_path: Path, msvcrt: list[tuple[int, int]]
) -> None:
    with (tmp_path / "lock").open("w+b") as file:
        file.write(b"123")
        file.flush()
        lock_file(file.fileno(), platform="win32")

        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == 3
    assert [mode for mode, _ in msvcrt] == [LK_LOCK, LK_LOCK]
    assert all(place > 3 for _, place in msvcrt)


def test_windows_reports_a_lock_that_another_has(
    tmp_path: Path, msvcrt: list[tuple[int, int]]
) -> None:
    with (tmp_path / "lock").open("w+b") as file, pytest.raises(BlockingIOError):
        lock_file(file.fileno(), wait=False, platform="win32")

    assert [mode for mode, _ in msvcrt] == [LK_NBLCK]


# --- processes ---------------------------------------------------------------------------------------


def test_a_group_ends_with_what_it_has_started() -> None:
    script = "sleep 60 & echo $!; wait"
    with subprocess.Popen(
        ["/bin/sh", "-c", script], stdout=subprocess.PIPE, text=True, **new_group()
    ) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        assert process_exists(child)

        end_group(process.pid)

        assert process.wait(20) == -signal.SIGKILL
        assert process.stdout.read() == ""  # the child has closed its end, too


def test_a_process_that_has_ended_does_not_exist() -> None:
    done = subprocess.Popen([sys.executable, "-c", "pass"])
    done.wait(20)

    assert not process_exists(done.pid)
    assert process_exists(os.getpid())
    end_group(done.pid)  # no error


@pytest.mark.parametrize(
    ("listed", "exists"),
    [
        ("chrome.exe  41 Console  1  9,000 K", True),
        ("INFO: No tasks are running which match the specified criteria.", False),
        ("chrome.exe  410 Console  1  41,000 K", False),
    ],
)
def test_windows_asks_its_own_programs(
    monkeypatch: pytest.MonkeyPatch, listed: str, exists: object
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_options: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(stdout=listed)

    monkeypatch.setattr(subprocess, "run", run)

    assert process_exists(41, "win32") is exists
    end_group(41, "win32")

    assert commands == [
        ["tasklist", "/NH", "/FI", "PID eq 41"],
        ["taskkill", "/F", "/T", "/PID", "41"],
    ]
    assert "start_new_session" not in new_group("win32")
