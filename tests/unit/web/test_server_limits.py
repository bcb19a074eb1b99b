"""What the loopback server gives out to nobody."""

import http.client
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from a11ycheck.web.site_paths import Found, ServedFolder
from a11ycheck.web.site_server import SiteServer
from served_site import PAGE, Ask, Rights, endpoint_of


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
    match ServedFolder(root=site).find(target):
        case Found(file):
            assert file.is_relative_to(site)
            assert not any(part == ".git" for part in file.parts)


def test_links_inside_the_folder_are_followed(site: Path, ask: Ask) -> None:
    (site / "latest").symlink_to(site / "guide")
    with SiteServer(site) as server:
        assert b"Guide" in ask(server.origin, "/latest/").body


def test_a_compressed_file_that_is_a_link_out_is_not_given_out(site: Path, ask: Ask) -> None:
    secret = site.parent / "secret"
    secret.write_bytes(b"secret")
    (site / "index.html.br").symlink_to(secret)
    with SiteServer(site) as server:
        assert ask(server.origin, "/", Accept_Encoding="br").body == PAGE.encode()


def test_only_hosts_of_this_machine_are_answered(server: SiteServer, ask: Ask) -> None:
    assert server.origin.startswith("http://127.0.0.1:")
    assert ask(server.origin, "/", Host="evil.example").status == 421
    assert ask(server.origin, "/", Host="localhost:1234").status == 200


def test_other_methods_are_refused_and_their_body_is_no_second_request(server: SiteServer) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=10)
    connection.request("POST", "/", body=b"GET /about.html HTTP/1.1\r\n\r\n")
    answer = connection.getresponse()
    assert answer.status == 501
    connection.close()
    with socket.create_connection(endpoint_of(server), timeout=10) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nGET /")
        everything = b"".join(iter(lambda: raw.recv(65536), b""))
    assert everything.count(b"HTTP/1.1 ") == 1


def test_files_that_cannot_be_read_are_403(open_folder: Path, ask: Ask, no_rights: Rights) -> None:
    page = open_folder / "closed.html"
    page.write_text("x")
    page.chmod(0)
    with SiteServer(open_folder) as server, no_rights():
        assert ask(server.origin, "/closed.html").status == 403
