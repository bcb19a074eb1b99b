"""The packed copies that lie beside a file, for servers that send them as they are."""

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path

import brotli
import deflate

from a11ycheck.web.media_types import is_compressible, media_type
from furo_light.optimise.files import put

__all__ = ["SUFFIXES", "is_packable", "is_packed_copy", "packed_sizes", "write_packed"]

SUFFIXES = (".br", ".gz")
_DEFLATE_LEVEL = 12  # libdeflate's best
_BROTLI_LEVEL = 11
# Beyond these sizes (bytes) the best levels take minutes, and the memory of several files.
_LARGE, _BROTLI_LEVEL_OF_LARGE = 8 << 20, 9
_HUGE = 128 << 20


def is_packed_copy(path: Path) -> bool:
    """Tell whether a file is the packed copy of a file of text that lies beside it."""
    plain = path.with_suffix("")
    return path.suffix in SUFFIXES and plain.is_file() and is_packable(plain)


def is_packable(path: Path) -> bool:
    """Tell whether a file is of a kind that gets smaller by packing."""
    return is_compressible(media_type(path.name))


def write_packed(path: Path, data: bytes, mtime_ns: int) -> Mapping[str, int]:
    """Write `x.html.br` and `x.html.gz` beside a file that can be packed, where they are smaller.

    Copies that are true stay as they are, whoever made them; those that are not are replaced or removed.
    They get the time of change that the file had when `data` was read: by it servers and our audit know
    that they belong together. Returns the size of each copy. OSError where one cannot be written.
    """
    if not is_packable(path) or len(data) > _HUGE:
        return {}
    return {suffix: size for suffix in SUFFIXES if (size := _beside(path, data, suffix, mtime_ns))}


def _beside(path: Path, data: bytes, suffix: str, mtime_ns: int) -> int:
    """Bring one copy up to date and return its size, 0 where there is none."""
    target = path.with_name(path.name + suffix)
    packed = _true_copy(target, data, suffix)
    if packed is None:
        packed = _pack(data, suffix)
    if len(packed) >= len(data):
        target.unlink(missing_ok=True)
        return 0
    put(target, packed, mtime_ns=mtime_ns)
    return len(packed)


def packed_sizes(path: Path, data: bytes) -> Mapping[str, int]:
    """Return the sizes that `write_packed` would give, and write nothing."""
    if not is_packable(path) or len(data) > _HUGE:
        return {}
    sizes = {suffix: len(_pack(data, suffix)) for suffix in SUFFIXES}
    return {suffix: size for suffix, size in sizes.items() if size < len(data)}


def _pack(data: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return bytes(deflate.gzip_compress(data, _DEFLATE_LEVEL))
    level = _BROTLI_LEVEL if len(data) <= _LARGE else _BROTLI_LEVEL_OF_LARGE
    return bytes(brotli.compress(data, quality=level))


def _true_copy(target: Path, data: bytes, suffix: str) -> bytes | None:
    """Return the bytes of a packed copy that unpacks to the file itself, None where it does not."""
    if target.is_symlink() or not target.is_file():
        return None
    packed = target.read_bytes()
    try:
        plain = gzip.decompress(packed) if suffix == ".gz" else brotli.decompress(packed)
    except (brotli.error, EOFError, gzip.BadGzipFile, zlib.error):
        return None
    return packed if plain == data else None
