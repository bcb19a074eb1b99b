"""Compression of HTTP bodies and of the copies beside files: gzip (RFC 1952) and Brotli (RFC 7932).

The same bytes always compress to the same bytes: gzip gets no date. `brotli` is imported on first use,
because the auditor does without it.
"""

import gzip
import io
import re
import zlib
from collections.abc import Container, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from a11ycheck.web.regular_files import TooLargeError, read_regular

__all__ = [
    "COPY_SUFFIXES",
    "accepted_codings",
    "best_coding",
    "compress_brotli",
    "compress_gzip",
    "decompress_copy",
    "read_copy",
]

COPY_SUFFIXES: Final = MappingProxyType({"br": ".br", "gzip": ".gz"})
"""The suffix of a compressed copy (`x.html.br` beside `x.html`) by its content coding, best first."""

_MAX_OVERHEAD = 1 << 20  # what cannot be compressed grows a little
_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*(\d(?:\.\d*)?))?\s*")


def accepted_codings(header: str) -> Mapping[str, float]:
    """Return the codings that an Accept-Encoding header names, each with its quality (RFC 9110)."""
    matches = filter(None, map(_CODING.fullmatch, header.lower().split(",")))
    return {match[1]: float(match[2] or 1) for match in matches}


def best_coding(available: Container[str], accepted: Mapping[str, float]) -> str:
    """Return the coding to send: the first that is there and accepted, "" for none."""
    return next(
        (
            coding
            for coding in COPY_SUFFIXES
            if coding in available and accepted.get(coding, accepted.get("*", 0)) > 0
        ),
        "",
    )


def compress_gzip(data: bytes, *, level: int = 9) -> bytes:
    """Return data as gzip, without a date; `level` is 0 to 9."""
    return gzip.compress(data, level, mtime=0)


def compress_brotli(data: bytes, *, quality: int = 11, window: int = 22) -> bytes:
    """Return data as Brotli; `quality` is 0 to 11, `window` the base-2 logarithm of its size, 10 to 24."""
    compressed: bytes = _brotli().compress(data, quality=quality, lgwin=window)
    return compressed


def decompress_copy(data: bytes, suffix: str, *, max_bytes: int) -> bytes | None:
    """Return the content of a compressed copy by its suffix (".br", ".gz").

    None if it is damaged, larger than `max_bytes` (a small copy can hold gigabytes), or Brotli where that
    package is not installed.
    """
    return _gunzip(data, max_bytes) if suffix == ".gz" else _unbrotli(data, max_bytes)


def read_copy(file: Path, suffix: str, *, max_bytes: int) -> bytes | None:
    """Return the content of the compressed copy in a file, as `decompress_copy` does.

    A copy that is larger than its content may be is not read. OSError if it cannot be read.
    """
    try:
        data = read_regular(file, max_bytes=max_bytes + _MAX_OVERHEAD)
    except TooLargeError:
        return None
    return decompress_copy(data, suffix, max_bytes=max_bytes)


def _gunzip(data: bytes, max_bytes: int) -> bytes | None:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            content = file.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error):
        return None
    return content if len(content) <= max_bytes else None


def _unbrotli(data: bytes, max_bytes: int) -> bytes | None:
    try:
        brotli = _brotli()
    except ImportError:
        return None
    decompressor = brotli.Decompressor()
    try:
        content = bytearray(decompressor.process(data, output_buffer_limit=max_bytes + 1))
        # The limit is where the buffer stops growing, so the output comes in several parts.
        while len(content) <= max_bytes and not decompressor.can_accept_more_data():
            content += decompressor.process(b"", output_buffer_limit=max_bytes + 1)
    except brotli.error:
        return None
    is_whole = decompressor.is_finished() and len(content) <= max_bytes
    return bytes(content) if is_whole else None


def _brotli() -> Any:
    import brotli  # noqa: PLC0415 - an optional dependency, which only the toolkit needs

    return brotli
