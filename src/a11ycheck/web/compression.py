"""Compression of HTTP bodies and of the copies beside files: gzip (RFC 1952) and Brotli (RFC 7932).

The same bytes always compress to the same bytes: gzip gets no date. `brotli` is imported on first use,
because the auditor does without it.
"""

import gzip
import re
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

__all__ = [
    "COPY_SUFFIXES",
    "accepted_codings",
    "compress_brotli",
    "compress_gzip",
    "decompress_copy",
]

COPY_SUFFIXES: Final = MappingProxyType({"br": ".br", "gzip": ".gz"})
"""The suffix of a compressed copy (`x.html.br` beside `x.html`) by its content coding, best first."""

_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*(\d(?:\.\d*)?))?\s*")


def accepted_codings(header: str) -> Mapping[str, float]:
    """Return the codings that an Accept-Encoding header names, each with its quality (RFC 9110)."""
    matches = filter(None, map(_CODING.fullmatch, header.lower().split(",")))
    return {match[1]: float(match[2] or 1) for match in matches}


def compress_gzip(data: bytes, *, level: int = 9) -> bytes:
    """Return data as gzip, without a date; `level` is 0 to 9."""
    return gzip.compress(data, level, mtime=0)


def compress_brotli(data: bytes, *, quality: int = 11, window: int = 22) -> bytes:
    """Return data as Brotli; `quality` is 0 to 11, `window` the base-2 logarithm of its size, 10 to 24."""
    compressed: bytes = _brotli().compress(data, quality=quality, lgwin=window)
    return compressed


def decompress_copy(data: bytes, suffix: str) -> bytes | None:
    """Return the content of a compressed copy by its suffix (".br", ".gz"); None where it is damaged."""
    if suffix == ".gz":
        try:
            return gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return None
    brotli = _brotli()
    try:
        content: bytes = brotli.decompress(data)
    except brotli.error:
        return None
    return content


def _brotli() -> Any:
    import brotli  # noqa: PLC0415 - an optional dependency, which only the toolkit needs

    return brotli
