"""The release archive of a built site: the same files give the same bytes, on any machine and day."""

import gzip
import io
import os
import tarfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from a11ycheck.errors import UserError
from a11ycheck.web.compression import COPY_SUFFIXES, read_copy
from a11ycheck.web.media_types import is_html
from a11ycheck.web.regular_files import NotRegularError, open_regular, read_regular
from furo_light.release.named_files import referenced
from furo_light.streamed_files import replacing

__all__ = [
    "SITE",
    "Archive",
    "Contents",
    "UnpackableFileError",
    "date_of",
    "read_contents",
    "write_archive",
]

SITE: Final = "site"
"""The folder of the archive that holds the site."""

_RECIPES: Final = Path(__file__).parent / "recipes"
_SUMS: Final = "SHA256SUMS"
_NOT_FOR_SERVERS: Final = frozenset({"__pycache__", "node_modules", "Thumbs.db", "desktop.ini"})
_KEPT_DOTS: Final = frozenset({".well-known"})
_FIRST_DATE: Final = 1_000_000_000  # 9 September 2001, as seconds since 1970
_DATES: Final = 2**29  # 17 years: the last date has passed


class UnpackableFileError(UserError):
    """The folder holds a FIFO, a socket or a device."""


# --- contents ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The files of a folder that belong on a server: the SHA-256 of each by its path, sorted.

    `left_out` are the paths of files that no page refers to.
    """

    root: Path
    sums: Mapping[str, str]
    left_out: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """Return how many of the files are HTML."""
        return sum(map(is_html, self.sums))


def read_contents(
    root: Path,
    *,
    all_files: bool = False,
    copies: Collection[str] = frozenset(COPY_SUFFIXES.values()),
) -> Contents:
    """Return what of a folder belongs on a server: its pages and what these can ask for.

    With `all_files` also what no page refers to; never hidden files and leftovers of tools. Of compressed
    copies only those whose suffix is in `copies`. UserError if the folder cannot be read, a link leads out
    of it, or a compressed file does not match its plain file: readers would get something else than what
    was audited.
    """
    if not root.is_dir():
        raise UserError(f"{root} is no folder.", "Name the folder of a built site.")
    sums: dict[str, str] = {}
    unwanted = frozenset(COPY_SUFFIXES.values()) - frozenset(copies)
    every = frozenset(_files(root))
    paths = every - {path for path in every if path[-3:] in unwanted and path[:-3] in every}
    for path in paths:
        _open(root, path).close()
    wanted = paths if all_files else referenced(root, paths)
    for path in sorted(wanted):
        with _open(root, path) as file:
            sums[path] = file_digest(file, "sha256").hexdigest()
        plain, suffix = root / path[:-3], path[-3:]
        if suffix in COPY_SUFFIXES.values() and plain.is_file():
            _check_copy(root / path, plain, suffix)
    return Contents(root=root, sums=MappingProxyType(sums), left_out=tuple(sorted(paths - wanted)))


def _files(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root, onerror=_raise):
        folders[:] = [name for name in folders if _belongs(name)]
        for name in filter(_belongs, files):
            yield (Path(folder) / name).relative_to(root).as_posix()


def _belongs(name: str) -> bool:
    is_hidden = name.startswith(".") and name not in _KEPT_DOTS
    return not is_hidden and name not in _NOT_FOR_SERVERS


def _raise(error: OSError) -> None:
    message = f"{error.filename} cannot be read: {error.strerror or error}."
    raise UserError(message, "Fix its permissions.")


def _open(root: Path, path: str) -> io.BufferedReader:
    """Open a file of the folder; UserError if it cannot be read, or is elsewhere."""
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        message = f"{file} is a link that leads out of {root}."
        raise UserError(message, "Put the file itself there.")
    try:
        return open_regular(file)
    except NotRegularError as error:
        message = f"{file} cannot be packed: {error.strerror}."
        raise UnpackableFileError(message, "Remove it from the folder.") from error
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror or error}."
        raise UserError(message, "Fix its permissions, or build the site again.") from error


def _check_copy(copy: Path, plain: Path, suffix: str) -> None:
    content = read_regular(plain)
    if read_copy(copy, suffix, max_bytes=len(content)) != content:
        message = f"{copy} does not match {plain.name}."
        hint = f"Compress it again with a11ycheck lighten {copy.parent}, or delete it."
        raise UserError(message, hint)


# --- the archive ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A written archive: its size in bytes, its SHA-256, and the number of its files."""

    path: Path
    size: int
    sum: str
    files: int


def write_archive(contents: Contents, target: Path, *, version: str) -> Archive:
    """Write the site, the recipes for servers and the checksums as a `.tar.gz`, one file at a time.

    UserError if a file is not what `contents` states: the audit saw other bytes. Then nothing is written.
    """
    hint = "Name another file: --output FILE."
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror or error}."
        raise UserError(message, hint) from error
    sums = [_sum_line(known, f"{SITE}/{path}") for path, known in contents.sums.items()]
    with replacing(target, hint=hint) as file:
        with (
            gzip.GzipFile(fileobj=file, mode="wb", compresslevel=9, mtime=0, filename="") as stream,
            tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            for path, known in contents.sums.items():
                _add_file(archive, contents.root, path, known)
            for name, content in _added_files(contents, version):
                _add(archive, name, content)
                sums.append(_sum_line(sha256(content).hexdigest(), name))
            _add(archive, _SUMS, b"".join(sums))
        size = file.tell()
        file.seek(0)
        digest = file_digest(file, "sha256").hexdigest()
    return Archive(path=target, size=size, sum=digest, files=len(contents.sums))


def _sum_line(digest: str, name: str) -> bytes:
    """Return a line as `sha256sum` writes it: a name with a backslash or a line end is escaped."""
    escaped = name.replace("\\", r"\\").replace("\n", r"\n").replace("\r", r"\r")
    mark = "\\" if escaped != name else ""
    return f"{mark}{digest}  ".encode() + os.fsencode(escaped) + b"\n"


def _added_files(contents: Contents, version: str) -> Iterator[tuple[str, bytes]]:
    for name in ("apache.conf", "nginx.conf"):
        yield name, (_RECIPES / name).read_bytes()
    readme = (_RECIPES / "README.txt").read_text(encoding="utf-8")
    numbers = {"version": version, "pages": contents.pages, "files": len(contents.sums)}
    yield "README.txt", readme.format(**numbers).encode()


def _add_file(archive: tarfile.TarFile, root: Path, path: str, known: str) -> None:
    with _open(root, path) as file:
        reader = _Reader(file, root / path)
        member = _member(f"{SITE}/{path}", os.fstat(file.fileno()).st_size, known)
        archive.addfile(member, reader)
        if reader.digest.hexdigest() != known or file.read(1):
            raise _changed(root / path)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = _member(name, len(content), sha256(content).hexdigest())
    archive.addfile(member, io.BytesIO(content))


def _member(name: str, size: int, digest: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o644, date_of(digest)
    return member


def date_of(digest: str) -> int:
    """Return the date of a file with this SHA-256: made of its content, always in the past.

    Servers make an ETag of date and size. So an unchanged file keeps its ETag in the next release, and
    browsers need not fetch it again; a changed file never has the old ETag.
    """
    return _FIRST_DATE + int(digest[:16], 16) % _DATES


class _Reader(io.RawIOBase):
    """Hashes a file while it is read."""

    def __init__(self, file: io.BufferedReader, path: Path) -> None:
        self.digest = sha256()
        self._file = file
        self._path = path

    def read(self, size: int = -1, /) -> bytes:
        """Read exactly `size` bytes; UserError if there are fewer."""
        data = self._file.read(size)
        if len(data) < size:
            raise _changed(self._path)
        self.digest.update(data)
        return data


def _changed(path: Path) -> UserError:
    message = f"{path} was changed while the site was audited."
    return UserError(message, "Let the build finish, then pack again.")
