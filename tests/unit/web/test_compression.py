"""Compression that gives the same bytes every time."""

import gzip

import pytest

from a11ycheck.web.compression import compress_brotli, compress_gzip, decompress_copy

CONTENT = b"<p>text</p>" * 100


@pytest.mark.parametrize("level", [6, 9])
def test_gzip_has_no_date(level: int) -> None:
    packed = compress_gzip(CONTENT, level=level)
    assert packed == gzip.compress(CONTENT, level, mtime=0)
    assert packed[4:8] == bytes(4)


def test_copies_are_decompressed_by_their_suffix() -> None:
    assert decompress_copy(compress_gzip(CONTENT), ".gz") == CONTENT
    assert decompress_copy(compress_brotli(CONTENT), ".br") == CONTENT


@pytest.mark.parametrize("suffix", [".gz", ".br"])
@pytest.mark.parametrize("keep", [0, 5, -9, None])
def test_a_damaged_copy_has_no_content(suffix: str, keep: int | None) -> None:
    packed = compress_gzip(CONTENT) if suffix == ".gz" else compress_brotli(CONTENT)
    damaged = packed[:keep] if keep is not None else b"x" + packed[1:]
    if damaged or suffix == ".br":
        assert decompress_copy(damaged, suffix) is None
