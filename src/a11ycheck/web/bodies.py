"""Bodies of responses: the bytes of files, compressed as plain static hosts compress them.

Pages that are served to an audit get marks, and a header with their published size; the published pages
have neither.
"""

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from a11ycheck.web.compression import COPY_SUFFIXES, compress_gzip
from a11ycheck.web.encoding import is_utf8
from a11ycheck.web.media_types import is_compressible, media_type, takes_charset

__all__ = [
    "MARK_ATTRIBUTE",
    "PUBLISHED_SIZE",
    "Bodies",
    "Body",
    "Rewrite",
    "accepted_codings",
    "add_marks",
]

MARK_ATTRIBUTE: Final = "data-a11ycheck-mark"
"""The attribute with the number of a start tag in its file. A script of ours removes it before any
script of the page runs, so neither these scripts nor axe-core see it."""

PUBLISHED_SIZE: Final = "X-A11ycheck-Published-Size"
"""The response header with the size in bytes that the body of the published page would have."""

_TAG_START = re.compile(rb"<[^\s/>]+")

Rewrite = Callable[[Path, bytes], bytes]
"""Returns what is sent in place of the bytes of a page."""

CACHE_BYTES = 64 << 20
STREAM_BYTES = 8 << 20  # larger files are streamed, neither compressed nor cached
_GZIP_LEVEL = 6  # the level at which static hosts commonly compress
_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*(\d(?:\.\d*)?))?\s*")

_Key = tuple[Path, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What to send: `data`, or the file itself where that is None; `size` in bytes.

    `published_size` is the size of the body of the published page; it is set where `data` was rewritten.
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
    """A file in memory; `rewritten` is set where the bytes to send are not those of the file."""

    plain: bytes
    gzip: bytes
    rewritten: bytes | None
    content_type: str

    @property
    def weight(self) -> int:
        return len(self.plain) + len(self.gzip) + len(self.rewritten or b"")


class Bodies:
    """Bodies of files, cached while the file's modification time and size stay the same; thread-safe.

    HTML pages are sent as `rewrite` returns them; it is called once for each state of a file.
    """

    __slots__ = ("_cache", "_cached_bytes", "_lock", "_rewrite")

    def __init__(self, rewrite: Rewrite | None = None) -> None:
        """Start with an empty cache."""
        self._rewrite = rewrite
        self._cache: OrderedDict[_Key, _Loaded] = OrderedDict()
        self._cached_bytes = 0
        self._lock = Lock()

    @property
    def cached_bytes(self) -> int:
        """The size of the cache, at most `CACHE_BYTES`."""
        return self._cached_bytes

    def of(self, file: Path, accept_encoding: str = "") -> Body:
        """Return the body of a (resolved) file in the best accepted coding; OSError if unreadable."""
        status = file.stat()
        kind = media_type(file.name)
        etag = f"{status.st_mtime_ns:x}-{status.st_size:x}"
        if status.st_size > STREAM_BYTES:
            return Body(file=file, size=status.st_size, content_type=kind, etag=f'"{etag}"')
        loaded = self._load(file, status)
        data, coding = loaded.plain, ""
        if is_compressible(kind):
            data, coding = self._compressed(file, status, loaded, accepted_codings(accept_encoding))
        etag = f"{etag}-{coding}" if coding else etag
        if loaded.rewritten is None:
            return Body(
                file=file,
                size=len(data),
                content_type=loaded.content_type,
                etag=f'"{etag}"',
                data=data,
                coding=coding,
                varies=is_compressible(kind),
            )
        return Body(
            file=file,
            size=len(loaded.rewritten),
            content_type=loaded.content_type,
            etag=f'"{etag}-rewritten"',
            data=loaded.rewritten,
            published_size=len(data),
        )

    def _load(self, file: Path, status: os.stat_result) -> _Loaded:
        key = (file, status.st_mtime_ns, status.st_size)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        loaded = _read(file, self._rewrite)
        with self._lock:
            known = self._cache.pop(key, None)  # another thread may have read it meanwhile
            self._cached_bytes += loaded.weight - (known.weight if known else 0)
            self._cache[key] = loaded
            while self._cached_bytes > CACHE_BYTES:
                _, dropped = self._cache.popitem(last=False)
                self._cached_bytes -= dropped.weight
        return loaded

    def _compressed(
        self, file: Path, status: os.stat_result, loaded: _Loaded, codings: Mapping[str, float]
    ) -> tuple[bytes, str]:
        """Return bytes and coding: of a compressed copy beside the file, else gzip, else plain."""
        for coding, suffix in COPY_SUFFIXES.items():
            if codings.get(coding, codings.get("*", 0)) > 0:
                copy = self._copy(file.with_name(file.name + suffix), status.st_mtime_ns)
                if copy is not None:
                    return copy, coding
        if codings.get("gzip", codings.get("*", 0)) > 0 and len(loaded.gzip) < len(loaded.plain):
            return loaded.gzip, "gzip"
        return loaded.plain, ""

    def _copy(self, copy: Path, mtime_ns: int) -> bytes | None:
        """Return the bytes of a compressed copy if it is a regular file and not older than its file."""
        try:
            if copy.is_symlink() or (status := copy.stat()).st_mtime_ns < mtime_ns:
                return None
            return self._load(copy, status).plain
        except OSError:
            return None


def _read(file: Path, rewrite: Rewrite | None) -> _Loaded:
    plain = file.read_bytes()
    kind = media_type(file.name)
    # Without a charset, the page's own declaration or the browser's guess decides, as with any host.
    charset = "; charset=utf-8" if takes_charset(kind) and is_utf8(plain) else ""
    rewritten = rewrite(file, plain) if rewrite is not None and kind == "text/html" else plain
    return _Loaded(
        plain=plain,
        gzip=compress_gzip(plain, level=_GZIP_LEVEL) if is_compressible(kind) else b"",
        rewritten=rewritten if rewritten != plain else None,
        content_type=kind + charset,
    )


def accepted_codings(header: str) -> Mapping[str, float]:
    """Return the codings that an Accept-Encoding header names, each with its quality (RFC 9110)."""
    matches = filter(None, map(_CODING.fullmatch, header.lower().split(",")))
    return {match[1]: float(match[2] or 1) for match in matches}


def add_marks(page: bytes, offsets: Sequence[int]) -> bytes:
    """Return the page with each start tag numbered; `offsets` are those of the tags in bytes, ascending."""
    parts, position = [], 0
    for number, offset in enumerate(offsets):
        tag = _TAG_START.match(page, offset)
        if tag is not None:
            parts += [page[position : tag.end()], f' {MARK_ATTRIBUTE}="{number}"'.encode()]
            position = tag.end()
    return b"".join((*parts, page[position:]))
