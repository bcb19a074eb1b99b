"""The character encoding of a page: the one it declares, and its text as a browser decodes it."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

import webencodings

from a11ycheck.web.html_tokens import Attribute, Kind, attributes, tokenize

__all__ = ["DeclaredEncoding", "decode", "find_declaration", "is_utf8"]

_XML_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
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
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", "replace")
    if is_utf8(data):
        return data.decode("utf-8-sig")
    declared = find_declaration(data)
    encoding = declared.encoding if declared else _FALLBACK
    return encoding.codec_info.decode(data, "replace")[0]
