"""Notices about the file of a page: its encoding and its parse errors."""

from pathlib import Path

from a11ycheck.web.encoding import decode
from a11ycheck.web.parse_errors import (
    MAX_ERRORS,
    find_encoding_errors,
    find_parse_errors,
    find_xml_errors,
)

__all__ = ["notices_for", "notices_in"]

_LISTED_ERRORS = 3


def notices_for(file: Path) -> tuple[str, ...]:
    """Return the notices about the page in a file, or the one that it cannot be read."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return (f"The file cannot be read: {error.strerror or error}.",)
    return notices_in(data, xml=file.suffix.lower() == ".xhtml")


def notices_in(data: bytes, *, xml: bool = False) -> tuple[str, ...]:
    """Return the notices about the bytes of a page; `xml` if browsers parse it as XML."""
    encoding = tuple(error.message for error in find_encoding_errors(data, xml=xml))
    if not data.strip():
        return encoding
    if xml:
        return (*encoding, *(error.message for error in find_xml_errors(data)))
    errors = find_parse_errors(decode(data))
    if not errors:
        return encoding
    listed = "; ".join(error.message for error in errors[:_LISTED_ERRORS])
    more = len(errors) - _LISTED_ERRORS
    at_least = "at least " if len(errors) == MAX_ERRORS else ""
    rest = f"; and {at_least}{more} more" if more > 0 else ""
    return (
        *encoding,
        f"The HTML has parse errors; the page was audited as the browser recovered it: {listed}{rest}.",
    )
