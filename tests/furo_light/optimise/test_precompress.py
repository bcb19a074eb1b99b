"""Packed copies: beside which files they stand, that they are true, and that they go in time."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

import brotli
import pytest

if TYPE_CHECKING:
    from conftest import Lab

TEXT = "words and words " * 200


def test_copies_unpack_to_the_file_and_have_its_time(lab: Lab) -> None:
    site = lab.build({"index.html": lab.page(TEXT), "a.css": "a{b:c}" * 99, "s.json": f'"{TEXT}"'})
    lab.run(site)
    for name in ("index.html", "a.css", "s.json"):
        plain = (site / name).read_bytes()
        assert brotli.decompress((site / f"{name}.br").read_bytes()) == plain
        assert gzip.decompress((site / f"{name}.gz").read_bytes()) == plain
        times = {(site / f"{name}{end}").stat().st_mtime_ns for end in ("", ".br", ".gz")}
        assert len(times) == 1


def test_they_are_smaller_than_what_servers_make(lab: Lab) -> None:
    site = lab.build({"index.html": lab.page(" ".join(map(str, range(3000))))})
    lab.run(site)
    plain = (site / "index.html").read_bytes()
    packed = (site / "index.html.gz").stat().st_size
    assert packed < len(gzip.compress(plain, 9))
    assert (site / "index.html.br").stat().st_size < packed


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.woff2", os.urandom(500)),
        ("a.zip", b"PK" + b"\0" * 5000),
        ("a.png", b"\x89PNG" + b"\0" * 5000),
        ("a.css", b"a{}"),  # would grow
        (".hidden/a.css", b"a{b:c}" * 99),
    ],
)
def test_there_are_none_where_nothing_is_gained(lab: Lab, name: str, data: bytes) -> None:
    site = lab.build({"index.html": lab.page("a"), name: data})
    lab.run(site)
    assert not (site / f"{name}.br").exists()
    assert not (site / f"{name}.gz").exists()


def test_a_copy_that_is_no_longer_true_is_replaced(lab: Lab) -> None:
    site = lab.build({"index.html": lab.page(TEXT), "a.css": "a{b:c}" * 99})
    lab.run(site)
    (site / "a.css").write_text("d{e:f}" * 99)
    lab.run(site)
    assert brotli.decompress((site / "a.css.br").read_bytes()) == b"d{e:f}" * 99
    (site / "a.css").write_text("d{}")
    lab.run(site)
    assert not (site / "a.css.br").exists()
    assert not (site / "a.css.gz").exists()


def test_a_copy_whose_file_is_gone_goes_too(lab: Lab) -> None:
    site = lab.build({"index.html": lab.page(TEXT), "a.css": "a{b:c}" * 99})
    lab.run(site)
    (site / "a.css").unlink()
    assert set(lab.run(site).removed) == {"a.css.br", "a.css.gz"}


def test_what_others_packed_stays(lab: Lab) -> None:
    sitemap = gzip.compress(b"<urlset/>" * 99)
    true_copy = gzip.compress(b"a{b:c}" * 99, 1)
    files = {"sitemap.xml.gz": sitemap, "a.css": b"a{b:c}" * 99, "a.css.gz": true_copy}
    site = lab.build({"index.html": lab.page(TEXT), "data.tar.gz": b"x" * 5000, **files})
    lab.run(site)
    for name, data in files.items():
        assert (site / name).read_bytes() == data
    assert (site / "data.tar.gz").read_bytes() == b"x" * 5000
    assert not (site / "data.tar.gz.br").exists()


def test_packed_copies_can_be_left_out(lab: Lab) -> None:
    site = lab.build({"index.html": lab.page(TEXT)})
    lab.run(site, precompress=False)
    assert [path.name for path in site.iterdir()] == ["index.html"]
