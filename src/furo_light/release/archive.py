"""Write the archive: the same contents give the same bytes, on any machine and on any day."""

import gzip
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from a11ycheck.errors import UserError
from a11ycheck.files import write_whole
from furo_light.release.contents import Contents, read_file

__all__ = ["SITE", "Archived", "date_of", "write_archive"]

SITE: Final = "site"
"""The folder in the archive that holds the site."""

_RECIPES = Path(__file__).parent / "recipes"
_SUMS = "SHA256SUMS"

_FIRST_DATE = 1_000_000_000  # 9 September 2001, as seconds since 1970
_DATES = 2**29  # 17 years: the last date has passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """What was written: the archive, its size in bytes and checksum, and how many files it holds."""

    path: Path
    size: int
    sum: str
    files: int


def write_archive(contents: Contents, target: Path, *, version: str) -> Archived:
    """Write the site, the recipes and the checksums as a `.tar.gz`; it is whole or not there.

    UserError where a file is no more what `contents` says: the audit saw other bytes.
    """
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0, filename="") as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        sums: list[str] = []
        for name, content in _members(contents, version):
            sums.append(f"{sha256(content).hexdigest()}  {name}\n")
            _add(archive, name, content)
        _add(archive, _SUMS, "".join(sums).encode())
    data = buffer.getvalue()
    _write(target, data)
    return Archived(
        path=target, size=len(data), sum=sha256(data).hexdigest(), files=len(contents.sums)
    )


def date_of(content: bytes) -> int:
    """Return the date that a file gets: made of its content, always in the past.

    Servers make an ETag of date and size. So an unchanged file keeps its ETag when the site is published
    anew, and browsers that have it need not fetch it again; a changed one never has the old one's.
    """
    number = int.from_bytes(sha256(content).digest()[:8], "big")
    return _FIRST_DATE + number % _DATES


def _members(contents: Contents, version: str) -> Iterator[tuple[str, bytes]]:
    for path, known in contents.sums.items():
        content = read_file(contents.root, path)
        if sha256(content).hexdigest() != known:
            message = f"{contents.root / path} was changed while the site was audited."
            raise UserError(message, "Let the build finish, then pack again.")
        yield f"{SITE}/{path}", content
    for name in ("apache.conf", "nginx.conf"):
        yield name, (_RECIPES / name).read_bytes()
    readme = (_RECIPES / "README.txt").read_text(encoding="utf-8")
    numbers = {"version": version, "pages": contents.pages, "files": len(contents.sums)}
    yield "README.txt", readme.format(**numbers).encode()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(content), 0o644, date_of(content)
    archive.addfile(member, io.BytesIO(content))


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data, mode=0o644, lasting=False)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror or error}."
        raise UserError(message, "Name another file: --output FILE.") from error
