"""Write the source map: for each element of each page, the file and line that an author edits.

Pages are written by several processes, so each page's part of the map is kept in a file of its own in
Sphinx's doctree folder, and incremental builds renew only the parts of the pages that they write. When
the build is finished the parts are joined into one file beside the site, never inside what is
published.
"""

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
from a11ycheck.locate import MAP_SCHEMA, map_path
from a11ycheck.sphinxext.language_builds import site_of
from a11ycheck.sphinxext.lines import EXACT, Line, line_of
from a11ycheck.sphinxext.offsets import found_offsets
from a11ycheck.sphinxext.parts import parts, write_atomically, write_part
from a11ycheck.sphinxext.search import Repeats
from a11ycheck.sphinxext.source import facts_of, hashes_of, numbered, project_root, relative
from a11ycheck.sphinxext.track import Pieces, pieces_of, tracking_translator
from a11ycheck.sphinxext.translated import entry_of
from a11ycheck.sphinxext.viewcode import code_lines, module_of
from a11ycheck.web.html_tokens import find_start_tags

__all__ = ["setup"]

_FIRST, _LAST = 0, 950

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
        module = module_of(pagename)
        found = list(code_lines(module, body)) if module else []
    else:
        pieces = pieces_of(doctree)
        is_ours = body == "".join(pieces[0])
        found = list(_marks(pieces, body, str(app.env.doc2path(pagename)))) if is_ours else []
    if found:
        target: Path = Path(app.builder.get_output_path(pagename))  # type: ignore[attr-defined]
        page = target.relative_to(app.outdir).as_posix()
        content = {"name": pagename, "page": page, "body": body, **_columns(found)}
        write_part(app.doctreedir, f"{_KIND}-{app.builder.name}", pagename, content)


def _marks(pieces: Pieces, body: str, document: str) -> Iterator[tuple[int, Line, int]]:
    """Yield for each start tag of the body its offset, the line of its node, and how far below it is."""
    texts, owners = pieces
    starts = [0, *accumulate(map(len, texts))]
    known: dict[int, Line] = {}
    repeats = Repeats()
    for offset in find_start_tags(body):
        index = bisect_right(starts, offset) - 1
        node = owners[index]
        line = known.get(id(node))
        if line is None:
            line = known[id(node)] = line_of(node, document, repeats)
        is_exact = line.precision == EXACT
        inner = _line_within(node, texts[index][: offset - starts[index]]) if is_exact else 0
        yield offset, line, inner


def _columns(found: list[tuple[int, Line, int]]) -> dict[str, Any]:
    """Return what is known of tags as flat lists, of which a build can keep thousands."""
    files: dict[str, int] = {}
    return {
        "offsets": [offset for offset, _, _ in found],
        "file": [files.setdefault(line.file, len(files)) for _, line, _ in found],
        "lines": [line.line + inner for _, line, inner in found],
        "precisions": [line.precision for _, line, _ in found],
        "messages": {at: line.message for at, (_, line, _) in enumerate(found) if line.message},
        "files": list(files),
    }


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
            pages[content["page"]] = msgspec.Raw(msgspec.json.encode({**page, "facts": facts}))
    if pages:
        whole = {
            "schema": MAP_SCHEMA,
            "version": __version__,
            "root": relative(str(root), path.parent),
            "files": list(files),
            "hashes": hashes_of(app, app.env.all_docs, root),
            "pages": pages,
        }
        write_atomically(path, msgspec.json.encode(whole))


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
        if not entry.get("moved") or entry["sha256"] != sha256(data).hexdigest():
            return []
        offsets = [mark[0] for mark in entry["marks"]]
        return offsets if len(offsets) == len(content["offsets"]) else []

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
    offsets = [*known] or found_offsets(data, content["body"], content["offsets"])

    def number(file: str) -> int:
        return files.setdefault(relative(file, root), len(files))

    numbers = list(map(number, content["files"]))
    of_tags = (numbers[file] for file in content["file"])
    marks = zip(offsets, of_tags, content["lines"], content["precisions"], strict=True)
    kept = [at for at, offset in enumerate(offsets) if offset is not None]
    page: dict[str, Any] = {
        "sha256": sha256(data).hexdigest(),
        "marks": [mark for mark in marks if mark[0] is not None],
    }
    catalogue = {
        new: (number(entry[0]), entry[1])
        for new, old in enumerate(kept)
        if (entry := content["entries"].get(old))
    }
    if known:
        page["moved"] = True
    return {**page, "catalogue": catalogue} if catalogue else page
