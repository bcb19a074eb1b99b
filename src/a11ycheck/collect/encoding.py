"""The bytes of a page: which encoding they are in, which one they declare, and what is wrong."""

import codecs
import re
from dataclasses import dataclass

__all__ = ["Declared", "declared", "decode", "encoding_notices", "is_utf8", "line_of"]

PRESCAN_BYTES = 1024  # the HTML standard: a page declares its encoding in its first 1024 bytes

_META = re.compile(rb"<meta\s[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_XML = re.compile(rb"\s*<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_UTF16_MARKS = {
    codecs.BOM_UTF16_LE: "UTF-16 little-endian",
    codecs.BOM_UTF16_BE: "UTF-16 big-endian",
}
_UTF8_NAMES = frozenset({"utf-8", "utf8"})
# The Encoding standard reads these labels as windows-1252.
_WESTERN = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "l1", "cp1252"})
_REMEDY = 'save it as UTF-8 and declare <meta charset="utf-8">'


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The encoding that a page names: its label in lower case, and the byte where it stands."""

    name: str
    offset: int

    @property
    def is_utf8(self) -> bool:
        """Tell whether the label means UTF-8."""
        return self.name in _UTF8_NAMES


def is_utf8(data: bytes) -> bool:
    """Tell whether the bytes are valid UTF-8 (an optional byte order mark included)."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def line_of(data: bytes | str, offset: int) -> int:
    """Return the line, counted from 1, of an offset in bytes or in text."""
    if isinstance(data, bytes):
        return data.count(b"\n", 0, offset) + 1
    return data.count("\n", 0, offset) + 1


def declared(data: bytes) -> Declared | None:
    """Return the encoding that the page declares in an XML declaration or a meta element."""
    xml = _XML.match(data)
    match = xml or _META.search(_COMMENT.sub(lambda found: b" " * len(found[0]), data))
    if match is None:
        return None
    return Declared(name=match[1].decode("ascii", "replace").lower(), offset=match.start(1))


def decode(data: bytes) -> str:
    """Return the text as a browser reads it: by mark, as UTF-8 if valid, as declared, else Western."""
    if data.startswith(tuple(_UTF16_MARKS)):
        return data.decode("utf-16", "replace")
    if is_utf8(data):
        return data.decode("utf-8-sig")
    named = declared(data)
    name = named.name if named else "windows-1252"
    try:
        return data.decode("windows-1252" if name in _WESTERN else name, "replace")
    except (LookupError, ValueError):  # ValueError: codecs that are no text encodings
        return data.decode("windows-1252", "replace")


def encoding_notices(data: bytes, *, xml: bool = False) -> tuple[str, ...]:
    """Return a sentence for each fault in the encoding of a page; `xml` for XHTML files."""
    for mark, name in _UTF16_MARKS.items():
        if data.startswith(mark):
            return (f"The page is not UTF-8: its byte order mark says {name}; {_REMEDY}.",)
    checks = (_nul_notice(data), _invalid_notice(data) or ("" if xml else _declared_notice(data)))
    return tuple(filter(None, checks))


def _nul_notice(data: bytes) -> str:
    count = data.count(b"\0")
    if not count:
        return ""
    first = data.index(b"\0")
    where = f"byte {first}, line {line_of(data, first)}"
    if count == 1:
        return f"The page holds a NUL byte ({where}); remove it."
    return (
        f"The page holds {count} NUL bytes (the first: {where}); "
        "remove them, or save the page as UTF-8 if it is UTF-16."
    )


def _invalid_notice(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        named = declared(data)
        says = f"it declares {named.name}" if named else "it declares no encoding"
        return (
            f"The page is not UTF-8: byte {error.start} (0x{data[error.start]:02X}, "
            f"line {line_of(data, error.start)}) is not valid, and {says}; {_REMEDY}."
        )
    return ""


def _declared_notice(data: bytes) -> str:
    """Speak up where a host that names no charset would show wrong letters, though ours does not."""
    if data.isascii() or data.startswith(codecs.BOM_UTF8):
        return ""
    named = declared(data)
    if named is None:
        return (
            "The page is UTF-8 but does not say so, so a browser may guess wrongly; "
            'put <meta charset="utf-8"> first in its head.'
        )
    if not named.is_utf8:
        return (
            f"The page is UTF-8 but declares {named.name} in line {line_of(data, named.offset)}; "
            "declare utf-8."
        )
    if named.offset >= PRESCAN_BYTES:
        return (
            f"The page declares its encoding at byte {named.offset}, and browsers look only at the "
            f'first {PRESCAN_BYTES}; put <meta charset="utf-8"> first in its head.'
        )
    return ""
