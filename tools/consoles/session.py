"""Does what a page tells its reader to do, in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from .installed import static_mistake
from .steps import Command, Console, Note, Step, Write

__all__ = ["Run", "Session"]

ROOT = Path(__file__).resolve().parents[2]
PORT = 8000  # in pages; each session takes another one of four digits, so that lines wrap alike
_LIMIT = 240.0
# Variables that change what a command prints or where it writes.
_DROPPED = re.compile(
    r"^(A11YCHECK_|GITHUB_|PYTEST_|CI$|NO_COLOR|FORCE_COLOR|CLICOLOR|SOURCE_DATE_EPOCH"
    r"|.*_proxy$|COLUMNS$|PYTHONPATH$|MAKE)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A command of the page, and what it did."""

    command: Command
    output: tuple[str, ...] | None  # None: it is only verified without being run
    mistake: str  # "" if it did what a page may show


class Session:
    """A reader's shell: its folder, files, last exit code and servers."""

    def __init__(self, home: Path, tutorial: Iterable[Step]) -> None:
        self._home = home
        self._tutorial = tuple(tutorial)
        self._folder = self._started = home
        self._code = 0
        self._appended: dict[Path, str] = {}  # what a file was before the last append
        self._notes: dict[str, str] = {}  # about the next block
        self._port = 0
        self._servers = ExitStack()

    def close(self) -> None:
        """End the servers."""
        self._servers.close()

    def do(self, step: Step) -> Iterator[Run]:
        """Take a step of the page; yield what its commands did."""
        match step:
            case Write():
                self._write(step)
            case Note(key="project", value=value):
                self._begin(value)
            case Note(key="run", value=value):
                done = self._shell(value)
                if self._code:
                    message = f"{value} failed: {done}"
                    raise RuntimeError(message)
            case Note(key="serve", value=value):
                self._serve(value)
            case Note(key=key, value=value):
                self._notes[key] = value
            case Console(commands=commands):
                notes, self._notes = self._notes, {}
                for command in commands:
                    yield self._enter(command, notes)

    # --- the project ------------------------------------------------------------------------------

    def _begin(self, project: str) -> None:
        """Start in an empty folder, or with the files of the tutorial."""
        self._servers.close()
        number = len(list(self._home.iterdir()))
        self._folder = self._started = self._home / f"project-{number}"
        self._folder.mkdir()
        name, _, state = project.partition(" ")
        if name != "tutorial":
            return
        for step in self._tutorial:
            if isinstance(step, Write):
                self._write(step)
            elif state and step == Note(line=step.line, key="state", value=state):
                return
        if state:
            message = f'The tutorial has no comment "state: {state}".'
            raise ValueError(message)

    def _write(self, step: Write) -> None:
        path = self._folder / step.path
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        match step.key:
            case "append":
                self._appended[path] = before
                text = f"{before}\n{step.text}"
            case "end of":
                text = f"{self._appended[path]}\n{step.text}"
            case _:
                text = step.text
        path.write_text(self._with_port(text), encoding="utf-8")

    def _serve(self, folder: str) -> None:
        handler = partial(_QuietHandler, directory=str(self._folder / folder))
        server = self._servers.enter_context(_listening(handler))
        self._port = server.server_port

    def _with_port(self, text: str) -> str:
        return text.replace(f":{PORT}", f":{self._port}") if self._port else text

    # --- commands ---------------------------------------------------------------------------------

    def _enter(self, command: Command, notes: Mapping[str, str]) -> Run:
        text = command.text
        if "not run" in notes or (mistake := static_mistake(text)) == "":
            return Run(command=command, output=None, mistake="")
        if mistake:
            return Run(command=command, output=None, mistake=mistake)
        if text.startswith("cd "):
            self._folder /= text.removeprefix("cd ")
            mistake = "" if self._folder.is_dir() else f"There is no folder {self._folder.name}."
            return Run(command=command, output=None, mistake=mistake)
        if until := notes.get("until", ""):
            self._port = _free_port()
            text += f" --port {self._port}"
        output = self._shell(text, until=until)
        lines = tuple(output.rstrip("\n").split("\n")) if output.strip() else ()
        return Run(command=command, output=lines, mistake=self._mistake(command, output))

    def _mistake(self, command: Command, output: str) -> str:
        """Return why a command whose output the page does not show cannot be what it means."""
        if "Traceback (most recent call last)" in output:
            return output
        allowed = {0, 1} if command.text.startswith("a11ycheck ") else {0}
        if command.output or self._code in allowed:
            return ""
        return f"exit code {self._code}:\n{output}"

    def _shell(self, text: str, *, until: str = "") -> str:
        script = f"(exit {self._code})\n{self._with_port(text)}"
        with subprocess.Popen(
            ["/bin/bash", "-c", script],
            cwd=self._folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        ) as process:
            output = _interrupted(process, until) if until else ""
            try:
                output += process.communicate(timeout=_LIMIT)[0]
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGTERM)
                output += f"{process.communicate()[0]}\n(no end after {_LIMIT:.0f} s)"
        self._code = process.returncode
        output = output.replace(f"{self._started}/", "").replace(str(self._started), ".")
        return output.replace(f":{self._port}", f":{PORT}") if self._port else output


def _interrupted(process: subprocess.Popen[str], until: str) -> str:
    """Return what is printed up to the line that contains `until`, and interrupt the process."""
    output = ""
    for line in process.stdout or ():
        output += line
        if until in line:
            break
    os.killpg(process.pid, signal.SIGINT)
    return output


def _environment() -> dict[str, str]:
    """Return the variables of a terminal of 80 columns, without colour, where we are installed."""
    kept = {name: value for name, value in os.environ.items() if not _DROPPED.match(name)}
    programs = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    return {**kept, "PATH": programs, "COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Print nothing."""


@contextmanager
def _listening(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", _free_port()), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


def _free_port() -> int:
    """Return a free port of four digits: each process begins to look at another one."""
    first = PORT + os.getpid() % 1000
    for port in range(first, 9999):
        with socket.socket() as candidate:
            try:
                candidate.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    message = "No port of four digits is free."
    raise RuntimeError(message)
