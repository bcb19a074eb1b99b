"""A static server on loopback, which notes what it is asked for."""

from __future__ import annotations

import functools
import itertools
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

__all__ = ["Answer", "Server", "running"]

Answer = Callable[[SimpleHTTPRequestHandler], None]


class _Handler(SimpleHTTPRequestHandler):
    """Answers from mounted folders, or as a test's own function says; it notes every request."""

    server: Server
    # What is sent must weigh the same on every machine.
    server_version, sys_version, error_message_format = "tests", "", ""
    extensions_map = {  # noqa: RUF012 - the base class declares it so
        "": "application/octet-stream",
        ".css": "text/css",
        ".html": "text/html",
        ".js": "text/javascript",
        ".json": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain",
        ".woff2": "font/woff2",
        ".xhtml": "application/xhtml+xml",
    }

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        path = self.path.partition("?")[0]
        if answer := self.server.answers.get(path):
            answer(self)
            return
        _, prefix, rest = path.split("/", 2) if path.count("/") > 1 else ("", "", "")
        folder = self.server.folders.get(prefix)
        if folder is None:
            self.send_error(404)
            return
        self.directory, self.path = str(folder), f"/{rest}"
        super().do_GET()

    do_POST = do_GET  # noqa: N815 - the base class looks for this name

    def log_message(self, *_arguments: object) -> None:
        """Tests look at `Server.paths` instead."""


class Server(ThreadingHTTPServer):
    """A static server on a free port of loopback; folders are mounted one beside the other."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folders: dict[str, Path] = {}
        self.answers: dict[str, Answer] = {}
        self.paths: list[str] = []
        self.connections = 0
        self._numbers = itertools.count()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def mount(self, folder: Path) -> str:
        """Serve a folder and return its base URL, which ends with a slash."""
        prefix = f"site{next(self._numbers)}"
        self.folders[prefix] = folder
        return f"{self.origin}/{prefix}/"

    def answer(self, name: str, answer: Answer) -> str:
        """Let a function answer a URL of its own, and return the URL."""
        path = f"/answer{next(self._numbers)}/{name}"
        self.answers[path] = answer
        return self.origin + path

    def get_request(self) -> tuple[socket.socket, Any]:
        request = super().get_request()
        self.connections += 1
        return request

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that ends hangs up on what it was still asking for.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def running(server: Server) -> Iterator[Server]:
    """Yield a server while it runs, for a fixture."""
    thread = threading.Thread(
        target=functools.partial(server.serve_forever, poll_interval=0.05), daemon=True
    )
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
