"""Read the files of pages, each once for the same bytes: hashes, errors, and stale compressed copies."""

import os
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from a11ycheck.browser.visit_limits import MAX_DOCUMENT_MIB
from a11ycheck.cache import StoredReadings
from a11ycheck.web import encoding, html_tokens, markup_errors
from a11ycheck.web.compression import COPY_SUFFIXES, read_copy
from a11ycheck.web.encoding import find_encoding_errors
from a11ycheck.web.markup_errors import count_markup_errors, find_markup_errors
from a11ycheck.web.parse_errors import ParseError
from a11ycheck.web.regular_files import ContentHashes, FileVersion, TooLargeError, read_regular

__all__ = ["MarkupErrors", "PageFiles"]

T = TypeVar("T")

_MAX_BYTES = MAX_DOCUMENT_MIB << 20
_FAITHFUL = b"faithful"
_SUPPRESSION = re.compile(rb"<!--\s*a11ycheck:\s*ignore\b")


class MarkupErrors(msgspec.Struct, frozen=True, kw_only=True):
    """The first errors in the markup of a file, and the number of all."""

    errors: tuple[ParseError, ...]
    total: int


class PageFiles:
    """Hashes of pages and the errors in them, some of them known from earlier runs."""

    def __init__(
        self, hashes: ContentHashes | None = None, readings: StoredReadings | None = None
    ) -> None:
        """Take the hashes that are known, and the readings of earlier runs, if these are cached."""
        self._hashes = hashes or ContentHashes()
        self._readings = readings

    def hash(self, file: Path) -> str:
        """Return the SHA-256 of a page as it is now; OSError if it cannot be read, or is too large."""
        version = FileVersion.of(file.stat())
        if version.size > _MAX_BYTES:
            raise TooLargeError(file, _MAX_BYTES)
        return self._hashes.of(file, version)

    def encoding_errors(self, file: Path) -> tuple[ParseError, ...]:
        """Return the errors in the encoding of a page; OSError if it cannot be read."""
        return self._read(file, "encoding", tuple[ParseError, ...])

    def markup_errors(self, file: Path) -> MarkupErrors:
        """Return the errors in the markup of a page; OSError if it cannot be read."""
        return self._read(file, "markup", MarkupErrors)

    def suppression_lines(self, file: Path) -> tuple[int, ...]:
        """Return the lines of a page with a comment that suppresses findings; OSError if unreadable."""
        return self._read(file, "suppressions", tuple[int, ...])

    def stale_copy_suffixes(self, file: Path) -> tuple[str, ...]:
        """Return the suffixes of the compressed copies beside a page that have other content.

        A copy that cannot be read is none of them. OSError if the page is unreadable.
        """
        suffixes = COPY_SUFFIXES.values()
        # A Path for each copy that is missing takes longer.
        present = tuple(suffix for suffix in suffixes if os.path.isfile(f"{file}{suffix}"))  # noqa: PTH113
        return tuple(suffix for suffix in present if not self._is_faithful(file, suffix))

    def _is_faithful(self, file: Path, suffix: str) -> bool:
        copy = file.with_name(file.name + suffix)
        try:
            copy_hash = self._hashes.of(copy, FileVersion.of(copy.stat()))
        except OSError:
            return True  # it disappeared
        name = f"copy {suffix} {self.hash(file)} {copy_hash}"
        known = self._readings.get(name) if self._readings else None
        if known is not None:
            return known == _FAITHFUL
        try:
            content = read_copy(copy, suffix, max_bytes=_MAX_BYTES)
        except OSError:
            return True
        is_faithful = content is None or content == read_regular(file, max_bytes=_MAX_BYTES)
        if self._readings is not None:
            self._readings.put(name, _FAITHFUL if is_faithful else b"stale")
        return is_faithful

    def _read(self, file: Path, kind: str, result: type[T]) -> T:
        """Return what is in a file, from the cache if the same bytes have been read before."""
        is_xml = file.suffix.lower() == ".xhtml"
        if self._readings is None:
            return _find(read_regular(file, max_bytes=_MAX_BYTES), kind, result, xml=is_xml)
        name = f"{_readers()} {kind} {is_xml} {self.hash(file)}"
        known = self._readings.get(name)
        if known is not None:
            try:
                return msgspec.msgpack.decode(known, type=result)
            except msgspec.MsgspecError:
                pass  # damaged: read again
        data = read_regular(file, max_bytes=_MAX_BYTES)
        found = _find(data, kind, result, xml=is_xml)
        # The file may have changed since it was hashed.
        name = f"{_readers()} {kind} {is_xml} {sha256(data).hexdigest()}"
        self._readings.put(name, msgspec.msgpack.encode(found))
        return found


def _find(data: bytes, kind: str, result: type[T], *, xml: bool) -> T:
    if kind == "encoding":
        return msgspec.convert(find_encoding_errors(data, xml=xml), result)
    if kind == "suppressions":
        starts = (found.start() for found in _SUPPRESSION.finditer(data))
        return msgspec.convert([data.count(b"\n", 0, start) + 1 for start in starts], result)
    errors = find_markup_errors(data, xml=xml)
    total = count_markup_errors(data, xml=xml) if errors else 0
    return msgspec.convert({"errors": errors, "total": total}, result)


@cache
def _readers() -> str:
    """Return a hash of the modules that read files: what others read is not used."""
    paths = (Path(module.__file__ or "") for module in (encoding, html_tokens, markup_errors))
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
