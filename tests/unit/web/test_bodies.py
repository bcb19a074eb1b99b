"""Bodies of responses, and what is cached of them."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from a11ycheck.web import bodies as module
from a11ycheck.web.bodies import PUBLISHED_SIZE, Bodies
from a11ycheck.web.compression import accepted_codings, compress_brotli, compress_gzip
from a11ycheck.web.site_server import SiteServer
from served_site import PAGE, Ask, Build
from work import executed_lines


def test_work_and_memory_do_not_grow_with_the_number_of_files(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CACHE_BYTES", 400)
    site = build({f"{number}.png": b"x" for number in range(800)})
    files = [site / f"{number}.png" for number in range(800)]

    def load_each(loaded: Bodies, number: int) -> int:
        return executed_lines(lambda: [loaded.of(file) for file in files[:number]])

    small, large = load_each(Bodies(), 200), load_each(Bodies(), 800)
    assert large <= 4.2 * small
    loaded = Bodies()
    load_each(loaded, 800)
    assert loaded.cached_bytes == 400


def test_a_file_is_read_and_rewritten_once_for_each_of_its_states(build: Build) -> None:
    site = build({"index.html": PAGE, "a.css": "p {}"})
    calls: list[tuple[Path, bytes]] = []

    def rewrite(file: Path, data: bytes) -> bytes:
        calls.append((file, data))
        return data.replace(b"<p>", b"<p x>")

    loaded = Bodies(rewrite)
    page, style = site / "index.html", site / "a.css"
    for coding in ("", "gzip", "br, gzip"):
        body = loaded.of(page, coding)
        assert body.data == PAGE.replace("<p>", "<p x>").encode()
        assert (body.coding, body.varies) == ("", False)
        assert loaded.of(style, coding).published_size is None
    assert calls == [(page, PAGE.encode())]
    page.write_text("<p>new")
    assert loaded.of(page).data == b"<p x>new"
    assert len(calls) == 2
    page.write_text("unchanged by it")
    unchanged = loaded.of(page, "gzip")
    assert (unchanged.data, unchanged.published_size) == (b"unchanged by it", None)


def test_a_rewritten_page_has_the_size_of_the_published_one(site: Path, ask: Ask) -> None:
    with SiteServer(site) as server:
        published = ask(server.origin, "/", Accept_Encoding="gzip")
        server.rewrite_pages(lambda _file, data: data + b"<!-- marks -->")
        rewritten = ask(server.origin, "/", Accept_Encoding="gzip")
        (site / "index.html.br").write_bytes(b"brotli bytes")
        with_copy = ask(server.origin, "/", Accept_Encoding="gzip, br")
    assert rewritten.body == PAGE.encode() + b"<!-- marks -->"
    assert "Content-Encoding" not in rewritten.headers
    assert rewritten.headers[PUBLISHED_SIZE] == published.headers["Content-Length"]
    assert with_copy.headers[PUBLISHED_SIZE] == str(len(b"brotli bytes"))
    assert rewritten.headers["ETag"] != published.headers["ETag"]


def test_many_threads_share_the_cache(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = {f"{number}.css": os.urandom(400).hex() for number in range(40)}
    site = build(contents)
    names = list(contents) * 10
    shared, sequential = Bodies(), Bodies()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: shared.of(site / name).data, names))
    assert found == [sequential.of(site / name).data for name in names]
    assert found == [contents[name].encode() for name in names]
    assert shared.cached_bytes == sequential.cached_bytes > 30_000

    monkeypatch.setattr(module, "CACHE_BYTES", 30_000)
    bounded = Bodies()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda name: bounded.of(site / name).data, names)) == found
    assert 0 < bounded.cached_bytes <= 30_000


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("", {}),
        ("gzip, BR;q=0.5", {"gzip": 1.0, "br": 0.5}),
        ("gzip;q=x, *;q=0", {"*": 0.0}),
    ],
)
def test_codings_have_a_quality(header: str, codings: dict[str, float]) -> None:
    assert accepted_codings(header) == codings


@pytest.mark.parametrize(("suffix", "coding"), [(".gz", "gzip"), (".br", "br")])
def test_a_copy_of_other_content_is_not_sent_whatever_its_time(
    suffix: str, coding: str, build: Build
) -> None:
    compress = compress_gzip if suffix == ".gz" else compress_brotli
    site = build({"index.html": PAGE, f"index.html{suffix}": compress(b"<p>Yesterday")})
    page, copy = site / "index.html", site / f"index.html{suffix}"
    os.utime(page, (1_000_000, 1_000_000))

    body = Bodies().of(page, coding)

    assert body.file == page
    assert body.state == Bodies().state(page)
    copy.write_bytes(compress(PAGE.encode()))
    assert Bodies().of(page, coding).file == copy
    os.utime(copy, (999_999, 999_999))  # as `cp -r` may leave it
    assert Bodies().of(page, coding).file == copy
