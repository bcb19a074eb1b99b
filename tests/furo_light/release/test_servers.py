"""The recipes in real servers: compressed files, headers, and records that a slow link can use early."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from furo_light.release import read_contents, write_archive

_PATIENCE = 15.0
PAGE = (
    "<!doctype html><html lang=en><title>T</title>"
    + "".join(f"<p>Paragraph {number}." for number in range(3000))
).encode()
FILES = {
    "index.html": PAGE,
    "guide/index.html": PAGE,
    "only-brotli.html": PAGE,
    "sw.js": b"// worker",
    "offline-pages.json": b'[["index.html","text/html","..."]]',
    "offline.webmanifest": b"{}",
    "all-pages.epub": b"PK",
    "_static/a.css": b"p{color:red}",
    "_images/a.webp": b"RIFF",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A server that runs, on a port of loopback, with a certificate of its own."""

    name: str
    port: int
    context: ssl.SSLContext

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=self.context, timeout=_PATIENCE
        )
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers={"Host": "example.org"} | names)
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(status=answer.status, headers=fields, body=answer.read())
        finally:
            connection.close()


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
            return found
    pytest.skip(f"{names[0]} is not installed (Debian: apt install {names[0]})")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, unpacked as on a server, with a certificate beside it."""
    openssl = _program("openssl")
    folder = tmp_path_factory.mktemp("server")
    root = folder / "html"
    for name, content in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        if file.suffix in {".html", ".css", ".json"}:
            Path(f"{file}.br").write_bytes(brotli.compress(content))
            if name != "only-brotli.html":
                Path(f"{file}.gz").write_bytes(gzip.compress(content, mtime=0))
    packed = write_archive(read_contents(root, all_files=True), folder / "site.tar.gz", version="1")
    # As an administrator does; Python learned to unpack with care in 3.11.4 only.
    subprocess.run([_program("tar"), "-xzf", packed.path, "-C", folder], check=True)
    subject = ["-subj", "/CN=example.org", "-days", "2", "-nodes", "-newkey", "rsa:2048"]
    files = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run([openssl, "req", "-x509", *subject, *files], check=True, capture_output=True)
    folder.chmod(0o755)
    return folder


def _recipe(folder: Path, name: str, plain: int, secure: int) -> str:
    """Return a recipe with the places and ports of this test, as an administrator puts in her own."""
    text = (folder / name).read_text("utf-8")
    for old, new in (
        ("/srv/www/site", str(folder / "site")),
        ("/etc/ssl/example.org/fullchain.pem", str(folder / "cert.pem")),
        ("/etc/ssl/example.org/privkey.pem", str(folder / "key.pem")),
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("<VirtualHost *:80>", f"<VirtualHost 127.0.0.1:{plain}>"),
        ("<VirtualHost *:443>", f"<VirtualHost 127.0.0.1:{secure}>"),
    ):
        text = text.replace(old, new)
    return text


def _nginx(folder: Path, plain: int, secure: int) -> list[str]:
    program = _program("nginx")
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    if not module.exists():
        pytest.skip("nginx has no brotli (Debian: apt install libnginx-mod-http-brotli-static)")
    (folder / "site.conf").write_text(_recipe(folder, "nginx.conf", plain, secure), "utf-8")
    main = folder / "main.conf"
    main.write_text(
        f"load_module {module}; daemon off; master_process off; pid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/t; proxy_temp_path {folder}/t;"
        f" fastcgi_temp_path {folder}/t; uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;"
        f" include {folder}/site.conf; }}\n",
        "utf-8",
    )
    return [program, "-c", str(main), "-e", str(folder / "error.log")]


def _apache(folder: Path, plain: int, secure: int) -> list[str]:
    program = _program("apache2", "httpd")
    modules = Path("/usr/lib/apache2/modules")
    if not modules.is_dir():
        pytest.skip("the modules of Apache lie where only Debian's are looked for")
    names = (
        "mpm_event authz_core mime dir rewrite headers ssl socache_shmcb http2 alias filter deflate"
    )
    loads = "".join(f"LoadModule {n}_module {modules}/mod_{n}.so\n" for n in names.split())
    main = folder / "apache-main.conf"
    user = f"User {os.environ.get('USER', 'root')}\n" if os.geteuid() else "User www-data\n"
    main.write_text(
        f"ServerRoot {folder}\nServerName example.org\nPidFile {folder}/apache.pid\n"
        f"DefaultRuntimeDir {folder}\nErrorLog {folder}/apache.log\nTypesConfig /etc/mime.types\n"
        f"{loads}{user}Listen 127.0.0.1:{plain}\nListen 127.0.0.1:{secure}\n"
        f"{_recipe(folder, 'apache.conf', plain, secure)}",
        "utf-8",
    )
    return [program, "-f", str(main), "-DFOREGROUND"]


COMMANDS: dict[str, Callable[[Path, int, int], list[str]]] = {"nginx": _nginx, "apache2": _apache}


@pytest.fixture(scope="module", params=sorted(COMMANDS))
def host(request: pytest.FixtureRequest, unpacked: Path) -> Iterator[Host]:
    plain, secure = _free_port(), _free_port()
    command = COMMANDS[request.param](unpacked, plain, secure)
    log = unpacked / f"{request.param}.out"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        _wait_for(secure, process, log)
        context = ssl.create_default_context(cafile=str(unpacked / "cert.pem"))
        context.check_hostname = False
        yield Host(name=request.param, port=secure, context=context)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(_PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline, pause = time.monotonic() + _PATIENCE, threading.Event()
    while True:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, f"nobody listens: {log.read_text()}"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        pause.wait(0.05)


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/guide/", "/offline-pages.json", "/only-brotli.html"]
)
def test_the_compressed_file_is_sent_as_it_is(host: Host, path: str) -> None:
    name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
    for accepted, coding, unpack in (
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
    ):
        answer = host.get(path, Accept_Encoding=accepted)
        assert (answer.status, answer.headers["content-encoding"]) == (200, coding)
        assert unpack(answer.body) == FILES[name]
        assert "accept-encoding" in answer.headers["vary"].lower()
        expected = "application/json" if name.endswith("json") else "text/html"
        assert answer.headers["content-type"].partition(";")[0] == expected
    plain = host.get(path)
    assert (plain.status, plain.headers.get("content-encoding"), plain.body) == (
        200,
        None,
        FILES[name],
    )


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("/guide/", "text/html", "no-cache"),
        ("/sw.js", "text/javascript", "max-age=86400"),
        ("/offline.webmanifest", "application/manifest+json", "no-cache"),
        ("/all-pages.epub", "application/epub+zip", "no-cache"),
        ("/_static/a.css?v=1f2e", "text/css", "max-age=31536000, immutable"),
        ("/_static/a.css", "text/css", "no-cache"),
        ("/_images/a.webp", "image/webp", "max-age=604800"),
    ],
)
def test_types_and_times_are_sent(host: Host, path: str, kind: str, cache: str) -> None:
    answer = host.get(path, Accept_Encoding="br")
    assert answer.status == 200
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert answer.headers["cache-control"] == cache
    assert "last-modified" not in answer.headers


@pytest.mark.parametrize("path", ["/guide/", "/only-brotli.html"])
@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_an_unchanged_page_is_answered_without_a_body(host: Host, path: str, coding: str) -> None:
    first = host.get(path, Accept_Encoding=coding)
    again = host.get(path, Accept_Encoding=coding, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_what_is_not_there_is_not_found(host: Host) -> None:
    assert host.get("/gone.html").status == 404


def test_nginx_sends_records_that_a_slow_link_can_use_early(host: Host) -> None:
    if host.name != "nginx":
        pytest.skip("Apache has no setting for the size of TLS records")
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    secure = host.context.wrap_bio(incoming, outgoing, server_hostname="example.org")
    raw = bytearray()
    with socket.create_connection(("127.0.0.1", host.port), timeout=_PATIENCE) as plain:

        def step() -> bool:
            plain.sendall(outgoing.read())
            data = plain.recv(65536)
            raw.extend(data)
            incoming.write(data)
            return bool(data)

        while True:
            try:
                secure.do_handshake()
                break
            except ssl.SSLWantReadError:
                step()
        secure.write(b"GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n")
        while step():
            pass
    lengths = []
    while raw:
        lengths.append(int.from_bytes(raw[3:5], "big"))
        del raw[: 5 + lengths[-1]]
    assert len(lengths) > len(PAGE) / 1400
    assert sorted(lengths)[-3] <= 1400 + 64  # but for the certificate and the like
