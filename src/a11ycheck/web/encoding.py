"""The character encoding of a page: the one it declares, its text as a browser decodes it, and errors."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

import webencodings

from a11ycheck.web.html_tokens import Attribute, Kind, attributes, tokenize
from a11ycheck.web.parse_errors import ParseError

__all__ = ["DeclaredEncoding", "decode", "find_declaration", "find_encoding_errors", "is_utf8"]

_XML_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_UTF16_MARKS = {
    codecs.BOM_UTF16_LE: "UTF-16 little-endian",
    codecs.BOM_UTF16_BE: "UTF-16 big-endian",
}
_PRESCAN_BYTES = 1024  # the HTML standard: browsers look for a declaration in the first 1024 bytes
_DECLARATION = '<meta charset="utf-8">'
_FALLBACK = webencodings.Encoding("windows-1252", codecs.lookup("windows-1252"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredEncoding:
    """The encoding that a page declares: its label in lower case, and the label's offset in bytes."""

    label: str
    offset: int

    @property
    def encoding(self) -> webencodings.Encoding:
        """The encoding of the label by the Encoding standard; windows-1252 for an unknown label."""
        found = webencodings.lookup(self.label)
        if found is None or found.name == "x-user-defined":
            return _FALLBACK
        # A page whose declaration can be read as ASCII is not UTF-16.
        return webencodings.UTF8 if found.name.startswith("utf-16") else found

    @property
    def is_utf8(self) -> bool:
        """Return whether the label is one of UTF-8's."""
        return self.encoding.name == "utf-8"


def is_utf8(data: bytes) -> bool:
    """Return whether the bytes are valid UTF-8, with or without a byte order mark."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def find_declaration(data: bytes) -> DeclaredEncoding | None:
    """Return the encoding that the XML declaration or the first `meta` element of a page declares."""
    if found := _XML_DECLARATION.match(data):
        return DeclaredEncoding(label=found[1].decode("latin-1").lower(), offset=found.start(1))
    html = data.decode("latin-1")  # one character per byte
    for token in tokenize(html):
        if token.kind is Kind.START and token.name == "meta":
            present = attributes(html, token)
            attribute = present.get("charset") or present.get("content")
            if attribute and (label := _declared_label(present)):
                offset = max(html.find(label, attribute.start), attribute.start)
                return DeclaredEncoding(label=label.lower(), offset=offset)
    return None


def _declared_label(meta: Mapping[str, Attribute]) -> str:
    if "charset" in meta:
        return meta["charset"].value.strip()
    if "http-equiv" not in meta or meta["http-equiv"].value.lower() != "content-type":
        return ""
    found = _CHARSET.search(meta["content"].value)
    return found[1] if found else ""


def decode(data: bytes) -> str:
    """Return the text of a page without its byte order mark, as a browser decodes it.

    A UTF-16 byte order mark comes first; then UTF-8, if the bytes are valid; then the declared encoding;
    then windows-1252. Bytes that are not valid become U+FFFD.
    """
    if data.startswith(tuple(_UTF16_MARKS)):
        return data.decode("utf-16", "replace")
    if is_utf8(data):
        return data.decode("utf-8-sig")
    declared = find_declaration(data)
    encoding = declared.encoding if declared else _FALLBACK
    return encoding.codec_info.decode(data, "replace")[0]


def find_encoding_errors(data: bytes, *, xml: bool = False) -> tuple[ParseError, ...]:
    """Return the errors in the encoding of a page, and in its declaration; `xml` for XHTML files."""
    if not data.strip():
        return (_in_bytes(data, "blank-file" if data else "empty-file", 0),)
    for mark, name in _UTF16_MARKS.items():
        if data.startswith(mark):
            return (_in_bytes(data, "utf-16", 0, encoding=name, tag=_DECLARATION),)
    found = [_utf8_error(data) or (None if xml else _declaration_error(data))]
    if count := data.count(b"\0"):
        code = "nul-byte" if count == 1 else "nul-bytes"
        found.insert(0, _in_bytes(data, code, data.index(b"\0"), count=count))
    return tuple(error for error in found if error is not None)


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
