"""What builds the site: Sphinx in a process of its own, a command, or nothing."""

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from a11ycheck.errors import UserError
from a11ycheck.system import end_group, new_group

__all__ = ["BuildResult", "Builds", "CommandBuilds", "SphinxBuilds", "UnbuiltSite"]

_SERVER = "a11ycheck.sphinxext.build_server"
_LONGEST_OUTPUT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """The end of a build: `error` is "" if it succeeded.

    `watched` are the files and folders that it reads, if the build knows them.
    """

    error: str = ""
    warnings: tuple[str, ...] = ()
    watched: tuple[Path, ...] = field(default=())


class Builds(Protocol):
    """Builds a site whenever its sources change."""

    @property
    def folder(self) -> Path:
        """Return the folder of the built pages."""

    @property
    def watched(self) -> tuple[Path, ...]:
        """Return the files and folders whose changes ask for a build."""

    def build(self) -> BuildResult:
        """Build, and wait for the end."""

    def close(self) -> None:
        """End all processes of builds; a second call does nothing."""


class _Process(AbstractContextManager["_Process"]):
    """A process with a group of its own: Ctrl-C does not reach it, and it is ended with its children."""

    def __init__(self, command: Sequence[str] | str, *, cwd: Path | None = None) -> None:
        self.popen = subprocess.Popen(
            command,
            shell=isinstance(command, str),
            cwd=cwd,
            stdin=subprocess.DEVNULL if isinstance(command, str) else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if isinstance(command, str) else None,
            text=True,
            errors="replace",
            **new_group(),
        )

    def close(self) -> None:
        end_group(self.popen.pid)
        for stream in (self.popen.stdin, self.popen.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self.popen.wait()

    def __exit__(self, *_: object) -> None:
        self.close()


class SphinxBuilds:
    """Builds a Sphinx project in a folder of our own; nothing that is published is written.

    A server process has imported Sphinx and the extensions; it forks a process for each build.
    """

    def __init__(
        self,
        source: Path,
        *,
        configuration: Path | None,
        output: Path,
        defines: Sequence[str] = (),
        language: str = "",
    ) -> None:
        """Take the folders of the sources, of conf.py (None: the nearest), and of the output."""
        self.folder = output / "html"
        self._source = source
        self._options = {
            "source": str(source),
            "configuration": str(configuration or ""),
            "html": str(self.folder),
            "doctrees": str(output / "doctrees"),
            "defines": [*defines, *([f"language={language}"] if language else [])],
        }
        self._watched: tuple[Path, ...] = (source,)
        self._server: _Process | None = None

    @property
    def watched(self) -> tuple[Path, ...]:
        """Return the sources, and what the last build named."""
        return self._watched

    def build(self) -> BuildResult:
        """Build the changed documents."""
        if self._server is None or self._server.popen.poll() is not None:
            self._server = _Process([sys.executable, "-m", _SERVER, json.dumps(self._options)])
        process = self._server.popen
        if process.stdin is None or process.stdout is None:
            raise AssertionError(process)  # both are pipes
        line = ""
        with suppress(BrokenPipeError):
            process.stdin.write("build\n")
            process.stdin.flush()
            line = process.stdout.readline()
        if not line:
            self.close()
            return BuildResult(error="The process that runs Sphinx ended unexpectedly.")
        answer = json.loads(line)
        if answer.get("usage"):
            raise UserError(answer["error"], answer["usage"])
        result = BuildResult(
            error=answer["error"],
            warnings=tuple(answer["warnings"]),
            watched=tuple(map(Path, answer["watched"])),
        )
        self._watched = tuple(dict.fromkeys((self._source, *(result.watched or self._watched))))
        return result

    def close(self) -> None:
        """End the server."""
        server, self._server = self._server, None
        if server is not None:
            server.close()


class CommandBuilds:
    """Builds with a command of the user's."""

    def __init__(self, command: str, *, folder: Path, watched: Sequence[Path]) -> None:
        """Take a shell command, the folder that it writes, and what it reads."""
        self.folder = folder
        self._command = command
        self._watched = tuple(watched)
        self._process: _Process | None = None

    @property
    def watched(self) -> tuple[Path, ...]:
        """Return what the command reads."""
        return self._watched

    def build(self) -> BuildResult:
        """Run the command."""
        with _Process(self._command) as self._process:
            output = self._process.popen.communicate()[0][-_LONGEST_OUTPUT:].strip()
            code = self._process.popen.returncode
        self._process = None
        if code == 0:
            return BuildResult()
        return BuildResult(
            error=f"{shlex.quote(self._command)} ended with exit code {code}.\n{output}"
        )

    def close(self) -> None:
        """End the command."""
        if self._process is not None:
            self._process.close()


class UnbuiltSite:
    """A site that something else builds: its pages are watched."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the pages."""
        self.folder = folder

    @property
    def watched(self) -> tuple[Path, ...]:
        """Return the folder of the pages."""
        return (self.folder,)

    def build(self) -> BuildResult:
        """Build nothing."""
        return BuildResult()

    def close(self) -> None:
        """Do nothing."""
