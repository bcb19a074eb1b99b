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


GZIP, BROTLI = compress_gzip(CONTENT), compress_brotli(CONTENT)


@pytest.mark.parametrize(
    ("suffix", "damaged"),
    [
        *((".gz", data) for data in (GZIP[:5], GZIP[:-9], b"x" + GZIP[1:])),
        *((".br", data) for data in (b"", BROTLI[:5], BROTLI[:-9], b"x" + BROTLI[1:])),
    ],
)
def test_a_damaged_copy_has_no_content(suffix: str, damaged: bytes) -> None:
    assert decompress_copy(damaged, suffix) is None
