"""The loopback server, asked over real HTTP: which URL gives which file."""

import os
import socket
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from a11ycheck.errors import UserError
from a11ycheck.web.site_paths import Found, ServedFolder, url_path
from a11ycheck.web.site_server import SiteServer
from served_site import Ask, Build, endpoint_of


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


def test_url_for_returns_the_url_that_answers(server: SiteServer, ask: Ask) -> None:
    for path in ("index.html", "guide/first step.html", "دليل/صفحة.html"):
        url = server.url_for(path)
        assert url.isascii()
        assert ask(server.origin, urlsplit(url).path).status == 200


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names.")
def test_a_file_with_control_characters_in_its_name_is_served(site: Path, ask: Ask) -> None:
    name = "red\x1b[31m\nline\x7f.html"
    (site / name).write_text("Odd")

    with SiteServer(site) as server:
        reply = ask(server.origin, urlsplit(server.url_for(name)).path)

    assert (reply.status, reply.body) == (200, b"Odd")


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names.")
def test_a_backslash_is_part_of_a_name_and_separates_no_folders(site: Path, ask: Ask) -> None:
    (site / "a\\b").mkdir()
    (site / "a\\b" / "x\\y.html").write_text("Odd")

    with SiteServer(site) as server:
        reply = ask(server.origin, urlsplit(server.url_for("a\\b/x\\y.html")).path)
        other = ask(server.origin, "/guide%5Cfirst%20step.html")

    assert (reply.status, reply.body) == (200, b"Odd")
    assert other.status == 404


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


def test_bytes_that_are_not_utf8_get_no_charset(build: Build, ask: Ask) -> None:
    files = {"w.html": "<p>caf\xe9".encode("latin-1"), "u.html": "\ufeffx".encode("utf-16")}
    with SiteServer(build(files)) as server:
        for name in files:
            assert ask(server.origin, f"/{name}").headers["Content-Type"] == "text/html"


def test_a_folder_without_its_slash_is_sent_on_with_its_query(server: SiteServer, ask: Ask) -> None:
    reply = ask(server.origin, "/guide?q=1")
    assert (reply.status, reply.headers["Location"]) == (301, "/guide/?q=1")


def test_clean_urls_find_their_page_and_a_page_is_no_folder(server: SiteServer, ask: Ask) -> None:
    assert b"About" in ask(server.origin, "/about").body
    assert ask(server.origin, "/about.html/").status == 404


def test_a_page_beside_a_folder_of_its_data_answers(build: Build, ask: Ask) -> None:
    site = build({"about.html": b"About", "about/data.txt": b"", "guide/index.html": b"Guide"})
    (site / "guide.html").write_bytes(b"Other")

    with SiteServer(site) as server:
        assert ask(server.origin, "/about").body == b"About"
        assert ask(server.origin, "/about/").status == 404
        assert ask(server.origin, "/guide").headers["Location"] == "/guide/"


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    name=st.text(
        st.characters(exclude_characters="/\\", exclude_categories=("Cc", "Cs")),
        min_size=1,
        max_size=40,
    ).filter(lambda name: not name.startswith("."))
)
def test_every_name_of_a_file_has_a_path_that_finds_it(site: Path, name: str) -> None:
    file = site / "names" / f"{name}.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text("x")
    path = url_path(f"/docs/names/{name}.html")
    assert path.isascii()
    assert ServedFolder(root=site, base="/docs/").find(path) == Found(file)


def test_head_says_what_get_would_say(server: SiteServer, ask: Ask) -> None:
    for path in ("/", "/guide", "/nothing"):
        get, head = ask(server.origin, path), ask(server.origin, path, "HEAD")
        assert head.body == b""
        assert head.status == get.status
        drop = {"Date"}
        assert {k: v for k, v in head.headers.items() if k not in drop} == {
            k: v for k, v in get.headers.items() if k not in drop
        }


def test_a_request_in_absolute_form_is_understood(server: SiteServer) -> None:
    with socket.create_connection(endpoint_of(server), timeout=10) as raw:
        raw.sendall(
            b"GET http://localhost/about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        assert b"About" in b"".join(iter(lambda: raw.recv(65536), b""))
