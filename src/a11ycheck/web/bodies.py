"""Bodies of responses: the bytes of files, compressed as plain static hosts compress them.

Pages that are served to an audit get marks, and a header with their published size; the published pages
have neither.
"""

import hashlib
import os
import stat
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final

from a11ycheck.web.compression import (
    COPY_SUFFIXES,
    accepted_codings,
    best_coding,
    compress_gzip,
    decompress_copy,
)
from a11ycheck.web.encoding import is_utf8
from a11ycheck.web.media_types import is_compressible, media_type, takes_charset
from a11ycheck.web.regular_files import ContentHashes, FileVersion, open_regular

__all__ = [
    "PUBLISHED_SIZE",
    "Bodies",
    "Body",
    "Rewrite",
]

PUBLISHED_SIZE: Final = "X-A11ycheck-Published-Size"
"""The response header with the size in bytes that the body of the published page would have."""

Rewrite = Callable[[Path, bytes], bytes]
"""Returns what is sent in place of the bytes of a page."""

CACHE_BYTES = 32 << 20
STREAM_BYTES = 8 << 20  # larger files are streamed, neither compressed nor cached
_GZIP_LEVEL = 6  # the level at which static hosts commonly compress

_Key = tuple[Path, FileVersion]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What to send: `data`, or where that is None the file itself, as long as it has this version.

    `state` identifies the bytes on disk that the response depends on; `size` is in bytes. `published_size`
    is the size of the body of the published page; it is set where `data` was rewritten.
    """

    file: Path
    version: FileVersion
    size: int
    content_type: str
    state: str
    data: bytes | None = None
    coding: str = ""
    varies: bool = False
    published_size: int | None = None

    @property
    def etag(self) -> str:
        """The entity tag, which differs for each coding."""
        rewritten = "" if self.published_size is None else "rewritten"
        parts = f"{self.state} {self.coding} {rewritten}"
        return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """The bytes of a file, or of a compressed copy of it; `data` is None if they are streamed."""

    file: Path
    version: FileVersion
    hash: str
    data: bytes | None = None

    @property
    def size(self) -> int:
        return self.version.size if self.data is None else len(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """A file in memory; `rewritten` is set where the bytes to send are not those of the file."""

    plain: bytes
    hash: str
    gzip: bytes
    rewritten: bytes | None
    content_type: str

    @property
    def weight(self) -> int:
        return len(self.plain) + len(self.gzip) + len(self.rewritten or b"")


class Bodies:
    """Bodies of files, cached while a file keeps its version; thread-safe.

    HTML pages are sent as `rewrite` returns them; it is called once for each version of a file.
    """

    __slots__ = ("_cache", "_cached_bytes", "_faithful", "_hashes", "_lock", "_rewrite")

    def __init__(self, rewrite: Rewrite | None = None, hashes: ContentHashes | None = None) -> None:
        """Start with an empty cache; `hashes` are those of files that are known already."""
        self._rewrite = rewrite
        self._cache: OrderedDict[_Key, _Loaded] = OrderedDict()
        self._cached_bytes = 0
        self._faithful: dict[tuple[str, str], bool | None] = {}
        self._hashes = hashes or ContentHashes()
        self._lock = Lock()

    @property
    def cached_bytes(self) -> int:
        """The size of the cache, at most `CACHE_BYTES`."""
        return self._cached_bytes

    def state(self, file: Path) -> str:
        """Return the `state` of the body that `of` would return now; OSError if unreadable."""
        version = FileVersion.of(file.stat())
        hashes = {"": self._hashes.of(file, version)}
        for coding, copy in _find_copies(file, version):
            with suppress(OSError):
                hashes[coding] = self._hashes.of(copy, FileVersion.of(copy.stat()))
        return _state(file, hashes)

    def of(self, file: Path, accept_encoding: str = "") -> Body:
        """Return the body of a (resolved) file in the best accepted coding; OSError if unreadable."""
        version = FileVersion.of(file.stat())
        kind = media_type(file.name)
        if version.size > STREAM_BYTES:
            hashes = {"": self._hashes.of(file, version)}
            return Body(
                file=file,
                version=version,
                size=version.size,
                content_type=kind,
                state=_state(file, hashes),
            )
        loaded = self._load(file, version)
        contents = {"": _Content(file=file, version=version, hash=loaded.hash, data=loaded.plain)}
        for coding, copy in _find_copies(file, version):
            with suppress(OSError):
                contents[coding] = self._copy(copy)
        state = _state(file, {coding: content.hash for coding, content in contents.items()})
        for coding in [coding for coding in contents if coding]:
            if not self._is_copy(contents[coding], coding, contents[""]):
                del contents[coding]
        if is_compressible(kind) and len(loaded.gzip) < len(loaded.plain):
            contents.setdefault("gzip", replace(contents[""], data=loaded.gzip))
        coding = best_coding(contents, accepted_codings(accept_encoding))
        sent = contents[coding]
        body = Body(
            file=sent.file,
            version=sent.version,
            size=sent.size,
            content_type=loaded.content_type,
            state=state,
            data=sent.data,
            coding=coding,
            varies=is_compressible(kind),
        )
        if loaded.rewritten is None:
            return body
        return replace(
            body,
            size=len(loaded.rewritten),
            data=loaded.rewritten,
            coding="",
            varies=False,
            published_size=sent.size,
        )

    def _load(self, file: Path, version: FileVersion) -> _Loaded:
        key = (file, version)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        loaded, is_version = _read(file, version, self._rewrite)
        if not is_version:
            return loaded
        self._hashes.add(file, version, loaded.hash)
        with self._lock:
            known = self._cache.pop(key, None)  # another thread may have read it meanwhile
            self._cached_bytes += loaded.weight - (known.weight if known else 0)
            self._cache[key] = loaded
            while self._cached_bytes > CACHE_BYTES:
                _, dropped = self._cache.popitem(last=False)
                self._cached_bytes -= dropped.weight
        return loaded

    def _copy(self, copy: Path) -> _Content:
        version = FileVersion.of(copy.stat())
        if version.size > STREAM_BYTES:
            return _Content(file=copy, version=version, hash=self._hashes.of(copy, version))
        loaded = self._load(copy, version)
        return _Content(file=copy, version=version, hash=loaded.hash, data=loaded.plain)

    def _is_copy(self, copy: _Content, coding: str, plain: _Content) -> bool:
        """Return whether a copy has the content of its file, as far as it can be read; times may lie."""
        key = (copy.hash, plain.hash)
        if key not in self._faithful and copy.data is not None:
            content = decompress_copy(copy.data, COPY_SUFFIXES[coding], max_bytes=STREAM_BYTES)
            self._faithful[key] = None if content is None else content == plain.data
        is_newer = copy.version.mtime_ns >= plain.version.mtime_ns
        return is_newer if (found := self._faithful.get(key)) is None else found


def _find_copies(file: Path, version: FileVersion) -> Iterator[tuple[str, Path]]:
    """Yield the compressed copies beside a file that are regular files, best first."""
    if version.size > STREAM_BYTES or not is_compressible(media_type(file.name)):
        return
    for coding, suffix in COPY_SUFFIXES.items():
        with suppress(OSError):
            if stat.S_ISREG(os.lstat(f"{file}{suffix}").st_mode):  # a Path takes longer
                yield coding, file.with_name(file.name + suffix)


def _state(file: Path, hashes: Mapping[str, str]) -> str:
    """Return what of the disk a body depends on: the type, and the bytes of a file and its copies."""
    codings = "".join(f" {coding}:{found}" for coding, found in hashes.items())
    return media_type(file.name) + codings


def _read(file: Path, version: FileVersion, rewrite: Rewrite | None) -> tuple[_Loaded, bool]:
    """Return the loaded file, and whether it is of this version."""
    with open_regular(file) as opened:
        plain = opened.read(STREAM_BYTES + 1)  # it may have grown
        is_version = FileVersion.of(os.fstat(opened.fileno())) == version
    kind = media_type(file.name)
    # Without a charset, the page's own declaration or the browser's guess decides, as with any host.
    charset = "; charset=utf-8" if takes_charset(kind) and is_utf8(plain) else ""
    rewritten = rewrite(file, plain) if rewrite is not None and kind == "text/html" else plain
    loaded = _Loaded(
        plain=plain,
        hash=hashlib.sha256(plain).hexdigest(),
        gzip=compress_gzip(plain, level=_GZIP_LEVEL) if is_compressible(kind) else b"",
        rewritten=rewritten if rewritten != plain else None,
        content_type=kind + charset,
    )
    return loaded, is_version
