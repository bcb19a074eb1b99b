"""Compressed siblings of a file, `.br` and `.gz`, for servers that send them as they are."""

import gzip

import brotli

__all__ = ["brotli_of", "gzip_of"]

_WINDOW = 24  # 16 MB, the largest that browsers take: a pack repeats its pages' frame


def brotli_of(content: bytes) -> bytes:
    """Return content as Brotli (RFC 7932), as small as it gets."""
    packed: bytes = brotli.compress(content, quality=11, lgwin=_WINDOW)
    return packed


def gzip_of(content: bytes) -> bytes:
    """Return content as gzip (RFC 1952), as small as it gets, without a date."""
    return gzip.compress(content, compresslevel=9, mtime=0)
