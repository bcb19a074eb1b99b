"""The loopback server, asked over real HTTP."""

import gzip
import http.client
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from a11ycheck.collect import SiteServer
from a11ycheck.collect.media_types import MEDIA_TYPES
from a11ycheck.collect.resolve import Found, Site, url_path
from a11ycheck.errors import UserError

Build = Callable[[Mapping[str, str | bytes]], Path]
Ask = Callable[..., Any]
Rights = Callable[[], AbstractContextManager[None]]

PAGE = "<!doctype html><title>Home</title>" + "<p>word</p>" * 100


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


def test_pages_assets_and_folders_answer_with_their_types(server: SiteServer, ask: Ask) -> None:
    expected = {
        "/": "text/html; charset=utf-8",
        "/guide/": "text/html; charset=utf-8",
        "/guide/first%20step.html": "text/html; charset=utf-8",
        "/_static/style.css": "text/css; charset=utf-8",
        "/_static/app.mjs": "text/javascript; charset=utf-8",
        f"/{quote('دليل/صفحة.html')}": "text/html; charset=utf-8",
        "/.well-known/security.txt": "text/plain; charset=utf-8",
    }
    for path, kind in expected.items():
        reply = ask(server.origin, path)
        assert (reply.status, reply.headers["Content-Type"]) == (200, kind), path


def test_url_for_names_the_address_that_answers(server: SiteServer, ask: Ask) -> None:
    for path in ("index.html", "guide/first step.html", "دليل/صفحة.html"):
        url = server.url_for(path)
        assert url.isascii()
        assert ask(server.origin, urlsplit(url).path).status == 200


def test_file_for_names_the_file_that_answers(server: SiteServer, site: Path) -> None:
    assert server.file_for("/guide/?q=1") == site / "guide" / "index.html"
    assert server.file_for("/about") == site / "about.html"
    assert server.file_for("/guide") is None
    assert server.file_for("/nothing") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("font.woff2", "font/woff2"),
        ("a.svg", "image/svg+xml"),
        ("a.avif", "image/avif"),
        ("a.wasm", "application/wasm"),
        ("site.webmanifest", "application/manifest+json"),
        ("data.json", "application/json"),
        ("book.epub", "application/epub+zip"),
        ("page.xhtml", "application/xhtml+xml"),
        ("A.PNG", "image/png"),
        ("objects.inv", "application/octet-stream"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_types_come_from_our_own_table(build: Build, ask: Ask, name: str, kind: str) -> None:
    with SiteServer(build({name: b"x"})) as server:
        assert ask(server.origin, f"/{name}").headers["Content-Type"] == kind


def test_every_type_of_the_table_is_well_formed() -> None:
    assert all(key == key.lower() and key.startswith(".") for key in MEDIA_TYPES)
    assert all(value.count("/") == 1 and " " not in value for value in MEDIA_TYPES.values())


def test_bytes_that_are_not_utf8_get_no_charset(build: Build, ask: Ask) -> None:
    files = {"w.html": "<p>caf\xe9".encode("latin-1"), "u.html": "\ufeffx".encode("utf-16")}
    with SiteServer(build(files)) as server:
        for name in files:
            assert ask(server.origin, f"/{name}").headers["Content-Type"] == "text/html"


def test_a_folder_without_its_slash_is_sent_on_with_its_query(server: SiteServer, ask: Ask) -> None:
    reply = ask(server.origin, "/guide?q=1")
    assert (reply.status, reply.headers["Location"]) == (301, "/guide/?q=1")


def test_clean_addresses_find_their_page_and_a_page_is_no_folder(
    server: SiteServer, ask: Ask
) -> None:
    assert b"About" in ask(server.origin, "/about").body
    assert ask(server.origin, "/about.html/").status == 404


def test_what_is_not_there_is_404_with_a_page_of_the_site_if_it_has_one(
    site: Path, ask: Ask
) -> None:
    with SiteServer(site) as server:
        plain = ask(server.origin, "/nothing")
        assert (plain.status, b"404" in plain.body) == (404, True)
        (site / "404.html").write_text("<title>Lost</title>")
        own = ask(server.origin, "/nothing")
        assert (own.status, b"Lost" in own.body) == (404, True)


def test_a_site_for_a_sub_path_is_served_below_it_and_nowhere_else(site: Path, ask: Ask) -> None:
    with SiteServer(site, base="docs") as server:
        assert ask(server.origin, "/docs/_static/style.css").status == 200
        assert ask(server.origin, "/docs/").status == 200
        assert ask(server.origin, "/docs").headers["Location"] == "/docs/"
        assert server.url_for("about.html").endswith("/docs/about.html")
        for outside in ("/", "/about.html", "/_static/style.css", "/docsabout.html", "/doc"):
            assert ask(server.origin, outside).status == 404, outside


def test_a_sub_path_may_be_deep_and_in_any_script(site: Path, ask: Ask) -> None:
    with SiteServer(site, base="/ar/دليل") as server:
        url = server.url_for("about.html")
        assert unquote(url).endswith("/ar/دليل/about.html")
        assert ask(server.origin, urlsplit(url).path).status == 200


@pytest.mark.parametrize("base", ["https://example.org/", "/a/../b/", "/a b/", "/a?b/", "/a%20b/"])
def test_a_base_that_is_no_path_is_refused(site: Path, base: str) -> None:
    with pytest.raises(UserError, match="base"):
        SiteServer(site, base=base)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/guide/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/guide/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/%2fetc/passwd",
        "/.git/config",
        "/%2egit/config",
        "/index.html%00.txt",
        "/out.txt",
        "/out/secret.txt",
        "/loop",
        "/" + "a" * 5000,
    ],
)
def test_nothing_outside_the_folder_and_nothing_hidden_is_given_out(
    site: Path, ask: Ask, path: str
) -> None:
    secret = site.parent / "secret.txt"
    secret.write_text("secret")
    (site / "out.txt").symlink_to(secret)
    (site / "out").symlink_to(site.parent)
    (site / "loop").symlink_to(site / "loop")
    with SiteServer(site) as server:
        reply = ask(server.origin, path)
    assert reply.status == 404
    assert b"secret" not in reply.body


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(
    target=st.text(st.sampled_from("./\\%25e2f?:aindx \x00é"), max_size=30).map("/".__add__)
    | st.text(max_size=20)
)
def test_whatever_is_asked_for_only_a_file_of_the_site_is_found(site: Path, target: str) -> None:
    (site.parent / "a").write_text("outside")
    match Site(root=site).find(target):
        case Found(file):
            assert file.is_relative_to(site)
            assert not any(part == ".git" for part in file.parts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    name=st.text(
        st.characters(exclude_characters="/\\", exclude_categories=("Cc", "Cs")),
        min_size=1,
        max_size=40,
    ).filter(lambda name: not name.startswith("."))
)
def test_every_name_of_a_file_has_an_address_that_finds_it(site: Path, name: str) -> None:
    file = site / "names" / f"{name}.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text("x")
    address = url_path(f"/docs/names/{name}.html")
    assert address.isascii()
    assert Site(root=site, base="/docs/").find(address) == Found(file)


def test_links_inside_the_folder_are_followed(site: Path, ask: Ask) -> None:
    (site / "latest").symlink_to(site / "guide")
    with SiteServer(site) as server:
        assert b"Guide" in ask(server.origin, "/latest/").body


def test_head_says_what_get_would_say(server: SiteServer, ask: Ask) -> None:
    for path in ("/", "/guide", "/nothing"):
        get, head = ask(server.origin, path), ask(server.origin, path, "HEAD")
        assert head.body == b""
        assert head.status == get.status
        drop = {"Date"}
        assert {k: v for k, v in head.headers.items() if k not in drop} == {
            k: v for k, v in get.headers.items() if k not in drop
        }


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


def test_what_grows_by_compression_is_sent_plain_and_pictures_always(
    build: Build, ask: Ask
) -> None:
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


def test_a_compressed_file_that_is_a_link_out_is_not_given_out(site: Path, ask: Ask) -> None:
    secret = site.parent / "secret"
    secret.write_bytes(b"secret")
    (site / "index.html.br").symlink_to(secret)
    with SiteServer(site) as server:
        assert ask(server.origin, "/", Accept_Encoding="br").body == PAGE.encode()


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


def test_large_files_are_sent_whole(
    build: Build, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11ycheck.collect.bodies.STREAM_BYTES", 1000)
    film = os.urandom(300_000)
    with SiteServer(build({"film.mp4": film, "index.html": "x"})) as server:
        assert ask(server.origin, "/film.mp4").body == film
        assert ask(server.origin, "/film.mp4", "HEAD").headers["Content-Length"] == "300000"


def test_memory_for_kept_files_is_bounded(
    build: Build, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11ycheck.collect.bodies.CACHE_BYTES", 3000)
    site = build({f"{number}.css": os.urandom(500).hex() for number in range(10)})
    with SiteServer(site) as server:
        for number in range(10):
            assert ask(server.origin, f"/{number}.css").status == 200
        kept = server._http.bodies._kept
        assert sum(item.weight for item in kept.values()) <= 3000


def test_only_this_machine_is_addressed(server: SiteServer, ask: Ask) -> None:
    assert server.origin.startswith("http://127.0.0.1:")
    assert ask(server.origin, "/", Host="evil.example").status == 421
    assert ask(server.origin, "/", Host="localhost:1234").status == 200


def test_other_methods_are_refused_and_their_body_is_no_second_request(server: SiteServer) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=10)
    connection.request("POST", "/", body=b"GET /about.html HTTP/1.1\r\n\r\n")
    answer = connection.getresponse()
    assert answer.status == 501
    connection.close()
    with socket.create_connection(_address_of(server), timeout=10) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nGET /")
        everything = b"".join(iter(lambda: raw.recv(65536), b""))
    assert everything.count(b"HTTP/1.1 ") == 1


def test_a_request_in_absolute_form_is_understood(server: SiteServer) -> None:
    with socket.create_connection(_address_of(server), timeout=10) as raw:
        raw.sendall(
            b"GET http://localhost/about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        assert b"About" in b"".join(iter(lambda: raw.recv(65536), b""))


def _address_of(server: SiteServer) -> tuple[str, int]:
    parts = urlsplit(server.origin)
    return parts.hostname or "", parts.port or 0


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
            with socket.create_connection(_address_of(server), timeout=10) as raw:
                raw.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
                raw.recv(10)
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        with socket.create_connection(_address_of(server), timeout=10) as raw:
            raw.sendall(b"nonsense\r\n\r\n")
            raw.recv(1000)
    assert capfd.readouterr() == ("", "")
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []


def test_close_is_quick_with_open_connections_and_leaves_no_thread(site: Path) -> None:
    before = set(threading.enumerate())
    server = SiteServer(site)
    idle = [socket.create_connection(_address_of(server), timeout=10) for _ in range(8)]
    busy = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=10)
    busy.request("GET", "/")
    busy.getresponse().read()
    start = time.perf_counter()
    server.close()
    assert time.perf_counter() - start < 0.5
    assert set(threading.enumerate()) == before
    server.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(_address_of(server), timeout=1).close()
    for connection in (*idle, busy):
        connection.close()


def test_files_that_cannot_be_read_are_403(open_folder: Path, ask: Ask, no_rights: Rights) -> None:
    page = open_folder / "closed.html"
    page.write_text("x")
    page.chmod(0)
    with SiteServer(open_folder) as server, no_rights():
        assert ask(server.origin, "/closed.html").status == 403
