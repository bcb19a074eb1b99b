"""The body of a response: the file's bytes, compressed as a plain static host compresses them."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from a11ycheck.web.compression import COPY_SUFFIXES, compress_gzip
from a11ycheck.web.encoding import is_utf8
from a11ycheck.web.media_types import is_compressible, media_type, takes_charset

__all__ = ["Bodies", "Body", "accepted"]

GZIP_LEVEL = 6
CACHE_BYTES = 64 << 20
STREAM_BYTES = 8 << 20  # larger files are sent in pieces and neither compressed nor kept
_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+))?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What to send: `data`, or where that is None the file itself; `size` in bytes.

    `published_size` is set where `data` was rewritten: what the file itself would have cost.
    """

    file: Path
    size: int
    content_type: str
    etag: str
    data: bytes | None = None
    coding: str = ""
    varies: bool = False
    published_size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    plain: bytes
    packed: bytes
    content_type: str

    @property
    def weight(self) -> int:
        return len(self.plain) + len(self.packed)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies of files, kept while the file's time and size stay the same."""

    _kept: "OrderedDict[tuple[Path, int, int], _Loaded]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, file: Path, accept_encoding: str = "") -> Body:
        """Return the body of a file (resolved) in the best coding accepted; OSError if unreadable."""
        stat = file.stat()
        etag = f"{stat.st_mtime_ns:x}-{stat.st_size:x}"
        kind = media_type(file.name)
        if stat.st_size > STREAM_BYTES:
            return Body(file=file, size=stat.st_size, content_type=kind, etag=f'"{etag}"')
        loaded = self._load(file, (file, stat.st_mtime_ns, stat.st_size), kind)
        data, coding = loaded.plain, ""
        if is_compressible(kind):
            data, coding = _choose(file, stat.st_mtime_ns, loaded, accepted(accept_encoding))
        return Body(
            file=file,
            size=len(data),
            content_type=loaded.content_type,
            etag=f'"{etag}-{coding}"' if coding else f'"{etag}"',
            data=data,
            coding=coding,
            varies=is_compressible(kind),
        )

    def _load(self, file: Path, key: tuple[Path, int, int], kind: str) -> _Loaded:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        loaded = _load(file, kind)
        with self._lock:
            self._kept[key] = loaded
            while sum(item.weight for item in self._kept.values()) > CACHE_BYTES:
                self._kept.popitem(last=False)
        return loaded


def accepted(header: str) -> Mapping[str, float]:
    """Return the codings that an Accept-Encoding header names, each with its quality (RFC 9110)."""
    matches = filter(None, map(_CODING.fullmatch, header.lower().split(",")))
    return {match[1]: float(match[2] or 1) for match in matches if _is_number(match[2])}


def _is_number(text: str | None) -> bool:
    return text is None or re.fullmatch(r"\d(\.\d*)?", text) is not None


def _load(file: Path, kind: str) -> _Loaded:
    plain = file.read_bytes()
    # Without a charset, the page's own declaration or the browser's guess holds, as with any host.
    charset = "; charset=utf-8" if takes_charset(kind) and is_utf8(plain) else ""
    packed = compress_gzip(plain, level=GZIP_LEVEL) if is_compressible(kind) else b""
    return _Loaded(plain=plain, packed=packed, content_type=kind + charset)


def _choose(
    file: Path, mtime_ns: int, loaded: _Loaded, codings: Mapping[str, float]
) -> tuple[bytes, str]:
    """Return bytes and coding: what lies ready beside the file, else gzip, else plain."""
    for coding, suffix in COPY_SUFFIXES.items():
        if codings.get(coding, codings.get("*", 0)) > 0:
            ready = _sidecar(file, suffix, mtime_ns)
            if ready is not None:
                return ready, coding
    if codings.get("gzip", codings.get("*", 0)) > 0 and len(loaded.packed) < len(loaded.plain):
        return loaded.packed, "gzip"
    return loaded.plain, ""


def _sidecar(file: Path, suffix: str, mtime_ns: int) -> bytes | None:
    """Return the bytes of `x.html.br` beside `x.html` if it is a file of its own and not older."""
    sidecar = file.with_name(file.name + suffix)
    try:
        if sidecar.is_symlink() or sidecar.stat().st_mtime_ns < mtime_ns:
            return None
        return sidecar.read_bytes()
    except OSError:
        return None
