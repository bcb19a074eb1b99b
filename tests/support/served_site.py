"""Fixtures for tests of collect and of the loopback server: sites on disk, HTTP, a user without rights."""

import http.client
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from a11ycheck.web.site_server import SiteServer

__all__ = [
    "PAGE",
    "Ask",
    "Build",
    "Rights",
    "ask",
    "build",
    "endpoint_of",
    "no_rights",
    "open_folder",
    "server",
    "site",
    "web",
]

NOBODY = 65534

PAGE = "<!doctype html><title>Home</title>" + "<p>word</p>" * 100

Build = Callable[[Mapping[str, str | bytes]], Path]
Ask = Callable[..., Any]
Rights = Callable[[], AbstractContextManager[None]]
Answers = dict[str, tuple[int, Mapping[str, str], bytes]]


@dataclass(frozen=True)
class Reply:
    """An HTTP answer as it came over the wire: nothing is followed or unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return a function that writes files, by relative path, and returns the (resolved) folder."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        root = (tmp_path / "site").resolve()
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.fixture
def ask() -> Callable[..., Reply]:
    """Return a function that sends one request, its path exactly as given."""

    def send(origin: str, path: str, method: str = "GET", **headers: str) -> Reply:
        connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=10)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    return send


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that other users can reach too (pytest's own are closed to them)."""
    folder = Path(tempfile.mkdtemp()).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Drop root's rights for a while, since root may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def no_rights() -> Callable[[], AbstractContextManager[None]]:
    """Return the context manager that takes root's rights away."""
    return unprivileged


@pytest.fixture
def web() -> Iterator[tuple[str, Answers]]:
    """Serve what a test puts into the answers: status, headers and body, by path."""
    answers: Answers = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", answers
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def site(build: Build) -> Path:
    return build(
        {
            "index.html": PAGE,
            "about.html": "<title>About</title>",
            "guide/index.html": "<title>Guide</title>",
            "guide/first step.html": "<title>First</title>",
            "_static/style.css": "p { color: black }",
            "_static/app.mjs": "export default 1",
            "دليل/صفحة.html": "<title>صفحة</title>",
            ".git/config": "secret",
            ".well-known/security.txt": "Contact: us",
        }
    )


@pytest.fixture
def server(site: Path) -> Iterator[SiteServer]:
    with SiteServer(site) as running:
        yield running


def endpoint_of(server: SiteServer) -> tuple[str, int]:
    parts = urlsplit(server.origin)
    return parts.hostname or "", parts.port or 0
