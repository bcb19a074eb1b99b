"""A server that misbehaves: one URL for each way, beside the pages of a folder."""

from __future__ import annotations

import contextlib
import gzip
import mimetypes
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hostile_pages.case import Case, Right, page
from hostile_pages.site import case_name

__all__ = ["URL_CASES", "BadServer", "serving"]

_LOGIN = b'<!doctype html><html lang="en"><title>Login</title><main><h1>Login</h1><p>Please enter your name.</p></main>'
_HTML = "Content-Type: text/html; charset=utf-8\r\n"


class Exchange:
    """One request and the connection to answer it on; `body` is the page of the requested case."""

    def __init__(self, connection: socket.socket, server: BadServer, body: bytes) -> None:
        self.connection = connection
        self.server = server
        self.body = body

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def head(self, status: str, *lines: str) -> None:
        self.send("\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode())

    def reply(self, status: str, *lines: str, body: bytes = b"") -> None:
        self.head(
            status, f"Content-Length: {len(body)}", "Content-Type: text/html; charset=utf-8", *lines
        )
        self.send(body)

    def redirect(self, status: str, target: str) -> None:
        self.reply(status, f"Location: {target}")

    def page(self, name: str) -> str:
        """Return the path of a case."""
        return f"/{self.server.file_of[name]}"

    def drip(self, piece: bytes, seconds: float) -> None:
        """Send a piece again and again until the browser hangs up or the server stops."""
        while not self.server.stopped.wait(seconds):
            self.send(piece)

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Answer = Callable[[Exchange], None]


def _sized(length: Callable[[int], int]) -> Answer:
    def answer(to: Exchange) -> None:
        to.head(
            "200 OK",
            f"Content-Length: {length(len(to.body))}",
            "Content-Type: text/html",
            "Connection: close",
        )
        to.send(to.body)

    return answer


def _raw(data: bytes) -> Answer:
    return lambda to: to.send(data)


def _status(status: str, *lines: str) -> Answer:
    return lambda to: to.reply(
        status, *lines, body=b"" if status[0] in "13" or status[:2] == "20" else _LOGIN
    )


def _coded(coding: str, change: Callable[[bytes], bytes]) -> Answer:
    return lambda to: to.reply("200 OK", f"Content-Encoding: {coding}", body=change(to.body))


def _after_head(action: Callable[[Exchange], None], *lines: str) -> Answer:
    def answer(to: Exchange) -> None:
        to.head("200 OK", "Content-Type: text/html; charset=utf-8", *lines)
        action(to)

    return answer


def _mid_body(to: Exchange) -> None:
    to.send(to.body[:700])
    to.reset()


def _smuggled(to: Exchange) -> None:
    to.reply("200 OK", "Connection: keep-alive", body=to.body)
    to.reply("200 OK", body=b"<!doctype html><title>Owned</title><h1>Owned</h1>")


def _hints(to: Exchange) -> None:
    to.head("103 Early Hints", f"Link: <http://{to.server.elsewhere}/h.css>; rel=preload; as=style")
    to.reply("200 OK", body=to.body)


_NO, _SKIP, _ANY = Right.NOT_TESTED, Right.SKIPPED, Right.EITHER
_ANSWERS: Mapping[str, tuple[Right, Answer]] = {
    **{
        f"to-clean-{status[:3]}": (_SKIP, lambda to, status=status: to.redirect(status, to.page("clean--13")))  # type: ignore[misc]
        for status in ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")
    },
    "to-login": (_NO, lambda to: to.redirect("302 Found", "/login")),
    "to-login-late": (_NO, lambda to: to.redirect("302 Found", "/hop")),
    "loop-a": (_NO, lambda to: to.redirect("302 Found", to.page("url--loop-b"))),
    "loop-b": (_NO, lambda to: to.redirect("302 Found", to.page("url--loop-a"))),
    "to-itself": (_NO, lambda to: to.redirect("302 Found", to.page("url--to-itself"))),
    "to-elsewhere": (_NO, lambda to: to.redirect("302 Found", f"http://{to.server.elsewhere}/")),
    "to-script": (_NO, lambda to: to.redirect("302 Found", "javascript:alert(1)")),
    "to-data": (_NO, lambda to: to.redirect("302 Found", "data:text/html,<h1>Hi</h1>")),
    "to-nowhere": (_NO, _status("302 Found")),
    "wall-a": (_ANY, lambda to: to.reply("200 OK", body=_LOGIN)),
    "wall-b": (_ANY, lambda to: to.reply("200 OK", body=_LOGIN)),
    **{f"status-{status[:3]}": (_NO, _status(status)) for status in (
        "204 No Content", "205 Reset", "304 Not Modified", "403 Forbidden", "404 Not Found", "410 Gone",
        "429 Too Many", "500 Error", "503 Unavailable")},
    "password": (_NO, _status("401 Unauthorized", 'WWW-Authenticate: Basic realm="x"')),
    "proxy-password": (_NO, _status("407 Proxy", 'Proxy-Authenticate: Basic realm="x"')),
    "drip": (_NO, _after_head(lambda to: to.drip(b" ", 0.3))),
    "drip-head": (_NO, lambda to: to.drip(b"H", 0.5)),
    "silent": (_NO, lambda to: to.drip(b"", 0.5)),
    "endless": (_NO, _after_head(lambda to: to.drip(b"<p>More words</p>" * 2000, 0.05))),
    "too-long": (_NO, _sized(lambda size: size + 1000)),
    "too-short": (_ANY, _sized(lambda _size: 900)),
    "two-lengths": (_NO, _raw(f"HTTP/1.1 200 OK\r\n{_HTML}Content-Length: 5\r\nContent-Length: 9\r\n\r\n<h1>Hello".encode())),
    "bad-gzip": (_NO, _coded("gzip", lambda body: b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + body[:500])),
    "cut-gzip": (_ANY, _coded("gzip", lambda body: gzip.compress(body)[:-200])),
    "bomb-gzip": (_ANY, _coded("gzip", lambda body: gzip.compress(body + b" " * 200_000_000))),
    "no-brotli": (_NO, _coded("br", lambda body: body)),
    "reset": (_NO, lambda to: to.reset()),
    "reset-after-head": (_NO, _after_head(lambda to: to.reset(), "Content-Length: 99")),
    "reset-in-body": (_NO, _after_head(_mid_body, "Content-Length: 9999")),
    "nothing": (_NO, _raw(b"")),
    "garbage": (_NO, _raw(b"\0\1\2 no HTTP at all\r\n\r\n")),
    "long-header": (_NO, lambda to: to.reply("200 OK", "X-Long: " + "x" * 400_000, body=to.body)),
    "many-headers": (_ANY, lambda to: to.reply("200 OK", *(f"X-{n}: x" for n in range(5000)), body=to.body)),
    "bad-chunk": (_NO, _raw(f"HTTP/1.1 200 OK\r\n{_HTML}Transfer-Encoding: chunked\r\n\r\nzz\r\n<h1>Hi".encode())),
    "smuggled": (_ANY, _smuggled),
    "early-hints": (Right.AUDITED, _hints),
    "parts": (_ANY, _raw(b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<h1>Hi<img src=dot.png>\r\n--b--")),
    **{f"type-{kind.rpartition('/')[2]}": (_NO, lambda to, kind=kind: to.send(  # type: ignore[misc]
        f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 9\r\n\r\n123456789".encode()))
        for kind in ("application/pdf", "application/zip", "image/png", "application/json", "text/plain")},
}  # fmt: skip

# Chromium makes a document of these that has no language; the pages of a login wall have no known defect.
_SHOWN = dict.fromkeys(("type-png", "type-json", "type-plain"), frozenset({"html-has-lang"}))
_RULES: Mapping[str, frozenset[str]] = {
    **_SHOWN,
    **dict.fromkeys(("wall-a", "wall-b"), frozenset[str]()),
}

URL_CASES: tuple[Case, ...] = tuple(
    Case(
        kind="url",
        variant=name,
        content=page(),
        right=Right.EITHER if name in _SHOWN else right,
        rules=_RULES.get(name, frozenset({"image-alt"})),
    )
    for name, (right, _) in _ANSWERS.items()
)


class BadServer(socketserver.ThreadingTCPServer):
    """Serves the pages that `write_site` wrote, with the headers of their cases, and the misbehaving URLs."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path, pages: Mapping[str, Case], elsewhere: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.pages = pages
        self.elsewhere = elsewhere
        self.file_of = {case.name: name for name, case in pages.items()}
        self.stopped = threading.Event()

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore browsers that hang up."""


class _Handler(socketserver.StreamRequestHandler):
    server: BadServer

    def handle(self) -> None:
        while (line := self.rfile.readline(99_999)) and not self.server.stopped.is_set():
            length = 0
            while (header := self.rfile.readline(99_999)).strip():
                if header.lower().startswith(b"content-length:"):
                    length = int(header.partition(b":")[2])
            self.rfile.read(length)
            path = line.split()[1].decode("latin-1").partition("?")[0].lstrip("/")
            with contextlib.suppress(OSError):
                if not self._answer(path):
                    return

    def _answer(self, path: str) -> bool:
        """Answer a request; return whether the connection may be used again."""
        file = self.server.folder / path
        body = file.read_bytes() if path and file.is_file() else b""
        to = Exchange(self.connection, self.server, body)
        case = self.server.pages.get(path)
        if case is not None and case.kind == "url":
            _ANSWERS[case_name(path).removeprefix("url--")][1](to)
            # Only a connection that goes on can bring one page's bytes to the next.
            return case.variant in ("smuggled", "early-hints")
        if path in ("login", "hop"):
            to.reply("200 OK", body=_LOGIN) if path == "login" else to.redirect(
                "302 Found", "/login"
            )
        elif body or case is not None:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            charset = "; charset=utf-8" if kind.startswith("text/css") else ""
            headers = {"Content-Type": kind + charset, **(case.headers if case else {})}
            lines = (
                f"{name}: {value}".replace("%ELSEWHERE%", self.server.elsewhere)
                for name, value in headers.items()
            )
            to.head("200 OK", f"Content-Length: {len(body)}", *lines)
            to.send(body)
        else:
            to.reply("404 Not Found", body=b"<!doctype html><title>Missing</title><h1>Missing</h1>")
        return True


@contextmanager
def serving(folder: Path, pages: Mapping[str, Case], elsewhere: str) -> Iterator[BadServer]:
    """Serve while the context lasts."""
    with BadServer(folder, pages, elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()
