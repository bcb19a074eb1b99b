"""Pages that only send the reader elsewhere, by `<meta http-equiv="refresh">` without a delay."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from lxml import etree

from a11ycheck.collect.encoding import decode
from a11ycheck.collect.media_types import HTML_SUFFIXES, INDEX_NAMES
from a11ycheck.model import Page

__all__ = ["meta_refresh", "redirects"]

# The HTML standard, "shared declarative refresh steps": a time, a separator, an optional `url=`.
_REFRESH = re.compile(
    r"""\s*(?:(?P<seconds>\d+)[\d.]*|\.[\d.]*)(?:\s*[;,]|\s)\s*
        (?:url\s*=\s*)?
        (?:"(?P<double>[^"]*)|'(?P<single>[^']*)|(?P<plain>.*))""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)


def meta_refresh(html: bytes) -> str | None:
    """Return the target, as written, to which a page sends its reader at once; None if it stays.

    A refresh with a delay is no redirect (readers see the page), nor is one in `<noscript>`.
    """
    text = decode(html)
    if "refresh" not in text.lower():
        return None
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8"))
    for meta in () if root is None else root.iter("meta"):
        is_live = not any(parent.tag in {"noscript", "template"} for parent in meta.iterancestors())
        if is_live and meta.get("http-equiv", "").strip().lower() == "refresh":
            target = _target(meta.get("content", ""))
            if target:
                return target
    return None


def redirects(pages: Iterable[Page]) -> Mapping[str, str]:
    """Return the paths of the pages that only redirect, each with the planned page where it ends.

    Read from the files; a page that leads out of the plan or round in a circle is left out, for
    only a visit can tell what its reader gets. Raises OSError if a file cannot be read.
    """
    planned = tuple(pages)
    by_address = {address: page.path for page in planned for address in _addresses(page.url)}
    steps = {}
    for page in planned:
        target = meta_refresh(Path(page.file).read_bytes()) if page.file else None
        address = unquote(urldefrag(urljoin(page.url, target)).url) if target else ""
        if address in by_address:
            steps[page.path] = by_address[address]
    ends = {path: _end(path, steps) for path in steps}
    return {path: end for path, end in ends.items() if end is not None}


def _target(content: str) -> str | None:
    match = _REFRESH.match(content)
    if match is None or int(match["seconds"] or 0) > 0:
        return None
    return (match["double"] or match["single"] or match["plain"] or "").strip() or None


def _addresses(url: str) -> Iterator[str]:
    """Return the addresses under which a static host answers with the page at `url`."""
    plain = unquote(url)
    yield plain
    folder, _, name = plain.rpartition("/")
    if name in INDEX_NAMES:
        yield f"{folder}/"
        yield folder
    yield plain.rpartition(".")[0] if name.endswith(HTML_SUFFIXES) else plain


def _end(path: str, steps: Mapping[str, str]) -> str | None:
    seen = {path}
    while path in steps:
        path = steps[path]
        if path in seen:
            return None
        seen.add(path)
    return path
