"""Remove the scratch folder of a browser whose owner has died, with all processes that use it.

The folder is locked as long as its owner lives (`scratch.py`), whatever ends it: the kernel drops the lock.
What runs in such a folder is known by its environment or its command line. This module is also a script,
which the watchdog of a folder runs: it imports the standard library only.
"""

import contextlib
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["LOCK_NAME", "PREFIX", "remove_abandoned", "remove_folder", "remove_leftovers"]

PREFIX = "a11ycheck-"
"""The start of the names of scratch folders."""
LOCK_NAME = "owner.lock"
"""The file in a scratch folder that its owner locks."""

_NAME = re.compile(rf"{PREFIX}[a-z0-9_]{{8}}\Z")  # as tempfile.mkdtemp makes it
_PROCESSES = Path("/proc")
_SECONDS = 10.0
_PAUSE = 0.02
# A process that is being started shows its environment only some time after its owner has died.
_LATE_SECONDS = (0.2, 1.0, 3.0)


def remove_leftovers(parents: Iterable[str]) -> None:
    """Remove all abandoned scratch folders in these folders."""
    for parent in parents:
        with contextlib.suppress(OSError), os.scandir(parent) as entries:
            for entry in entries:
                if _NAME.match(entry.name) and entry.is_dir(follow_symlinks=False):
                    remove_abandoned(Path(entry.path))


def remove_abandoned(folder: Path) -> None:
    """Remove a scratch folder if its owner has died.

    The proof is its lock: nobody holds it. Folders of other users are left alone.
    """
    if os.name != "posix":  # what proves it there has never been tried
        return
    import fcntl  # noqa: PLC0415 - Windows has none; this file runs without our packages

    with contextlib.suppress(OSError):
        if folder.lstat().st_uid != os.geteuid():
            return
        try:
            lock = os.open(folder / LOCK_NAME, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            # The owner has not created it yet, or was killed before that; or after it had removed all else.
            _remove_empty(folder)
            return
        with os.fdopen(lock) as file:
            status = os.fstat(lock)
            if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
                # OSError if it is locked, or if this file system has no locks.
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _end_processes(folder)
                remove_folder(folder)


def remove_after_owner(folder: Path) -> None:
    """Remove the scratch folder of an owner that has just died, and what processes create again later.

    A driver may have been about to start; until then nothing tells that it belongs to the folder.
    """
    remove_abandoned(folder)
    for seconds in _LATE_SECONDS:
        time.sleep(seconds)
        if not (folder / LOCK_NAME).exists():  # else it is that of another owner
            _end_processes(folder)
            shutil.rmtree(folder, ignore_errors=True)


def remove_folder(folder: Path) -> bool:
    """Remove a scratch folder to which processes that are being killed may still write.

    Returns whether it is gone. The lock file is removed last: the rest can always be proven to be ours.
    """
    deadline = time.monotonic() + _SECONDS
    while True:
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                elif path.name != LOCK_NAME:
                    path.unlink(missing_ok=True)
            if [path.name for path in folder.iterdir()] == [LOCK_NAME]:
                (folder / LOCK_NAME).unlink()
            folder.rmdir()
        if not folder.exists():
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)


def _remove_empty(folder: Path) -> None:
    """Remove a folder without a lock if it holds folders only: a browser that was ending created them."""
    for path, _, files in os.walk(folder, topdown=False):
        if files:
            return
        Path(path).rmdir()


def _end_processes(folder: Path) -> None:
    """Kill the processes that were started for a scratch folder, and wait for their end."""
    deadline = time.monotonic() + _SECONDS
    while (found := list(_processes_of(folder))) and time.monotonic() < deadline:
        for pid in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                _kill(pid)
        time.sleep(_PAUSE)


def _kill(pid: int) -> None:
    """Kill a process, and its group if that has the session that was started for the driver.

    Renderers show neither their environment nor a folder, but they are in the group of the driver.
    """
    session = os.getsid(pid)
    if session == os.getpgid(pid) != os.getsid(0):
        os.killpg(session, signal.SIGKILL)
    else:
        os.kill(pid, signal.SIGKILL)


def _processes_of(folder: Path) -> Iterator[int]:
    """Yield the processes whose environment or command line names the folder."""
    variable = b"TMPDIR=" + os.fsencode(folder)
    option = b"--user-data-dir=" + os.fsencode(folder) + b"/"
    for pid, words in _processes():
        is_here = any(word == variable or word.startswith(option) for word in words)
        if is_here and pid != os.getpid():
            yield pid


def _processes() -> Iterator[tuple[int, list[bytes]]]:
    """Yield each living process of our user: its id, and the words of its command line and environment."""
    if not (_PROCESSES / "self").exists():  # macOS
        command = ["/bin/ps", "-xEww", "-o", "pid=,command="]
        listed = subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout
        for line in listed.splitlines():
            pid, *words = line.split()
            yield int(pid), words
        return
    for process in _PROCESSES.glob("[0-9]*"):
        try:
            if process.stat().st_uid == os.geteuid():
                texts = [(process / name).read_bytes() for name in ("cmdline", "environ")]
                yield int(process.name), b"\0".join(texts).split(b"\0")
        except OSError:  # it has ended
            continue


if __name__ == "__main__":
    remove_after_owner(Path(sys.argv[1]))
