"""Write the source map: for each element of each page, the file and line that an author edits.

Pages are written by several processes, so each page's part of the map is kept in a file of its own in
Sphinx's doctree folder, and incremental builds renew only the parts of the pages that they write. When
the build is finished the parts are joined into one file beside the site, never inside what is
published.
"""

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
from docutils import nodes
from sphinx.application import Sphinx

from a11ycheck import __version__
from a11ycheck.locate import MAP_SCHEMA, map_path, start_tags
from a11ycheck.sphinxext.languages import site_of
from a11ycheck.sphinxext.lines import EXACT, Line, line_of
from a11ycheck.sphinxext.offsets import found_offsets
from a11ycheck.sphinxext.parts import parts, write_atomically, write_part
from a11ycheck.sphinxext.source import facts_of, hashes_of, numbered, project_root, relative
from a11ycheck.sphinxext.track import pieces_of, tracking_translator
from a11ycheck.sphinxext.translated import Message, entry_of
from a11ycheck.sphinxext.viewcode import code_lines, module_of

__all__ = ["setup"]

log = logging.getLogger(__name__)

_FIRST, _LAST = 0, 950

Mark = tuple[int, str, int, str]
Marked = tuple[Mark, Message | None]

_KIND = "marked"


def setup(app: Sphinx) -> None:
    """Connect the steps of the map to the build."""
    app.connect("builder-inited", _track, priority=_LAST)
    app.connect("html-page-context", _keep_part, priority=_FIRST)
    app.connect("build-finished", _join_parts, priority=_LAST)


def _track(app: Sphinx) -> None:
    """Watch whichever translator the build has by now, so that themes and extensions keep theirs."""
    if app.builder.format == "html":
        translator = tracking_translator(app.builder.get_translator_class())
        app.set_translator(app.builder.name, translator, override=True)


def _keep_part(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Keep the body of a page and where each of its start tags comes from."""
    body = str(context.get("body", ""))
    if doctree is None:
        marked = list(_code_marks(module_of(pagename), body))
    else:
        pieces = pieces_of(doctree)
        is_ours = body == "".join(text for text, _ in pieces)
        document = str(app.env.doc2path(pagename))
        marked = list(_marks(pieces, body, document)) if is_ours else []
    if not marked:
        return
    target: Path = Path(app.builder.get_output_path(pagename))  # type: ignore[attr-defined]
    page = target.relative_to(app.outdir).as_posix()
    content = {
        "name": pagename,
        "page": page,
        "body": body,
        "marks": [mark for mark, _ in marked],
        "messages": {number: said for number, (_, said) in enumerate(marked) if said},
    }
    write_part(app.doctreedir, f"{_KIND}-{app.builder.name}", pagename, content)


def _marks(
    pieces: list[tuple[str, nodes.Node | None]], body: str, document: str
) -> Iterator[Marked]:
    """Yield (offset, file, line, precision) of each start tag of the body, and what is translated there."""
    starts = [0, *accumulate(len(text) for text, _ in pieces)]
    known: dict[int, Line] = {}
    for offset in start_tags(body):
        index = bisect_right(starts, offset) - 1
        text, node = pieces[index]
        line = known.get(id(node)) or known.setdefault(id(node), line_of(node, document))
        inner = _line_within(node, text[: offset - starts[index]]) if line.precision == EXACT else 0
        yield (offset, line.file, line.line + inner, line.precision), line.message


def _code_marks(module: str, body: str) -> Iterator[Marked]:
    for offset, line in code_lines(module, body) if module else ():
        yield (offset, line.file, line.line, line.precision), None


def _line_within(node: nodes.Node | None, before: str) -> int:
    """Return on which line of a code block or of raw HTML a tag stands, counted from its first."""
    if isinstance(node, nodes.raw):
        return before.count("\n")
    if isinstance(node, nodes.literal_block):
        return before.partition("<pre")[2].count("\n")
    return 0


def _join_parts(app: Sphinx, error: Exception | None) -> None:
    """Write the map of all pages that this builder has written, in this build or before."""
    if error is not None or app.builder.format != "html":
        return
    outdir = Path(app.outdir)
    root = project_root(Path(app.confdir))
    path = map_path(*site_of(app))
    earlier = _earlier(path)
    files: dict[str, int] = {}
    pages = {}
    for content in parts(app.doctreedir, f"{_KIND}-{app.builder.name}"):
        target = outdir / content["page"]
        if target.is_file():
            facts = numbered(facts_of(app, _documents(app, content["name"])), files, root)
            content["entries"] = _entries(app, content["messages"])
            data = target.read_bytes()
            page = _page(data, content, files, root, earlier(content, data))
            pages[content["page"]] = {**page, "facts": facts}
    if pages:
        whole = {
            "schema": MAP_SCHEMA,
            "version": __version__,
            "root": relative(str(root), path.parent),
            "files": list(files),
            "hashes": hashes_of(app, app.env.all_docs, root),
            "pages": pages,
        }
        write_atomically(path, msgspec.json.encode(whole).decode())


def _entries(app: Sphinx, messages: dict[str, list[str]]) -> dict[int, tuple[str, int]]:
    """Return the file and line of the translation by the number of each mark that shows one."""
    found = {int(number): entry_of(app, (said[0], said[1])) for number, said in messages.items()}
    return {number: entry for number, entry in found.items() if entry is not None}


def _earlier(path: Path) -> Callable[[dict[str, Any], bytes], list[int]]:
    """Return a function that finds where an earlier map saw the tags of a page that was made light since.

    Such a page is not the one that was written, and only its own map knows where its tags went. A build
    that writes a page anew writes it as it was before that, so the map does not cover it any more.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError):
        found = {}
    known = found.get("pages", {}) if found.get("schema") == MAP_SCHEMA else {}

    def find(content: dict[str, Any], data: bytes) -> list[int]:
        entry = known.get(content["page"], {})
        if not entry.get("lightened") or entry["sha256"] != sha256(data).hexdigest():
            return []
        offsets = [mark[0] for mark in entry["marks"]]
        return offsets if len(offsets) == len(content["marks"]) else []

    return find


def _documents(app: Sphinx, pagename: str) -> list[str]:
    """Return the documents of which a page was made: one, or all that hang together in `singlehtml`."""
    if app.builder.name != "singlehtml":
        return [pagename]
    env = app.env
    return sorted(name for name in env.all_docs if "orphan" not in env.metadata.get(name, {}))


def _page(
    data: bytes, content: dict[str, Any], files: dict[str, int], root: Path, known: list[int]
) -> dict[str, Any]:
    """Return a page's entry: the hash of its bytes, and byte offset, file, line, precision of each tag.

    `known` are the byte offsets of all tags, where the page was made light after it was written.
    """
    offsets: list[int | None] = [*known] or found_offsets(
        data, content["body"], [mark[0] for mark in content["marks"]]
    )

    def number(file: str) -> int:
        return files.setdefault(relative(file, root), len(files))

    marks: list[tuple[int, int, int, str]] = []
    catalogue: dict[int, tuple[int, int]] = {}
    for old, offset in enumerate(offsets):
        if offset is not None:
            _, file, line, precision = content["marks"][old]
            if old in content["entries"]:
                name, entry = content["entries"][old]
                catalogue[len(marks)] = (number(name), entry)
            marks.append((offset, number(file), line, precision))
    page: dict[str, Any] = {"sha256": sha256(data).hexdigest(), "marks": marks}
    if known:
        page["lightened"] = True
    return {**page, "catalogue": catalogue} if catalogue else page
