"""The scratch folder of one browser: it and the browser's processes never outlive their owner.

Browser and driver keep all their files in the folder. The owner, this process, locks it, and has a
watchdog: a shell that waits for the end of a pipe whose other end only the owner holds. Whatever ends the
owner, SIGKILL included, the watchdog then kills the processes and removes the folder. If the watchdog was
killed, too, the next run does it, since the lock is free.

A parent-death signal would not do: it arrives when the thread that started the process ends, and browsers
are started by threads. Measured on two cores, start and end of a watchdog take 2 ms.
"""

import contextlib
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from a11ycheck.browser import leftovers
from a11ycheck.errors import BrowserError
from a11ycheck.signals import deferred_signals
from a11ycheck.system import end_group, has_shell_scripts, lock_file, new_group, process_exists

__all__ = ["ScratchFolder", "remove_leftovers"]

log = logging.getLogger(__name__)

# The path of a socket has at most 103 bytes (macOS; 107 on Linux); Chromium appends 45.
_LONGEST_PATH = 58
_SHORT = "/tmp"  # noqa: S108 - its folders are created by mkdtemp
_END_SECONDS = 10.0
# Services send SIGTERM to all processes of a job at once; the watchdog outlives it.
_WATCH = 'trap "" HUP INT TERM; while read -r _; do :; done; exec "$@"'


def remove_leftovers() -> None:
    """Remove the scratch folders of runs that were killed, with their processes."""
    with contextlib.suppress(OSError):  # there is no temporary folder at all
        leftovers.remove_leftovers({tempfile.gettempdir(), _SHORT})


class ScratchFolder:
    """A new folder at `path` for the files of one browser."""

    def __init__(self) -> None:
        """Create the folder, lock it and have it watched; BrowserError if there is no place for it."""
        try:
            self.path, self._lock = _create()
        except OSError as error:
            from a11ycheck.browser.driver_errors import NO_START  # noqa: PLC0415 - see the package

            raise BrowserError(NO_START.format(error=str(error))) from error
        self._watchdog = _watch(self.path)

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that keep a browser's files in the folder, and out of the user's home."""
        return {
            "TMPDIR": self.path,
            "BREAKPAD_DUMP_LOCATION": self.path,
            "GSETTINGS_BACKEND": "memory",
        }

    def close(self, driver: "subprocess.Popen[bytes] | None" = None) -> None:
        """Kill the driver, if there is one, with its process group, and remove the folder.

        Safe to call twice, and from another thread.
        """
        with deferred_signals():
            if driver is not None:
                _kill_group(driver)
            # A driver that started during the first call may have created the folder again.
            if not leftovers.remove_folder(Path(self.path)):
                log.warning("The folder %s cannot be removed.", self.path)
            self._lock.close()
            if self._watchdog is not None:
                self._watchdog.kill()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._watchdog.wait(timeout=_END_SECONDS)
                if self._watchdog.stdin is not None:
                    self._watchdog.stdin.close()


def _create() -> tuple[str, BinaryIO]:
    """Return a new folder with a short path, since Chromium puts a socket there, and its locked file."""
    parent = None
    while True:
        folder = tempfile.mkdtemp(prefix=leftovers.PREFIX, dir=parent)
        if len(os.fsencode(folder)) > _LONGEST_PATH and parent is None:
            Path(folder).rmdir()
            parent = _SHORT
            continue
        try:
            lock = Path(folder, leftovers.LOCK_NAME).open("xb")  # noqa: SIM115 - open as long as the folder exists
        except FileNotFoundError:  # another run found the folder empty, and removed it
            continue
        if _is_locked(lock):
            lock.write(f"{os.getpid()}\n".encode())  # for people: the lock itself is the proof
            lock.flush()
            return folder, lock
        lock.close()


def _is_locked(lock: BinaryIO) -> bool:
    """Lock a new file, and return whether it is still ours: another run may have been faster."""
    try:
        lock_file(lock.fileno(), wait=False)
    except BlockingIOError:
        return False
    except OSError:  # without locks on this file system, other runs leave the folder alone
        return True
    return Path(lock.name).exists()


def _watch(folder: str) -> "subprocess.Popen[bytes] | None":
    """Start the watchdog of a folder, in a session of its own: no Ctrl-C reaches it."""
    # Python is embedded in another program, or there is no shell.
    if not sys.executable or not has_shell_scripts():
        return None
    remove = [sys.executable, "-I", "-S", leftovers.__file__, folder]
    try:
        return subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, "watchdog", *remove],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            **new_group(),
        )
    except OSError as error:
        log.debug("The folder %s has no watchdog.", folder, exc_info=error)
        return None


def _kill_group(driver: "subprocess.Popen[bytes]") -> None:
    """Kill the driver and the browser, whose processes are all in the group that the driver leads.

    The number of the group cannot be given to other processes as long as we have not collected the
    driver's exit code, or processes of the group live. Only if neither holds, another process may
    have it: then a process of this number exists.
    """
    if driver.returncode is None or not process_exists(driver.pid):
        end_group(driver.pid)
    try:
        driver.wait(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        log.warning("The driver (process %d) does not end.", driver.pid)
