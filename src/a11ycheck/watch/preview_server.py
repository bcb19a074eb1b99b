"""The preview: serves the site on loopback, adds the overlay to its pages, and reports changes to them.

The overlay is added to responses only: no file is changed.
"""

import hashlib
import json
import logging
import socketserver
import sys
from contextlib import AbstractContextManager, suppress
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from a11ycheck.errors import UserError
from a11ycheck.reporters.i18n import use_locale
from a11ycheck.watch.board import Board
from a11ycheck.watch.overlay_script import overlay_script
from a11ycheck.web.bodies import Bodies
from a11ycheck.web.encoding import is_utf8
from a11ycheck.web.site_paths import Found, NotFound, Redirect, ServedFolder
from a11ycheck.web.urls import base_path

__all__ = ["OVERLAY_FOLDER", "PreviewServer"]

_LOG = logging.getLogger(__name__)

_HOST = "127.0.0.1"
_NAMES = frozenset({_HOST, "localhost"})
OVERLAY_FOLDER: Final = "/.a11ycheck/"
"""Where the preview serves its own files: a hidden folder, which no site is served from."""

_PATIENCE = 15.0  # seconds after which a connection without news is tested
_PAGE = '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'


class PreviewServer(AbstractContextManager["PreviewServer"]):
    """Serves a folder with the overlay on 127.0.0.1 until it is closed."""

    def __init__(
        self, folder: Path, board: Board, *, base: str = "", port: int = 0, lang: str = "en"
    ) -> None:
        """Start serving, with an overlay in the language `lang`; port 0 takes a free one.

        UserError if the port is taken.
        """
        self._board = board
        self._base = base_path(base)
        folder.mkdir(parents=True, exist_ok=True)
        served = ServedFolder(root=folder.resolve(), base=self._base)
        try:
            self._http = _Server((_HOST, port), served, board, lang)
        except OSError as error:
            message = f"--port {port}: nothing can be served there: {error.strerror or error}."
            raise UserError(message, "Name another port, or 0 for a free one.") from None
        self._loop = Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._loop.start()

    @property
    def url(self) -> str:
        """Return the URL of the site."""
        return f"http://{_HOST}:{self._http.server_address[1]}{self._base}"

    def close(self) -> None:
        """Stop at once."""
        self._board.close()
        if self._loop.is_alive():
            self._http.shutdown()
            self._loop.join()
        self._http.server_close()

    def __exit__(self, *_: object) -> None:
        """Stop at once."""
        self.close()


def add_overlay(page: bytes, origin: str) -> bytes:
    """Return a page with the script of the overlay at its end."""
    if not is_utf8(page):  # appended ASCII would be no text in UTF-16
        return page
    digest = hashlib.sha256(page).hexdigest()
    url = f"{origin}{OVERLAY_FOLDER}overlay.js"
    return page + f'<script src="{url}" data-hash="{digest}"></script>'.encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # the threads of open pages end with the board

    def __init__(
        self, endpoint: tuple[str, int], folder: ServedFolder, board: Board, lang: str
    ) -> None:
        self.lang = lang
        self.folder = folder
        self.board = board
        self.bodies = Bodies(lambda _file, page: add_overlay(page, self.origin))
        super().__init__(endpoint, _Handler)

    @property
    def origin(self) -> str:
        return f"http://{_HOST}:{self.server_address[1]}"

    def server_bind(self) -> None:
        # HTTPServer resolves its own host name here, which takes seconds where DNS is slow.
        socketserver.TCPServer.server_bind(self)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the base class's
        """Ignore browsers that hang up; log any other exception."""
        if not isinstance(sys.exception(), OSError):
            _LOG.exception("the preview failed to answer a request")


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Log requests instead of printing them."""
        _LOG.debug(format, *args)

    def do_GET(self) -> None:
        """Answer a request for the overlay, or for a file of the site."""
        host = self.headers.get("Host", "").partition(":")[0].lower()
        if host not in _NAMES:  # by another name, a web page could read the site
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"", "text/plain")
        elif self.headers.get("Service-Worker"):  # it would keep copies of the preview
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")
        elif self.path.startswith(OVERLAY_FOLDER):
            with use_locale(self.server.lang):
                self._send_own(self.path.removeprefix(OVERLAY_FOLDER))
        else:
            self._send_site()

    do_HEAD = do_GET  # noqa: N815 - the base class's form

    def _send_own(self, name: str) -> None:
        url = urlsplit(name)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        since = int(since) if (since := query.get("since", "")).isdecimal() else 0
        match url.path:
            case "overlay.js":
                script = overlay_script().encode()
                self._send(HTTPStatus.OK, script, "text/javascript; charset=utf-8")
            case "state":
                state = self.server.board.page(self._page(query.get("page", "/")), since)
                self._send(HTTPStatus.OK, json.dumps(state).encode(), "application/json")
            case "events":
                self._send_events(since)
            case _:
                self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")

    def _page(self, target: str) -> str:
        found = self.server.folder.find(target)
        if isinstance(found, Found):
            return found.file.relative_to(self.server.folder.root).as_posix()
        return ""

    def _send_events(self, known: int) -> None:
        """Send the number of each new state, as server-sent events, until the browser hangs up."""
        self.close_connection = True
        self._send_head(HTTPStatus.OK, {"Content-Type": "text/event-stream"})
        if self.command == "HEAD":
            return
        with suppress(OSError):
            while (number := self.server.board.wait(known, _PATIENCE)) is not None:
                text = f"data: {number}\n\n" if number > known else ": no news\n\n"
                known = max(known, number)
                self.wfile.write(text.encode())
                self.wfile.flush()

    def _send_site(self) -> None:
        match self.server.folder.find(self.path):
            case Found(file):
                self._send_file(HTTPStatus.OK, file)
            case Redirect(location):
                self._send_head(
                    HTTPStatus.MOVED_PERMANENTLY, {"Location": location, "Content-Length": "0"}
                )
            case NotFound(file) if file is not None:
                self._send_file(HTTPStatus.NOT_FOUND, file)
            case _:
                self._send_error(HTTPStatus.NOT_FOUND)

    def _send_file(self, status: HTTPStatus, file: Path) -> None:
        try:
            body = self.server.bodies.of(file)
            data = body.data if body.data is not None else file.read_bytes()
        except OSError:
            self._send_error(HTTPStatus.NOT_FOUND)
            return
        self._send(status, data, body.content_type)

    def _send_error(self, status: HTTPStatus) -> None:
        title = escape(f"{status.value} {status.phrase}")
        page = f'{_PAGE}<title>{title}</title><main><h1>{title}</h1><p><a href="/">Start page</a></main>'
        data = add_overlay(page.encode(), self.server.origin)
        self._send(status, data, "text/html; charset=utf-8")

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self._send_head(status, {"Content-Type": kind, "Content-Length": str(len(data))})
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_head(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        for name, value in {**headers, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
