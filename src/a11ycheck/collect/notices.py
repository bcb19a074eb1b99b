"""Sentences about a page's file that are no findings: its encoding, its end, its markup."""

from pathlib import Path

from lxml import etree

from a11ycheck.collect.encoding import decode, encoding_notices
from a11ycheck.collect.markup import MAX_FAULTS, markup_faults

__all__ = ["notices_for", "notices_in"]

NAMED_FAULTS = 3


def notices_for(file: Path) -> tuple[str, ...]:
    """Return the sentences about the page in `file`; OSError if it cannot be read."""
    return notices_in(file.read_bytes(), xml=file.suffix.lower() == ".xhtml")


def notices_in(data: bytes, *, xml: bool = False) -> tuple[str, ...]:
    """Return the sentences about a page's bytes; `xml` if browsers read it as XML."""
    if not data:
        return ("The file is empty (0 bytes).",)
    if not data.strip():
        return ("The file holds nothing but white space.",)
    markup = _xml_notice(data) if xml else _markup_notice(decode(data))
    return (*encoding_notices(data, xml=xml), *filter(None, [markup]))


def _markup_notice(text: str) -> str:
    faults = markup_faults(text)
    if not faults:
        return ""
    named = "; ".join(fault.text for fault in faults[:NAMED_FAULTS])
    more = len(faults) - NAMED_FAULTS
    many = "at least " if len(faults) == MAX_FAULTS else ""
    rest = f"; and {many}{more} more" if more > 0 else ""
    return f"A browser must repair the markup, and is audited with its repair: {named}{rest}."


def _xml_notice(data: bytes) -> str:
    """Say where XHTML is not well-formed: there, browsers show an error in place of the page."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return f"The page is not well-formed XML: {error.msg}."
    return ""
