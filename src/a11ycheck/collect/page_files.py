"""What the file of a page shows without a browser: parse errors, and notices about its encoding."""

from dataclasses import dataclass, replace
from pathlib import Path

from a11ycheck.model import Message, MessageTemplate
from a11ycheck.web.encoding import decode
from a11ycheck.web.parse_errors import (
    MESSAGES,
    ParseError,
    find_encoding_errors,
    find_parse_errors,
    find_xml_errors,
)

__all__ = ["PageFile", "message_of", "parse_page_file", "read_page_file"]

UNREADABLE = MessageTemplate("unreadable-file", "The file cannot be read: {error}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """Notices about a page's file, and its parse errors with their offsets in bytes.

    `errors` is None where the file could not be read.
    """

    notices: tuple[Message, ...] = ()
    errors: tuple[ParseError, ...] | None = None


def read_page_file(file: Path) -> PageFile:
    """Return what the file of a page shows; a file that has disappeared gives a notice."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return PageFile(notices=(UNREADABLE.format(error=error.strerror or str(error)),))
    return parse_page_file(data, xml=file.suffix.lower() == ".xhtml")


def parse_page_file(data: bytes, *, xml: bool = False) -> PageFile:
    """Return what the bytes of a page show; `xml` if browsers parse it as XML."""
    notices = tuple(message_of(error) for error in find_encoding_errors(data, xml=xml))
    if not data.strip():
        return PageFile(notices=notices, errors=())
    return PageFile(notices=notices, errors=find_xml_errors(data) if xml else _html_errors(data))


def message_of(error: ParseError) -> Message:
    """Return the message of a parse error; its id is the error's code."""
    return Message(error.code, MESSAGES[error.code], error.values)


def _html_errors(data: bytes) -> tuple[ParseError, ...]:
    html = decode(data)
    errors = find_parse_errors(html)
    if not errors or data.isascii():
        return errors
    skipped = 3 if data.startswith(b"\xef\xbb\xbf") else 0  # the byte order mark
    return tuple(
        replace(error, offset=skipped + len(html[: error.offset].encode())) for error in errors
    )
