"""The loopback server: it serves a folder to the browser as a plain static host would."""

import contextlib
import logging
import re
import socket
import socketserver
import sys
from collections.abc import Callable
from dataclasses import replace
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from a11ycheck.collect.bodies import Bodies, Body
from a11ycheck.collect.closing import Closing
from a11ycheck.collect.resolve import Found, Missing, Moved, Site, url_path
from a11ycheck.web.instrumentation import PUBLISHED_SIZE
from a11ycheck.web.urls import base_path

__all__ = ["SiteServer"]

_LOG = logging.getLogger(__name__)
_HOST = "127.0.0.1"
_POLL_SECONDS = 0.02
_ABSOLUTE_FORM = re.compile(r"\Ahttps?://[^/?]*", re.IGNORECASE)  # RFC 9112: as proxies ask
_HOST_NAMES = frozenset({_HOST, "localhost"})
_ERROR_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title><h1>{title}</h1>'
)


class SiteServer(Closing):
    """Serves a folder at `origin` + `base` on 127.0.0.1, until closed; a context manager."""

    def __init__(self, root: Path, *, base: str = "", port: int = 0) -> None:
        """Start serving; port 0 takes a free one. UserError for a bad base, OSError for a taken port."""
        self.root = root.resolve()
        self.base = base_path(base)
        self._site = Site(root=self.root, base=self.base)
        self._http = _Server((_HOST, port), self._site)
        self._loop = Thread(
            target=self._http.serve_forever, args=(_POLL_SECONDS,), name="site-server", daemon=True
        )
        self._loop.start()

    @property
    def origin(self) -> str:
        """Return scheme, host and port, such as "http://127.0.0.1:41234"."""
        return f"http://{_HOST}:{self._http.server_address[1]}"

    def url_for(self, path: str) -> str:
        """Return the address of a file, by its path relative to the folder ("guide/index.html")."""
        return self.origin + url_path(self.base + path)

    def file_for(self, address: str) -> Path | None:
        """Return the file that answers a path with query ("/guide/"), None where nothing does."""
        found = self._site.find(address)
        return found.file if isinstance(found, Found) else None

    def rewrite_pages(self, rewrite: Callable[[Path, bytes], bytes]) -> None:
        """Send what `rewrite` makes of a page's file and bytes, and say in a header what these cost."""
        self._http.rewrite = rewrite

    def close(self) -> None:
        """Stop at once, cutting open connections; closing twice does no harm."""
        if self._loop.is_alive():
            self._http.shutdown()
            self._loop.join()
        self._http.server_close()


class _Server(ThreadingHTTPServer):
    """One thread for each connection; all are cut and joined when the server closes."""

    daemon_threads = True  # a program that fails to close must still be able to end
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        self.site = site
        self.bodies = Bodies()
        self.rewrite: Callable[[Path, bytes], bytes] | None = None
        self._connections: set[socket.socket] = set()
        self._workers: set[Thread] = set()
        self._lock = Lock()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        # HTTPServer looks its own name up here, which can take seconds where DNS is slow.
        socketserver.TCPServer.server_bind(self)

    def process_request(self, request: Any, client_address: Any) -> None:
        worker = Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        with self._lock:
            self._connections.add(request)
            self._workers = {worker, *(item for item in self._workers if item.is_alive())}
        worker.start()

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        with self._lock:
            for connection in self._connections:
                # Wakes the thread that waits for a request, unless the browser was faster.
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for worker in self._workers:
            worker.join()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the base class's
        """Keep quiet about browsers that hang up; anything else is a bug and is logged as one."""
        if not isinstance(sys.exception(), OSError):
            _LOG.exception("the loopback server failed to answer")


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each keep-alive answer waits 40 ms for an acknowledgement
    wbufsize = 1 << 16  # headers and body leave in one packet where they fit
    server: _Server

    def do_GET(self) -> None:
        """Answer with head and body."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer with the head that GET would have."""
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Log requests for those who ask for them, and print nothing."""
        _LOG.debug(format, *args)

    def _answer(self) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # the request's body is not read
        if not self._is_addressed():
            self._send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        match self.server.site.find(_ABSOLUTE_FORM.sub("", self.path)):
            case Found(file):
                self._send_file(HTTPStatus.OK, file)
            case Moved(location):
                self._send_head(HTTPStatus.MOVED_PERMANENTLY, {"Location": location}, 0)
            case Missing(file):
                self._send_file(HTTPStatus.NOT_FOUND, file)

    def _is_addressed(self) -> bool:
        """Refuse other host names, so that no web page can read the site through a name of its own."""
        host = self.headers.get("Host")
        return host is None or host.partition(":")[0].lower() in _HOST_NAMES

    def _send_file(self, status: HTTPStatus, file: Path | None) -> None:
        if file is None:
            self._send_error(status)
            return
        try:
            body = self.server.bodies.of(file, self.headers.get("Accept-Encoding", ""))
            body = self._rewritten(body)
        except PermissionError:
            self._send_error(HTTPStatus.FORBIDDEN)
        except OSError:  # it went away between the look and the reading
            self._send_error(HTTPStatus.NOT_FOUND)
        else:
            self._send_body(status, body)

    def _send_body(self, status: HTTPStatus, body: Body) -> None:
        headers = {"Content-Type": body.content_type, "Cache-Control": "no-cache"}
        if body.coding:
            headers["Content-Encoding"] = body.coding
        if body.varies:
            headers["Vary"] = "Accept-Encoding"
        if body.published_size is not None:
            headers[PUBLISHED_SIZE] = str(body.published_size)
        if status is HTTPStatus.OK:
            headers["ETag"] = body.etag
            if self._has_already(body.etag):
                self._send_head(HTTPStatus.NOT_MODIFIED, headers, None)
                return
        self._send_head(status, headers, body.size)
        if self.command == "HEAD":
            return
        if body.data is None:
            self._stream(body)
        else:
            self.wfile.write(body.data)

    def _rewritten(self, body: Body) -> Body:
        """Return the body as `rewrite_pages` asks, not compressed; any other body as it is."""
        rewrite = self.server.rewrite
        if rewrite is None or body.data is None or not body.content_type.startswith("text/html"):
            return body
        plain = body.file.read_bytes()
        data = rewrite(body.file, plain)
        if data == plain:
            return body
        etag = f'{body.etag[:-1]}-rewritten"'
        plain_body = replace(body, data=data, size=len(data), coding="", varies=False, etag=etag)
        return replace(plain_body, published_size=body.size)

    def _has_already(self, etag: str) -> bool:
        known = self.headers.get("If-None-Match", "")
        return etag in {item.strip().removeprefix("W/") for item in known.split(",")}

    def _stream(self, body: Body) -> None:
        self.wfile.flush()
        with body.file.open("rb") as file:
            sent = self.connection.sendfile(file, count=body.size)
        if sent != body.size:  # the file shrank: the length that was promised is wrong
            self.close_connection = True

    def _send_error(self, status: HTTPStatus) -> None:
        page = _ERROR_PAGE.format(title=escape(f"{status.value} {status.phrase}")).encode()
        headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
        self._send_head(status, headers, len(page))
        if self.command != "HEAD":
            self.wfile.write(page)

    def _send_head(self, status: HTTPStatus, headers: dict[str, str], size: int | None) -> None:
        self.send_response_only(status)
        self.send_header("Date", self.date_time_string())
        for name, value in headers.items():
            self.send_header(name, value)
        if size is not None:
            self.send_header("Content-Length", str(size))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
