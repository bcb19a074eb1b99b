"""Sitemaps, from files and over HTTP, good and bad."""

import contextlib
import gzip
import select
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from a11ycheck.collect.sitemap import is_sitemap, read_sitemap
from a11ycheck.errors import UserError

Write = Callable[..., str]
Web = tuple[str, dict[str, tuple[int, dict[str, str], bytes]]]

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*urls: str, space: str = SPACE) -> bytes:
    entries = "\n".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {space}>\n{entries}\n</urlset>'.encode()
    )


def index(*urls: str) -> bytes:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex {SPACE}>{entries}</sitemapindex>".encode()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(data: bytes, name: str = "sitemap.xml") -> str:
        file = tmp_path / name
        file.write_bytes(data)
        return str(file)

    return put


def fails(source: str, *words: str, timeout: float = 5.0) -> UserError:
    with pytest.raises(UserError) as caught:
        read_sitemap(source, timeout=timeout)
    for word in (*words, source):
        assert word in caught.value.message
    return caught.value


def urls(source: str) -> tuple[str, ...]:
    found = read_sitemap(source)
    assert found.unusable == ()
    return found.urls


def test_pages_come_once_in_order_and_normalized(write: Write) -> None:
    listed = (
        "https://e.org/b",
        "https://E.org/a?x=1&amp;y=2",
        "https://e.org/b#part",
        "https://e.org",
    )
    assert urls(write(urlset(*listed))) == (
        "https://e.org/b",
        "https://e.org/a?x=1&y=2",
        "https://e.org/",
    )


def test_white_space_no_namespace_and_images_are_understood(write: Write) -> None:
    data = (
        b'<urlset xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>'
        b"<image:image><image:loc>https://e.org/a.png</image:loc></image:image>"
        b"<loc>\n  https://e.org/a <!-- x -->\n</loc></url></urlset>"
    )
    assert urls(write(data)) == ("https://e.org/a",)


def test_a_packed_sitemap_is_unpacked_whatever_its_name(write: Write) -> None:
    packed = gzip.compress(urlset("https://e.org/"))
    assert urls(write(packed, "sitemap.xml.gz")) == ("https://e.org/",)
    assert urls(write(packed, "sitemap.xml")) == ("https://e.org/",)


def test_an_index_file_reads_the_sitemaps_beside_it(write: Write) -> None:
    write(urlset("https://e.org/en/"), "sitemap-en.xml")
    write(gzip.compress(urlset("https://e.org/ar/")), "sitemap-ar.xml.gz")
    top = write(index("https://e.org/sitemap-en.xml", "https://e.org/x/sitemap-ar.xml.gz"))
    assert urls(top) == ("https://e.org/en/", "https://e.org/ar/")


def test_an_index_on_the_web_is_followed_and_circles_end(web: Web) -> None:
    origin, answers = web
    answers["/sitemap.xml"] = (200, {}, index(f"{origin}/a.xml", f"{origin}/sitemap.xml"))
    answers["/a.xml"] = (302, {"Location": "/moved.xml"}, b"")
    answers["/moved.xml"] = (200, {}, urlset(f"{origin}/page", "/relative"))
    assert urls(f"{origin}/sitemap.xml") == (f"{origin}/page", f"{origin}/relative")


def test_a_sitemap_has_a_suffix_of_its_own() -> None:
    assert is_sitemap("build/sitemap.xml")
    assert is_sitemap("https://e.org/sitemap.XML.gz?x=1")
    assert not is_sitemap("https://e.org/?sitemap.xml")
    assert not is_sitemap("https://e.org/page")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["malformed", "line 1"]),
        (b"<urlset>\n<url>\n</urlset>", ["malformed", "line 3", "mismatch"]),
        (b"<html><body>x</body></html>", ["<html>", "not a sitemap"]),
        (urlset(), ["lists no page"]),
        (gzip.compress(urlset("https://e.org/"))[:-12], ["truncated"]),
        (gzip.compress(b"x")[:3] + b"garbage garbage", ["cannot be decompressed"]),
        (
            b'<!DOCTYPE urlset [<!ENTITY a "aa">]><urlset><url><loc>&a;</loc></url></urlset>',
            ["document type"],
        ),
        (
            b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
            ["document type"],
        ),
    ],
)
def test_a_bad_sitemap_is_a_user_error(write: Write, data: bytes, words: list[str]) -> None:
    fails(write(data), *words)


@pytest.mark.parametrize(
    ("data", "good", "words"),
    [
        (urlset("", "https://e.org/"), 1, ["line 3", "no URL"]),
        (b"<urlset>\n\n<url/></urlset>", 0, ["line 3", "no URL"]),
        (urlset("https://e.org/", "/relative"), 1, ["line 4", "not a complete URL"]),
        (urlset("https://e.org/", "ftp://e.org/"), 1, ["line 4", "ftp"]),
        (urlset("https://e.org/", "https://user:word@e.org/"), 1, ["line 4", "password"]),
    ],
)
def test_a_bad_entry_costs_no_other(write: Write, data: bytes, good: int, words: list[str]) -> None:
    source = write(data)
    found = read_sitemap(source)
    assert found.urls == ("https://e.org/",) * good
    (unusable,) = found.unusable
    assert unusable.location.startswith(f"{source}, line ")
    assert all(word in unusable.error.message for word in words)
    assert "word@" not in f"{unusable.location} {unusable.error}"


def test_a_sitemap_of_an_index_that_fails_costs_no_other(web: Web) -> None:
    origin, answers = web
    names = ("gone.xml", "feed.xml", "good.xml")
    answers["/sitemap.xml"] = (200, {}, index(*(f"{origin}/{name}" for name in names)))
    answers["/feed.xml"] = (200, {}, b"<rss/>")
    answers["/good.xml"] = (200, {}, urlset(f"{origin}/page"))
    found = read_sitemap(f"{origin}/sitemap.xml")
    assert found.urls == (f"{origin}/page",)
    assert [item.location for item in found.unusable] == [
        f"{origin}/gone.xml",
        f"{origin}/feed.xml",
    ]
    messages = [item.error.message for item in found.unusable]
    assert "404" in messages[0]
    assert "<rss>" in messages[1]


def test_a_missing_sitemap_beside_no_file_is_named(tmp_path: Path) -> None:
    fails(str(tmp_path / "none.xml"), "cannot be read", "No such file")


def test_entities_that_explode_do_nothing(write: Write) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE u [<!ENTITY l0 "boom">{levels}]><urlset><url><loc>&l9;</loc></url></urlset>'
    fails(write(bomb.encode()))


def test_size_number_and_depth_are_bounded(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("a11ycheck.collect.sitemap.MAX_BYTES", 2000)
    monkeypatch.setattr("a11ycheck.collect.sitemap.MAX_URLS", 3)
    monkeypatch.setattr("a11ycheck.collect.sitemap.MAX_SITEMAPS", 4)
    fails(write(b" " * 2001), "larger")
    fails(write(gzip.compress(b" " * 5000)), "larger", "decompressed")
    fails(write(urlset(*(f"https://e.org/{n}" for n in range(4)))), "more than 3 pages")
    for n in range(6):
        write(index(f"https://e.org/deep{n + 1}.xml"), f"deep{n}.xml")
    found = read_sitemap(write(index("https://e.org/deep0.xml")))
    assert ["levels deep" in item.error.message for item in found.unusable] == [True]
    for n in range(6):
        write(urlset(), f"wide{n}.xml")
    with pytest.raises(UserError, match="more than 4 sitemaps"):
        read_sitemap(write(index(*(f"https://e.org/wide{n}.xml" for n in range(6)))))


def test_a_sitemap_that_cannot_be_fetched_says_why(web: Web) -> None:
    origin, answers = web
    fails(f"{origin}/none.xml", "404 Not Found")
    answers["/error.xml"] = (500, {}, b"")
    fails(f"{origin}/error.xml", "500")
    answers["/loop.xml"] = (302, {"Location": "/loop.xml"}, b"")
    fails(f"{origin}/loop.xml", "302")
    answers["/file.xml"] = (302, {"Location": "file:///etc/passwd"}, b"")
    fails(f"{origin}/file.xml", "not http or https")
    answers["/page.xml"] = (200, {}, b"<!doctype html><title>Not found</title>")
    fails(f"{origin}/page.xml", "malformed")


def test_a_refused_connection_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    fails(f"http://127.0.0.1:{port}/sitemap.xml", "refused")


def test_a_host_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    fails("http://no-such-host.invalid/sitemap.xml", "not known")


def test_a_silent_server_is_given_up_and_a_proxy_is_not_asked_for_loopback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        fails(f"http://127.0.0.1:{port}/sitemap.xml", "no answer within 0.2", timeout=0.2)


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_sends_one_byte_after_the_other_is_given_up(start: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.recv(65536)
                connection.sendall(start)
                while select.select([connection], [], [], 0.02)[0] == []:
                    connection.sendall(b"x")

        thread = Thread(target=answer)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/sitemap.xml"
        fails(url, "no answer within 0.3 seconds", timeout=0.3)
        thread.join(10)
        assert not thread.is_alive()


def test_an_answer_that_is_no_http_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-x\r\n")

        thread = Thread(target=answer)
        thread.start()
        fails(f"http://127.0.0.1:{server.getsockname()[1]}/sitemap.xml", "SSH-2.0")
        thread.join()


def test_a_proxy_of_the_environment_is_used_for_other_hosts(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin, answers = web
    url = "http://e.invalid/sitemap.xml"
    answers[url] = (200, {}, urlset("http://e.invalid/page"))
    monkeypatch.setenv("http_proxy", origin.replace("http://", "http://user:word@"))
    monkeypatch.delenv("no_proxy", raising=False)
    assert urls(url) == ("http://e.invalid/page",)
    monkeypatch.setenv("no_proxy", "e.invalid")
    fails(url, "not known")
