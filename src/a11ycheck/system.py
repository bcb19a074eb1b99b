"""What differs between Linux, macOS and Windows: signals, locks, process groups, browsers, fonts.

Only Linux is tested in full. The functions take the platform, so that the choices for the others are tested
everywhere; what they call has never run on Windows. The module imports nothing that takes time.
"""

import os
import signal
import sys

TYPE_CHECKING = False  # `typing` takes a third of the time until the signal handlers are installed
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = [
    "browser_names",
    "end_group",
    "ending_signals",
    "font_folders",
    "has_shell_scripts",
    "is_root",
    "lock_file",
    "new_group",
    "process_exists",
]

_LINUX_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS_BROWSERS = (r"Google\Chrome\Application\chrome.exe", r"Chromium\Application\chrome.exe")
_WINDOWS_PROGRAMS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_LINUX_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts")
_MAC_FONTS = ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts")
# A lock of Windows keeps others from reading these bytes: no file of ours is that long.
_LOCKED_BYTE = 1 << 30
_CREATE_NEW_PROCESS_GROUP = 0x200


def ending_signals() -> "tuple[signal.Signals, ...]":
    """Return the signals by which users, terminals and CI systems end a run, as far as they exist."""
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    return tuple(getattr(signal, name) for name in names if hasattr(signal, name))


def is_root() -> bool:
    """Return whether the process may do everything, so that Chromium refuses its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


# --- browsers and fonts ------------------------------------------------------------------------------


def browser_names(platform: str = sys.platform) -> tuple[str, ...]:
    """Return the commands and paths of browsers, in the order in which they are tried."""
    if platform == "darwin":
        return (*_MAC_BROWSERS, *_LINUX_BROWSERS)
    if platform == "win32":
        folders = [os.environ[name] for name in _WINDOWS_PROGRAMS if os.environ.get(name)]
        paths = (f"{folder}\\{path}" for path in _WINDOWS_BROWSERS for folder in folders)
        return (*paths, "chrome", "chromium")
    return _LINUX_BROWSERS


def has_shell_scripts(platform: str = sys.platform) -> bool:
    """Return whether a shell script can start a program in place of the program itself."""
    return platform != "win32"


def font_folders(platform: str = sys.platform) -> tuple[str, ...]:
    """Return the folders with the fonts of the system and of the user."""
    if platform == "darwin":
        return _MAC_FONTS
    if platform == "win32":
        shared = os.environ.get("WINDIR", r"C:\Windows")
        own = os.environ.get("LOCALAPPDATA", r"~\AppData\Local")
        return (rf"{shared}\Fonts", rf"{own}\Microsoft\Windows\Fonts")
    return (*_LINUX_FONTS, f"{os.environ.get('XDG_DATA_HOME') or '~/.local/share'}/fonts")


# --- locks -------------------------------------------------------------------------------------------


def lock_file(descriptor: int, *, wait: bool = True, platform: str = sys.platform) -> None:
    """Lock an open file until it is closed; BlockingIOError if another has it and we do not wait.

    OSError if the file system has no locks.
    """
    if platform != "win32":
        import fcntl  # noqa: PLC0415 - Windows has none

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        return
    from importlib import import_module  # noqa: PLC0415 - only Windows has it

    msvcrt: Any = import_module("msvcrt")
    place = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
    try:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError as error:
                if not wait:
                    raise BlockingIOError(*error.args) from None
                continue  # LK_LOCK gives up after ten tries
            return
    finally:
        os.lseek(descriptor, place, os.SEEK_SET)


# --- processes ---------------------------------------------------------------------------------------


def new_group(platform: str = sys.platform) -> "Mapping[str, Any]":
    """Return the arguments of `Popen` for a process group that no Ctrl-C reaches."""
    if platform == "win32":
        return {"creationflags": _CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def end_group(pid: int, platform: str = sys.platform) -> None:
    """Kill a process that was started with `new_group`, and those that it has started."""
    from contextlib import suppress  # noqa: PLC0415 - see above

    if platform == "win32":
        import subprocess  # noqa: PLC0415 - see above

        command = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(command, capture_output=True, check=False)
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def process_exists(pid: int, platform: str = sys.platform) -> bool:
    """Return whether there is a process of this number; on Windows, `os.kill` would end it."""
    if platform == "win32":
        import subprocess  # noqa: PLC0415 - see above

        command = ["tasklist", "/NH", "/FI", f"PID eq {pid}"]
        listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        return str(pid) in listed.split()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
