"""The state of a response changes with what the browser receives."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from a11ycheck.web.regular_files import open_regular
from a11ycheck.web.response_states import CHANGED
from a11ycheck.web.site_server import SiteServer
from served_site import Ask, Build


def sent(server: SiteServer, path: str, since: float = 0.0) -> set[str]:
    return set(server.sent_states(path, since))


@pytest.mark.parametrize("path", ["/", "/about", "/about.html?x=1", "/guide", "/nothing", "/../x"])
@pytest.mark.parametrize("codings", ["", "gzip, br"])
def test_what_was_sent_is_what_would_be_sent_now(
    server: SiteServer, ask: Ask, path: str, codings: str
) -> None:
    ask(server.origin, path, Accept_Encoding=codings)

    assert sent(server, path) == {server.state(path)}


def write(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda site: (site / name).write_bytes(content)


@pytest.mark.parametrize(
    "change",
    [
        write("about.html", b"<title>Other</title>"),
        write("about.html.gz", b"packed"),
        write("about.html.br", b"packed"),
        lambda site: (site / "about.html").unlink(),
    ],
)
def test_another_state_shows_other_bytes(
    server: SiteServer, site: Path, ask: Ask, change: Callable[[Path], object]
) -> None:
    ask(server.origin, "/about.html")
    before = server.state("/about.html")
    began = time.monotonic()

    change(site)

    assert server.state("/about.html") != before
    ask(server.origin, "/about.html")
    assert sent(server, "/about.html") == {before, server.state("/about.html")}
    assert sent(server, "/about.html", began) == {server.state("/about.html")}


def test_equal_size_and_date_do_not_hide_a_change(server: SiteServer, site: Path, ask: Ask) -> None:
    for name in ("about.html", "about.html.gz"):
        file = site / name
        file.write_bytes(b"<title>Abort</title>")
        ask(server.origin, "/about.html")
        before, status = server.state("/about.html"), file.stat()
        file.write_bytes(b"<title>Abode</title>")
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

        assert server.state("/about.html") != before, name


def test_the_error_page_of_a_site_is_part_of_what_is_sent(server: SiteServer, site: Path) -> None:
    before = server.state("/nothing")
    (site / "404.html").write_text("<title>Lost</title>")

    assert server.state("/nothing") != before


def test_a_file_that_changes_while_it_is_streamed_has_no_state(
    build: Build, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11ycheck.web.bodies.STREAM_BYTES", 1000)
    site = build({"film.mp4": bytes(5000)})

    def change_and_open(path: Path) -> object:
        path.write_bytes(os.urandom(5000))
        return open_regular(path)

    with SiteServer(site) as server:
        ask(server.origin, "/film.mp4")
        assert sent(server, "/film.mp4") == {server.state("/film.mp4")}

        # It changes after it was hashed.
        monkeypatch.setattr("a11ycheck.web.site_server.open_regular", change_and_open)
        ask(server.origin, "/film.mp4")
    assert CHANGED in sent(server, "/film.mp4")
