"""The loopback server: serves a folder to the browser as a plain static host does."""

import errno
import logging
import os
import re
from contextlib import AbstractContextManager
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread
from typing import Any

from a11ycheck.web.advertised import Advertised
from a11ycheck.web.bodies import PUBLISHED_SIZE, Bodies, Body, Rewrite
from a11ycheck.web.closing_server import ClosingServer
from a11ycheck.web.regular_files import ContentHashes, FileVersion, open_regular
from a11ycheck.web.response_states import (
    CHANGED,
    SentStates,
    error_status,
    redirect_state,
    response_state,
    state_on_disk,
)
from a11ycheck.web.site_paths import Found, NotFound, Redirect, ServedFolder, url_path
from a11ycheck.web.urls import base_path

__all__ = ["SiteServer"]

_LOG = logging.getLogger(__name__)
_HOST = "127.0.0.1"
_POLL_SECONDS = 0.02
_ABSOLUTE_FORM = re.compile(r"\Ahttps?://[^/?]*", re.IGNORECASE)  # RFC 9112: as proxies ask
_HOST_NAMES = frozenset({_HOST, "localhost"})
_ERROR_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title>'
    "<main><h1>{title}</h1></main>"
)


class SiteServer(AbstractContextManager["SiteServer"]):
    """Serves a folder at `origin` + `base` until it is closed: on 127.0.0.1, or where it is advertised."""

    def __init__(
        self,
        root: Path,
        *,
        base: str = "",
        origin: str = "",
        port: int = 0,
        advertised: Advertised | None = None,
        hashes: ContentHashes | None = None,
    ) -> None:
        """Start serving; port 0 takes a free one. UserError for a bad base, OSError for a taken port.

        With an `origin`, requests for it are forwarded here. `hashes` are those of files that are known
        already.
        """
        self.root = root.resolve()
        self.base = base_path(base)
        self._folder = ServedFolder(root=self.root, base=self.base)
        self._name = advertised.name if advertised else _HOST
        self._hashes = hashes or ContentHashes()
        self._http = _listen(advertised, port, self._folder)
        self._http.bodies = Bodies(hashes=self._hashes)
        self._http.forwarded_from = origin
        self._loop = Thread(
            target=self._http.serve_forever, args=(_POLL_SECONDS,), name="site-server", daemon=True
        )
        self._loop.start()

    @property
    def origin(self) -> str:
        """Scheme, host and port of the URLs of pages, such as "http://127.0.0.1:41234"."""
        return self._http.forwarded_from or self._listening_at

    @property
    def upstream(self) -> str:
        """The origin to which requests for `origin` are to be forwarded, "" if the server is there."""
        return self._listening_at if self._http.forwarded_from else ""

    @property
    def _listening_at(self) -> str:
        return f"http://{self._name}:{self._http.server_address[1]}"

    def url_for(self, path: str) -> str:
        """Return the URL of a file by its path relative to the folder ("guide/index.html")."""
        return self.origin + url_path(self.base + path)

    def state(self, target: str) -> str:
        """Return the state of the response that a path and query would get now.

        Two responses with equal states have the same status, and equal bytes in each coding.
        """
        return state_on_disk(self._folder.find(target), self._http.bodies)

    def sent_states(self, target: str, since: float) -> frozenset[str]:
        """Return the states of the responses to a path and query since a time (`time.monotonic`)."""
        return self._http.sent.states(target, since)

    def rewrite_pages(self, rewrite: Rewrite) -> None:
        """Send what `rewrite` returns for the file and bytes of an HTML page.

        The header `PUBLISHED_SIZE` gives the size that the body would have otherwise. `rewrite` is called
        once for each state of a file, by the threads of the server.
        """
        self._http.bodies = Bodies(rewrite, self._hashes)

    def close(self) -> None:
        """Stop at once and cut open connections; a second call does nothing."""
        if self._loop.is_alive():
            self._http.shutdown()
            self._loop.join()
        self._http.server_close()

    def __exit__(self, *_: object) -> None:
        """Close the server."""
        self.close()


def _listen(advertised: Advertised | None, port: int, folder: ServedFolder) -> "_Server":
    if advertised is None:
        return _Server((_HOST, port), folder)
    own, every = advertised.endpoints()
    try:
        return _Server(own, folder, advertised.name)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise
        return _Server(every, folder, advertised.name)


class _Server(ClosingServer):
    """Holds what the threads of all connections share."""

    def __init__(self, endpoint: tuple[str, int], folder: ServedFolder, secret: str = "") -> None:
        self.folder = folder
        self.secret = secret
        self.forwarded_from = ""
        self.bodies = Bodies()
        self.sent = SentStates()
        super().__init__(endpoint, _Handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each keep-alive answer waits 40 ms for an acknowledgement
    wbufsize = 1 << 16  # headers and body leave in one packet where they fit
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Log requests instead of printing them."""
        _LOG.debug(format, *args)

    def do_GET(self) -> None:
        """Send head and body, of which HEAD gets the head."""
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # the request's body is not read
        if refusal := self._refusal():
            self._send_error(refusal)
            return
        target = _ABSOLUTE_FORM.sub("", self.path)
        match self.server.folder.find(target):
            case Found(file):
                self._send_file(target, HTTPStatus.OK, file)
            case Redirect(location):
                self.server.sent.add(target, redirect_state(location))
                headers = {"Location": self.server.forwarded_from + location}
                self._send_head(HTTPStatus.MOVED_PERMANENTLY, headers, 0)
            case NotFound(file):
                self._send_file(target, HTTPStatus.NOT_FOUND, file)

    do_HEAD = do_GET  # noqa: N815 - the base class's form

    def _refusal(self) -> HTTPStatus | None:
        """Return why a request is refused: by another host name, a web page could read the site.

        Where other machines can send requests, the name is a secret.
        """
        name = self.headers.get("Host", "").partition(":")[0].lower()
        if self.server.secret:
            return None if name == self.server.secret else HTTPStatus.FORBIDDEN
        return None if not name or name in _HOST_NAMES else HTTPStatus.MISDIRECTED_REQUEST

    def _hides_errors(self) -> bool:
        """Return whether the browser would hide the status of an HTML response: it asks for no HTML.

        From another origin it hands no HTML to images and scripts (Opaque Response Blocking).
        """
        is_forwarded = bool(self.server.forwarded_from)
        return is_forwarded and "text/html" not in self.headers.get("Accept", "")

    def _send_file(self, target: str, status: HTTPStatus, file: Path | None) -> None:
        body = None
        if file is not None:
            try:
                body = self.server.bodies.of(file, self.headers.get("Accept-Encoding", ""))
            except OSError as error:
                status = error_status(error)
        # Noted before it is sent: what the browser has received is always known.
        self.server.sent.add(target, response_state(status, body.state if body else ""))
        if status is not HTTPStatus.OK and self._hides_errors():
            self._send_head(status, {"Content-Type": "text/plain", "Cache-Control": "no-cache"}, 0)
        elif body is None:
            self._send_error(status)
        elif not self._send_body(status, body):
            self.server.sent.add(target, CHANGED)

    def _send_body(self, status: HTTPStatus, body: Body) -> bool:
        """Send a response; return False if the file that was streamed is not the one that was hashed."""
        headers = {"Content-Type": body.content_type, "Cache-Control": "no-cache"}
        if body.coding:
            headers["Content-Encoding"] = body.coding
        if body.varies:
            headers["Vary"] = "Accept-Encoding"
        if body.published_size is not None:
            headers[PUBLISHED_SIZE] = str(body.published_size)
        if status is HTTPStatus.OK:
            headers["ETag"] = body.etag
            known = self.headers.get("If-None-Match", "").split(",")
            if body.etag in {item.strip().removeprefix("W/") for item in known}:
                self._send_head(HTTPStatus.NOT_MODIFIED, headers, None)
                return True
        self._send_head(status, headers, body.size)
        if self.command == "HEAD":
            return True
        if body.data is not None:
            self.wfile.write(body.data)
            return True
        self.wfile.flush()
        with open_regular(body.file) as file:
            sent = self.connection.sendfile(file, count=body.size)
            version = FileVersion.of(os.fstat(file.fileno()))
        if sent != body.size:  # the file shrank: Content-Length is wrong
            self.close_connection = True
        return version == body.version

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
