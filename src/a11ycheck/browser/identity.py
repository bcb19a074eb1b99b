"""What evidence depends on beside pages and settings: the browser, fonts, locale and time zone."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from a11ycheck.browser.binaries import program_behind, version_of
from a11ycheck.system import font_folders

__all__ = ["identity_of"]

_LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_FONT_SUFFIXES = frozenset(
    {".dfont", ".otc", ".otf", ".pcf", ".pfb", ".ttc", ".ttf", ".woff", ".woff2"}
)
# They decide which of the installed fonts is used.
_FONT_SETTINGS = ("/etc/fonts/fonts.conf", "/etc/fonts/local.conf", "/etc/fonts/conf.d")
_SECONDS = 5


def identity_of(program: str) -> dict[str, str]:
    """Return what evidence depends on of this machine, for the browser at this path ("": unknown)."""
    return {
        "browser": _program(program) if program else "",
        "fonts": _hash(sorted(_states((*_fonts(), *_font_settings())))),
        "locale": " ".join(f"{name}={os.environ.get(name, '')}" for name in _LOCALE),
        "time_zone": _time_zone(),
    }


def _program(command: str) -> str:
    program = Path(program_behind(command)).resolve()
    state = next(_states([program]), str(program))
    try:
        with program.open("rb") as file:
            is_script = file.read(2) == b"#!"
    except OSError:
        return state
    # A script stays as it is when the program that it runs changes.
    return f"{state} {version_of(str(program))}" if is_script else state


def _fonts() -> Iterator[Path]:
    """Yield the font files: those that fontconfig knows, else all in the folders that the system reads."""
    # Chromium asks Core Text on macOS, even if fontconfig is installed.
    listed = "" if sys.platform == "darwin" else _listed_fonts()
    if listed:
        yield from map(Path, listed.splitlines())
        return
    for folder in font_folders():
        for top, _, names in os.walk(Path(folder).expanduser()):
            files = (Path(top, name) for name in names)
            yield from (file for file in files if file.suffix.lower() in _FONT_SUFFIXES)


def _listed_fonts() -> str:
    command = shutil.which("fc-list")
    if command is None:
        return ""
    try:
        done = subprocess.run(
            [command, "--format", "%{file}\n"],
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _font_settings() -> Iterator[Path]:
    own = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser() / "fontconfig"
    for path in (*map(Path, _FONT_SETTINGS), own, own / "conf.d"):
        if path.is_dir():
            yield from path.iterdir()
        else:
            yield path


def _states(files: Iterable[Path]) -> Iterator[str]:
    """Yield path, size and modification time of each file that exists."""
    for file in files:
        try:
            state = file.stat()
        except OSError:
            continue
        yield f"{file} {state.st_size} {state.st_mtime_ns}"


def _time_zone() -> str:
    try:
        zone = os.environ.get("TZ") or str(Path("/etc/localtime").resolve(strict=True))
    except OSError:
        zone = ""
    return f"{zone} {time.tzname}"


def _hash(lines: Iterable[str]) -> str:
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    return hashlib.sha256(text).hexdigest()
