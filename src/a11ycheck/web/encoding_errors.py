"""Errors in the encoding of a page and in its declaration, as data."""

import codecs
from types import MappingProxyType

from a11ycheck.web.encoding import find_declaration
from a11ycheck.web.parse_errors import ParseError

__all__ = ["find_encoding_errors"]

_PRESCAN_BYTES = 1024  # the HTML standard: browsers look for a declaration in the first 1024 bytes
_UTF16_MARKS = MappingProxyType(
    {
        codecs.BOM_UTF16_LE: "UTF-16 little-endian",
        codecs.BOM_UTF16_BE: "UTF-16 big-endian",
    }
)
_DECLARATION = '<meta charset="utf-8">'


def find_encoding_errors(data: bytes, *, xml: bool = False) -> tuple[ParseError, ...]:
    """Return the errors in the encoding of a page, and in its declaration; `xml` for XHTML files."""
    if not data.strip():
        return (_in_bytes(data, "blank-file" if data else "empty-file", 0),)
    for mark, name in _UTF16_MARKS.items():
        if data.startswith(mark):
            return (_in_bytes(data, "utf-16", 0, encoding=name, tag=_DECLARATION),)
    found = (_nul_error(data), _utf8_error(data) or (None if xml else _declaration_error(data)))
    return tuple(error for error in found if error is not None)


def _nul_error(data: bytes) -> ParseError | None:
    count = data.count(b"\0")
    if not count:
        return None
    return _in_bytes(
        data, "nul-byte" if count == 1 else "nul-bytes", data.index(b"\0"), count=count
    )


def _utf8_error(data: bytes) -> ParseError | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = find_declaration(data)
        return _in_bytes(
            data,
            "invalid-utf-8" if declared else "invalid-utf-8-undeclared",
            error.start,
            value=f"0x{data[error.start]:02X}",
            encoding=declared.label if declared else "",
            tag=_DECLARATION,
        )
    return None


def _declaration_error(data: bytes) -> ParseError | None:
    """Return what is wrong with how UTF-8 is declared: a host that names no charset relies on it."""
    if data.isascii() or data.startswith(codecs.BOM_UTF8):
        return None
    declared = find_declaration(data)
    if declared is None:
        return _in_bytes(data, "undeclared-utf-8", 0, tag=_DECLARATION)
    if not declared.is_utf8:
        return _in_bytes(data, "misdeclared-utf-8", declared.offset, encoding=declared.label)
    if declared.offset >= _PRESCAN_BYTES:
        return _in_bytes(
            data, "late-declaration", declared.offset, limit=_PRESCAN_BYTES, tag=_DECLARATION
        )
    return None


def _in_bytes(data: bytes, code: str, offset: int, **values: str | int) -> ParseError:
    line = data.count(b"\n", 0, offset) + 1
    start = data.rfind(b"\n", 0, offset) + 1
    return ParseError(
        code=code,
        line=line,
        column=len(data[start:offset].decode("utf-8", "replace")) + 1,
        offset=offset,
        values={"byte": offset, "line": line, **values},
    )
