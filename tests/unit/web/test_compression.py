"""Compression that gives the same bytes every time."""

import gzip
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from a11ycheck.web.compression import compress_brotli, compress_gzip, decompress_copy, read_copy

CONTENT = b"<p>text</p>" * 100


@pytest.mark.parametrize("level", [6, 9])
def test_gzip_has_no_date(level: int) -> None:
    packed = compress_gzip(CONTENT, level=level)
    assert packed == gzip.compress(CONTENT, level, mtime=0)
    assert packed[4:8] == bytes(4)


def test_copies_are_decompressed_by_their_suffix() -> None:
    size = len(CONTENT)
    assert decompress_copy(compress_gzip(CONTENT), ".gz", max_bytes=size) == CONTENT
    assert decompress_copy(compress_brotli(CONTENT), ".br", max_bytes=size) == CONTENT


GZIP, BROTLI = compress_gzip(CONTENT), compress_brotli(CONTENT)


@pytest.mark.parametrize(
    ("suffix", "damaged"),
    [
        *((".gz", data) for data in (GZIP[:5], GZIP[:-9], b"x" + GZIP[1:])),
        *((".br", data) for data in (b"", BROTLI[:5], BROTLI[:-9], b"x" + BROTLI[1:])),
    ],
)
def test_a_damaged_copy_has_no_content(suffix: str, damaged: bytes) -> None:
    assert decompress_copy(damaged, suffix, max_bytes=len(CONTENT)) is None


@pytest.mark.parametrize(("suffix", "compress"), [(".gz", compress_gzip), (".br", compress_brotli)])
def test_a_copy_that_holds_more_than_its_file_is_not_decompressed(
    suffix: str, compress: Callable[[bytes], bytes]
) -> None:
    bomb = compress(bytes(64 << 20))
    tracemalloc.start()

    assert decompress_copy(bomb, suffix, max_bytes=1000) is None

    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("suffix", [".gz", ".br"])
def test_a_copy_that_is_much_larger_than_its_file_is_not_read(suffix: str, tmp_path: Path) -> None:
    copy = tmp_path / f"x{suffix}"
    with copy.open("wb") as file:
        file.truncate(3 << 29)
    tracemalloc.start()

    assert read_copy(copy, suffix, max_bytes=1000) is None

    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()
