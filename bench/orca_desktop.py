"""A display, a session bus, a speech server without sound, Orca, and Chromium: what Orca says of a page."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

__all__ = ["Spoken", "phrases_of_page", "start_desktop"]

BROWSER: Final = (
    "chromium",
    "--no-sandbox",
    "--force-renderer-accessibility",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-component-update",
    "--window-size=1280,900",
)
DUMMY: Final = """AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
AudioOutputMethod "alsa"
AudioALSADevice "null"
"""
# Without a speech server Orca logs what it would send to one.
NO_SERVER: Final = "DisableAutoSpawn\n"
ATTEMPTS: Final = 3
QUIET_SECONDS: Final = 5.0
"""Orca says no more if it was silent for so long."""
NOTHING_SECONDS: Final = 15.0
MOST_SECONDS: Final = 240.0
# Orca writes its log only when a buffer is full, unless this is in its customizations.
CUSTOMIZATIONS: Final = "from orca import debug\ndebug.debugFile.reconfigure(line_buffering=True)\n"
_ENTRY: Final = re.compile(
    r"^\d\d:\d\d:\d\d\.\d+ - WEB SAY ALL(?:"
    r" CONTENT: \d+\. \[(?P<role>[^|\]]*) \|[^\n]*?\] '(?P<text>[^\x00]*?)' \(-?\d+--?\d+\)$"
    r"|: \[[^\n]*?\] '(?P<phrase>[^\x00]*?)' \(-?\d+--?\d+, current: )",
    re.MULTILINE,
)
"""An object that is read, and a phrase that the speech server spoke for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What Orca announces of an object with this role and text, and of containers that begin with it."""

    role: str
    text: str
    phrases: tuple[str, ...]


@contextmanager
def start_desktop(*, speaks: bool) -> Iterator[Path]:
    """Start all but the browser, which needs the environment that is set; return Orca's log."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="orca")))
        _write(folder / "config/speech-dispatcher/speechd.conf", DUMMY if speaks else NO_SERVER)
        _write(folder / "data/orca/orca-customizations.py", CUSTOMIZATIONS)
        (folder / "run").mkdir(mode=0o700)
        os.environ |= {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "LANG": "C.UTF-8",
        }
        display = _first_line(stack, "Xvfb", "-displayfd", "1", "-screen", "0", "1280x1000x24")
        os.environ["DISPLAY"] = f":{display}"
        bus = _first_line(stack, "dbus-daemon", "--session", "--nofork", "--print-address=1")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus
        stack.enter_context(_running("openbox"))
        if speaks:
            stack.enter_context(_running("speech-dispatcher", "-s", "-t", "0"))
        log = folder / "orca.log"
        stack.enter_context(_running("orca", f"--debug-file={log}"))
        _wait(lambda: log.exists() and "Screen reader on." in log.read_text("utf-8"), 60)
        yield log


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def phrases_of_page(url: str, log: Path) -> list[Spoken]:
    """Return what Orca reads of a page by itself when it has loaded, from its start to its end.

    Orca does not notice the first pages that load after its start.
    """
    for _ in range(ATTEMPTS):
        begin = log.stat().st_size
        with (
            tempfile.TemporaryDirectory(prefix="profile") as profile,
            _running(*BROWSER, f"--user-data-dir={profile}", url),
        ):
            _wait_for_silence(log, begin)
        with log.open(encoding="utf-8", errors="replace") as file:
            file.seek(begin)
            if found := list(_read(file.read())):
                return found
    return []


def _read(log: str) -> Iterator[Spoken]:
    """Yield what Orca announced of each object; what comes before the first is not of the page."""
    entries = list(_ENTRY.finditer(log))
    starts = [place for place, entry in enumerate(entries) if entry["role"] is not None]
    for start, end in pairwise((*starts, len(entries))):
        first, *spoken = entries[start:end]
        phrases = tuple(entry["phrase"] for entry in spoken)
        yield Spoken(role=first["role"], text=first["text"], phrases=phrases)


def _wait_for_silence(log: Path, begin: int) -> None:
    started = changed = time.monotonic()
    size = begin
    is_reading = False
    while time.monotonic() < started + MOST_SECONDS:
        time.sleep(0.5)
        if (now := log.stat().st_size) != size:
            with log.open("rb") as file:
                file.seek(size)
                is_reading = is_reading or b"WEB SAY ALL CONTENT" in file.read()
            size, changed = now, time.monotonic()
        limit = QUIET_SECONDS if is_reading else NOTHING_SECONDS
        if time.monotonic() > changed + limit:
            return


def _wait(is_ready: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > end:
            raise SystemExit("Orca did not start.")
        time.sleep(0.2)


def _first_line(stack: ExitStack, *command: str) -> str:
    process = stack.enter_context(_running(*command, reads=True))
    return process.stdout.readline().strip() if process.stdout else ""


@contextmanager
def _running(*command: object, reads: bool = False) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*map(str, command)],
        stdout=subprocess.PIPE if reads else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
