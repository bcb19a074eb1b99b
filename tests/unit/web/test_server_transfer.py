"""How the loopback server sends bytes: compressed, once, whole, on connections that stay open."""

import gzip
import http.client
import os
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from a11ycheck.web.site_server import SiteServer
from served_site import PAGE, Ask, Build, endpoint_of


def test_text_is_compressed_where_accepted_and_the_bytes_stay_the_same(
    site: Path, ask: Ask
) -> None:
    bodies = []
    for _ in range(2):
        with SiteServer(site) as server:
            reply = ask(server.origin, "/", Accept_Encoding="gzip, deflate, br")
            assert reply.headers["Content-Encoding"] == "gzip"
            assert reply.headers["Vary"] == "Accept-Encoding"
            bodies.append(reply.body)
            for refused in ("", "gzip;q=0", "identity", "gzip;q=0, *;q=1", "deflate"):
                plain = ask(server.origin, "/", Accept_Encoding=refused)
                assert "Content-Encoding" not in plain.headers, refused
                assert plain.body == PAGE.encode()
            assert ask(server.origin, "/", Accept_Encoding="*").body == bodies[0]
    assert bodies[0] == bodies[1]
    assert bodies[0][4:8] == bytes(4)  # the time of packing is left out
    assert gzip.decompress(bodies[0]) == PAGE.encode()
    assert len(bodies[0]) < len(PAGE)


def test_what_grows_by_compression_is_sent_plain_and_images_always(build: Build, ask: Ask) -> None:
    with SiteServer(build({"a.txt": "x", "p.png": b"\0" * 5000})) as server:
        for path in ("/a.txt", "/p.png"):
            assert (
                "Content-Encoding" not in ask(server.origin, path, Accept_Encoding="gzip").headers
            )


def test_files_compressed_beforehand_are_preferred_while_they_are_fresh(
    site: Path, ask: Ask
) -> None:
    (site / "index.html.br").write_bytes(b"brotli bytes")
    (site / "index.html.gz").write_bytes(b"better gzip")
    with SiteServer(site) as server:
        both = ask(server.origin, "/", Accept_Encoding="gzip, br")
        assert (both.headers["Content-Encoding"], both.body) == ("br", b"brotli bytes")
        gz = ask(server.origin, "/", Accept_Encoding="gzip")
        assert (gz.headers["Content-Encoding"], gz.body) == ("gzip", b"better gzip")
        old = (site / "index.html").stat().st_mtime - 10
        for name in ("index.html.br", "index.html.gz"):
            os.utime(site / name, (old, old))
        stale = ask(server.origin, "/", Accept_Encoding="gzip, br")
        assert gzip.decompress(stale.body) == PAGE.encode()


def test_a_reload_costs_no_body_until_the_file_changes(site: Path, ask: Ask) -> None:
    with SiteServer(site) as server:
        first = ask(server.origin, "/", Accept_Encoding="gzip")
        assert first.headers["Cache-Control"] == "no-cache"
        etag = first.headers["ETag"]
        again = ask(server.origin, "/", Accept_Encoding="gzip", If_None_Match=f'"x", W/{etag}')
        assert (again.status, again.body) == (304, b"")
        assert ask(server.origin, "/", If_None_Match=etag).status == 200  # another coding
        (site / "index.html").write_text("changed")
        changed = ask(server.origin, "/", Accept_Encoding="gzip", If_None_Match=etag)
        assert (changed.status, changed.body) == (200, b"changed")


def test_large_files_are_streamed(build: Build, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("a11ycheck.web.bodies.STREAM_BYTES", 1000)
    film = os.urandom(300_000)
    with SiteServer(build({"film.mp4": film, "index.html": "x"})) as server:
        assert ask(server.origin, "/film.mp4").body == film
        assert ask(server.origin, "/film.mp4", "HEAD").headers["Content-Length"] == "300000"


def test_one_connection_carries_many_answers_without_delay(server: SiteServer) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=10)
    times = []
    for _ in range(60):
        start = time.perf_counter()
        connection.request("GET", "/")
        assert connection.getresponse().read() == PAGE.encode()
        times.append(time.perf_counter() - start)
    connection.close()
    # A delayed acknowledgement would cost 40 ms nearly every time.
    assert sorted(times)[len(times) // 2] < 0.02


def test_browsers_that_hang_up_leave_no_trace(
    site: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (site / "large.bin").write_bytes(os.urandom(12_000_000))
    with SiteServer(site) as server:
        for _ in range(5):
            with socket.create_connection(endpoint_of(server), timeout=10) as raw:
                raw.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
                raw.recv(10)
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        with socket.create_connection(endpoint_of(server), timeout=10) as raw:
            raw.sendall(b"nonsense\r\n\r\n")
            raw.recv(1000)
    assert capfd.readouterr() == ("", "")
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []


def test_close_is_quick_with_open_connections_and_leaves_no_thread(site: Path) -> None:
    before = set(threading.enumerate())
    server = SiteServer(site)
    idle = [socket.create_connection(endpoint_of(server), timeout=10) for _ in range(8)]
    busy = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=10)
    busy.request("GET", "/")
    busy.getresponse().read()
    start = time.perf_counter()
    server.close()
    assert time.perf_counter() - start < 0.5
    assert set(threading.enumerate()) == before
    server.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(endpoint_of(server), timeout=1).close()
    for connection in (*idle, busy):
        connection.close()
