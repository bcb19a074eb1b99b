"""Only regular files are opened, and large ones never enter memory."""

import os
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from a11ycheck.web.regular_files import ContentHashes, FileVersion, NotRegularError, read_regular
from a11ycheck.web.site_server import SiteServer
from served_site import PAGE, Ask

GIB = 1 << 30


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


SPECIAL: dict[str, Callable[[Path], object]] = {
    "FIFO": os.mkfifo,
    "socket": make_socket,
    "folder": Path.mkdir,
    "device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.fixture(params=SPECIAL)
def special(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "x"
    SPECIAL[request.param](path)
    return path


def test_what_is_no_regular_file_is_never_opened(special: Path) -> None:
    with pytest.raises(NotRegularError) as caught:
        read_regular(special)

    assert caught.value.strerror == "it is not a regular file"


@pytest.mark.parametrize("name", ["index.html.gz", "index.html.br"])
@pytest.mark.parametrize("kind", SPECIAL)
def test_a_compressed_copy_that_is_no_regular_file_is_ignored(
    site: Path, ask: Ask, kind: str, name: str
) -> None:
    SPECIAL[kind](site / name)
    with SiteServer(site) as server:
        assert ask(server.origin, "/", Accept_Encoding="br").body == PAGE.encode()
        assert server.state("/") == next(iter(server.sent_states("/", 0.0)))


@pytest.mark.parametrize("kind", SPECIAL)
def test_nothing_but_regular_files_is_sent(site: Path, ask: Ask, kind: str) -> None:
    SPECIAL[kind](site / "_static" / "x.css")
    with SiteServer(site) as server:
        assert ask(server.origin, "/_static/x.css").status in {301, 404}


@pytest.fixture
def memory() -> Iterator[Callable[[], int]]:
    """Return a function that returns the most bytes that were allocated since then."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


def test_a_large_compressed_copy_is_streamed(
    site: Path, server: SiteServer, ask: Ask, memory: Callable[[], int]
) -> None:
    copy = site / "index.html.gz"
    with copy.open("wb") as file:
        file.truncate(3 * GIB // 2)

    head = ask(server.origin, "/", "HEAD", Accept_Encoding="gzip")

    assert head.headers["Content-Length"] == str(3 * GIB // 2)
    assert server.state("/") == next(iter(server.sent_states("/", 0.0)))
    assert memory() < 16 << 20


def test_a_file_is_hashed_in_pieces(tmp_path: Path, memory: Callable[[], int]) -> None:
    file = tmp_path / "large"
    with file.open("wb") as opened:
        opened.truncate(64 << 20)

    assert len(ContentHashes().of(file, FileVersion.of(file.stat()))) == 64
    assert memory() < 2 << 20


def test_a_file_that_just_changed_may_change_again_unnoticed(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("a")
    version = FileVersion.of(file.stat())
    hashes = ContentHashes()
    first = hashes.of(file, version)
    with file.open("r+") as opened:  # within one tick of the clock
        opened.write("b")

    assert hashes.of(file, version) != first
