"""A server of one folder that can be closed, and opened again on the same port."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

__all__ = ["PATIENCE", "Host"]


PATIENCE = 20


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, what is compressed with its coding, and notes every request."""

    server: Host._Http
    coding = ""

    def do_GET(self) -> None:
        self.server.host.paths.append(self.path)
        self.server.host.answers.wait(PATIENCE)
        if self.server.host.status != 200:
            self.send_error(self.server.host.status)
            return
        if self.server.host.has_short_urls:
            if self.path.endswith(".html"):
                self.send_response(308)
                self.send_header("Location", self.path.removesuffix(".html").removesuffix("index"))
                self.end_headers()
                return
            page = Path(self.translate_path(self.path) + ".html")
            if page.is_file():
                self.path += ".html"
        super().do_GET()

    def do_POST(self) -> None:
        self.server.host.paths.append(f"POST {self.path}")
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send the first byte, and wait before the rest."""
        if not self.server.host.rest.is_set():
            outputfile.write(source.read(1))
            outputfile.flush()
            self.server.host.rest.wait(PATIENCE)
        super().copyfile(source, outputfile)

    def send_head(self) -> Any:
        self.coding = ""
        packed = Path(self.translate_path(self.path) + ".br")
        if "br" in self.headers.get("Accept-Encoding", "") and packed.is_file():
            self.path += ".br"
            self.coding = "br"
        return super().send_head()

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return super().guess_type(str(path).removesuffix(".br") if self.coding else path)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        if self.coding:
            self.send_header("Content-Encoding", self.coding)
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Tests look at the paths."""


class Host:
    """A server of one folder that can be closed, and opened again on the same port.

    With `has_short_urls` it redirects /x.html to /x, as some hosts do. Until `answers` is set it answers
    nothing, until `rest` is set one byte of each file.
    """

    class _Http(ThreadingHTTPServer):
        daemon_threads = True
        host: Host

        def __init__(self, *arguments: Any) -> None:
            self.connections = set[socket.socket]()
            super().__init__(*arguments)

        def get_request(self) -> tuple[socket.socket, Any]:
            connection, client = super().get_request()
            self.connections.add(connection)
            return connection, client

        def shutdown_request(self, request: Any) -> None:
            self.connections.discard(request)
            super().shutdown_request(request)

        def handle_error(self, request: object, client_address: object) -> None:
            """A browser may hang up."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.paths = folder, 0, list[str]()
        self.status, self.answers = 200, threading.Event()
        self.answers.set()
        self.rest = threading.Event()
        self.rest.set()
        self.has_short_urls = False
        self._http: Host._Http | None = None
        self.open()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def open(self) -> None:
        folder = str(self.folder)
        self._http = Host._Http(
            ("127.0.0.1", self.port),
            lambda *arguments: _Handler(*arguments, directory=folder),
        )
        self._http.host = self
        self.port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        if self._http is not None:
            self._http.shutdown()
            # A browser opens connections in advance: on those a closed server would still answer.
            for connection in tuple(self._http.connections):
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self._http.server_close()
            self._http = None
