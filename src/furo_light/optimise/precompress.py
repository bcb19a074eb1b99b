"""Compressed copies (`.br`, `.gz`) beside the files of a site, for servers that send them as they are."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import deflate
import msgspec

from a11ycheck.web.atomic_files import FileChangedError
from a11ycheck.web.compression import COPY_SUFFIXES, compress_brotli, read_copy
from a11ycheck.web.media_types import is_compressible, media_type
from a11ycheck.web.regular_files import NotRegularError, read_regular
from furo_light.optimise.site_files import CHANGED, SiteFolder, put, reason, snapshot, walk_files
from furo_light.optimise.site_images import in_parallel

__all__ = ["Precompressed", "compressed_size", "has_copies", "precompress"]

_SUFFIXES: Final = tuple(COPY_SUFFIXES.values())
_DEFLATE_LEVEL: Final = 12  # libdeflate's best
_BROTLI_QUALITY: Final = 11
# Above these sizes (bytes) the best levels take minutes, and the memory of several files.
_LARGE, _BROTLI_QUALITY_OF_LARGE = 8 << 20, 9
_HUGE: Final = 128 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Precompressed:
    """The least size in which each file is sent (bytes), the reasons of failures, and removed copies."""

    sizes: Mapping[Path, int] = field(default_factory=dict)
    failed: Mapping[Path, str] = field(default_factory=dict)
    removed: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def precompress(
    site: SiteFolder,
    leaves: Callable[[Path], bool],
    *,
    records: Path | None,
    planned: Mapping[Path, int] | None = None,
) -> Precompressed:
    """Write compressed copies beside all files of a site, and remove those of files that are gone.

    `leaves` excludes files. `records` is a folder that remembers what was written; without it no copy is
    removed. With `planned` nothing is written: it has the sizes of files that would change.
    """
    files = [path for path in walk_files(site.root) if not (_is_copy(path) or leaves(path))]
    failed: dict[Path, str] = {}

    def size_of(path: Path) -> int:
        try:
            if planned is not None:
                return planned.get(path) or compressed_size(path, read_regular(path))
            known = snapshot(path)
            return _write_copies(path, known.data, known.stamp.mtime_ns)
        except FileChangedError:
            failed[path] = CHANGED
        except NotRegularError as error:
            failed[path] = reason(error)
        except OSError as error:
            failed[path] = f"no compressed copy can be written beside it: {reason(error)}"
        return 0

    sizes = dict(zip(files, in_parallel(size_of, files), strict=True))
    if planned is not None:
        return Precompressed(sizes=sizes, failed=failed)
    record = _Record(site=site, folder=records)
    removed = tuple(record.orphans())
    for orphan in removed:
        orphan.unlink(missing_ok=True)
    notes: tuple[str, ...] = ()
    try:
        record.write(files)
    except OSError as error:
        notes = (f"The compressed copies cannot be recorded in {records}: {reason(error)}.",)
    return Precompressed(sizes=sizes, failed=failed, removed=removed, notes=notes)


def has_copies(path: Path) -> bool:
    """Return whether files of this kind get compressed copies."""
    return is_compressible(media_type(path.name))


def compressed_size(path: Path, data: bytes) -> int:
    """Return the least size in which a file with this content is sent."""
    if not has_copies(path) or len(data) > _HUGE:
        return len(data)
    return min(len(data), *(len(_compress(data, suffix)) for suffix in _SUFFIXES))


def _is_copy(path: Path) -> bool:
    """Return whether a file is the compressed copy of a file beside it."""
    plain = path.with_suffix("")
    return path.suffix in _SUFFIXES and plain.is_file() and has_copies(plain)


def _write_copies(path: Path, data: bytes, mtime_ns: int) -> int:
    """Write the copies that are smaller than a file, and return the least size in which it is sent.

    A copy that is up to date stays, whatever made it; others are replaced or removed. Copies get the
    modification time of the file: by it servers, and the audit, know that they belong together.
    """
    least = len(data)
    if not has_copies(path) or len(data) > _HUGE:
        return least
    for suffix in _SUFFIXES:
        target = path.with_name(path.name + suffix)
        packed = _up_to_date_copy(target, data, suffix) or _compress(data, suffix)
        if len(packed) >= len(data):
            target.unlink(missing_ok=True)
            continue
        put(target, packed, mtime_ns=mtime_ns)
        least = min(least, len(packed))
    return least


def _compress(data: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return bytes(deflate.gzip_compress(data, _DEFLATE_LEVEL))
    large = len(data) > _LARGE
    return compress_brotli(data, quality=_BROTLI_QUALITY_OF_LARGE if large else _BROTLI_QUALITY)


def _up_to_date_copy(target: Path, data: bytes, suffix: str) -> bytes | None:
    """Return the bytes of a copy that decompresses to the file itself, None for any other."""
    if target.is_symlink() or not target.is_file():
        return None
    return target.read_bytes() if read_copy(target, suffix, max_bytes=len(data)) == data else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A file with the SHA-256 of each copy that was written, by its path in the site."""

    site: SiteFolder
    folder: Path | None

    def orphans(self) -> Iterator[Path]:
        """Yield the copies that are as we wrote them, and whose files are gone."""
        for name, digest in self._read().items():
            copy = self.site.root / name
            is_orphan = copy.is_file() and not copy.with_suffix("").exists()
            if is_orphan and sha256(copy.read_bytes()).hexdigest() == digest:
                yield copy

    def write(self, files: list[Path]) -> None:
        """Record the copies beside files. OSError if that fails."""
        if self._path is None:
            return
        copies = (path.with_name(path.name + suffix) for path in files for suffix in _SUFFIXES)
        digests = {
            self.site.name(copy): sha256(copy.read_bytes()).hexdigest()
            for copy in copies
            if copy.is_file() and _is_copy(copy)
        }
        put(self._path, msgspec.json.encode(dict(sorted(digests.items()))))

    @property
    def _path(self) -> Path | None:
        name = sha256(str(self.site.root).encode()).hexdigest()[:32]
        return self.folder / f"{name}.json" if self.folder else None

    def _read(self) -> dict[str, str]:
        try:
            data = self._path.read_bytes() if self._path else b"{}"
            return msgspec.json.decode(data, type=dict[str, str])
        except (FileNotFoundError, msgspec.MsgspecError):
            return {}
