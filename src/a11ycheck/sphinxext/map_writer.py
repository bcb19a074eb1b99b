"""Write the source map: for each start tag of each page, the file and line that its author edits.

Pages are written by several processes, so each page's part of the map is a record, and an incremental
build renews only the records of the pages that it writes. When the build is finished, the records are
joined into one file beside the site, never inside what is published.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import Match, SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from docutils import nodes
from sphinx.application import Sphinx

from a11ycheck import __version__
from a11ycheck.locate import MAP_SCHEMA, map_path
from a11ycheck.sphinxext.po_files import translation_location
from a11ycheck.sphinxext.records import read_records, write_record
from a11ycheck.sphinxext.source_facts import read_source_record, source_hashes
from a11ycheck.sphinxext.source_text import project_root, relative_path
from a11ycheck.sphinxext.tag_lines import module_tag_lines, tag_lines, tracking_translator
from a11ycheck.sphinxext.translations import site_folder
from a11ycheck.web.atomic_files import write_file
from a11ycheck.web.html_tokens import find_start_tags

__all__ = ["record_page", "track_translator", "write_map"]

_Number = Callable[[str], int]
"""Returns the index of a file in `files` of the map, and adds the file if it is new."""

_RECORD = "marked"
_MODULES = "_modules/"
_NAME_AND_ID = re.compile(r"<([^\s/>]+)(?:[^>]*?\sid=[\"']?([^\s>\"']*))?")


def track_translator(app: Sphinx) -> None:
    """Track the nodes of whichever translator the build has by now: themes and extensions keep theirs."""
    if app.builder.format == "html":
        translator = tracking_translator(app.builder.get_translator_class())
        app.set_translator(app.builder.name, translator, override=True)


def record_page(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: Mapping[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Record the body of a page and the source lines of its start tags."""
    body = str(context.get("body", ""))
    if doctree is not None:
        found = tag_lines(doctree, body, str(app.env.doc2path(pagename)))
    elif pagename.startswith(_MODULES) and pagename != f"{_MODULES}index":
        found = module_tag_lines(pagename.removeprefix(_MODULES).replace("/", "."), body)
    else:
        return
    if found.offsets:
        target = Path(app.builder.get_output_path(pagename))  # type: ignore[attr-defined]
        page = target.relative_to(app.outdir).as_posix()
        content = {"name": pagename, "page": page, "body": body, "tags": found}
        write_record(app.doctreedir, f"{_RECORD}-{app.builder.name}", pagename, content)


def write_map(app: Sphinx, error: Exception | None) -> None:
    """Write the map of all pages that this builder has written, in this build or an earlier one."""
    if error is not None or app.builder.format != "html":
        return
    outdir, root = Path(app.outdir), project_root(Path(app.confdir))
    path = map_path(*site_folder(app))
    earlier = _read_pages(path)
    sources = {name: read_source_record(app, name) for name in app.env.all_docs}
    files: dict[str, int] = {}

    def number(file: str) -> int:
        return files.setdefault(relative_path(file, root), len(files))

    pages = {}
    for record in read_records(app.doctreedir, f"{_RECORD}-{app.builder.name}"):
        target = outdir / record["page"]
        if target.is_file():
            documents = [
                sources[name] for name in _documents(app, record["name"]) if name in sources
            ]
            facts = [_numbered(fact, number) for source in documents for fact in source.facts]
            entries = {
                int(index): found
                for index, (domain, original) in record["tags"]["messages"].items()
                if (found := translation_location(app.env, (domain, original)))
            }
            page = _page(target.read_bytes(), record, entries, earlier, number)
            # Encoded at once: a list per tag would be traversed by every garbage collection.
            pages[record["page"]] = msgspec.Raw(msgspec.json.encode({**page, "facts": facts}))
    if pages:
        content = {
            "schema": MAP_SCHEMA,
            "version": __version__,
            "root": relative_path(str(root), path.parent),
            "files": list(files),
            "hashes": source_hashes(sources.values(), root),
            "pages": pages,
        }
        write_file(path, msgspec.json.encode(content), durable=False)


def _read_pages(path: Path) -> dict[str, dict[str, Any]]:
    """Return the pages of an earlier map; none if it is missing, damaged, or of another schema."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError):
        return {}
    pages: dict[str, dict[str, Any]] = found.get("pages", {})
    return pages if found.get("schema") == MAP_SCHEMA else {}


def _documents(app: Sphinx, pagename: str) -> list[str]:
    """Return the documents of a page: one, or all in the tree of documents for `singlehtml`."""
    if app.builder.name != "singlehtml":
        return [pagename]
    env = app.env
    return sorted(name for name in env.all_docs if "orphan" not in env.metadata.get(name, {}))


def _numbered(fact: dict[str, Any], number: _Number) -> dict[str, Any]:
    """Return a fact as the map holds it: with numbers for files."""
    file, line, precision = fact["at"]
    numbered = {**fact, "at": [number(file), line, precision]}
    if "catalogue" in fact:
        file, line = fact["catalogue"]
        numbered["catalogue"] = [number(file), line]
    return numbered


def _page(
    data: bytes,
    record: dict[str, Any],
    entries: Mapping[int, tuple[str, int]],
    earlier: Mapping[str, dict[str, Any]],
    number: _Number,
) -> dict[str, Any]:
    """Return a page's entry of the map: the hash of its bytes, and the marks of its start tags.

    `entries` gives the file and line of the translation by the index of a tag.
    """
    digest, tags = sha256(data).hexdigest(), record["tags"]
    known = earlier.get(record["page"], {})
    # A later step can rewrite a finished page and its entry. Only the entry knows where the tags are then.
    moved = known.get("moved", False) and known["sha256"] == digest
    moved = moved and len(known["marks"]) == len(tags["offsets"])
    offsets: Sequence[int | None] = (
        [mark[0] for mark in known["marks"]]
        if moved
        else _byte_offsets(data, record["body"], tags["offsets"])
    )
    numbers = [number(file) for file in tags["files"]]
    of_tags = [numbers[index] for index in tags["file"]]
    marks = zip(offsets, of_tags, tags["lines"], tags["precisions"], strict=True)
    page: dict[str, Any] = {
        "sha256": digest,
        "marks": [mark for mark in marks if mark[0] is not None],
    }
    if moved:
        page["moved"] = True
    if entries:
        kept = [index for index, offset in enumerate(offsets) if offset is not None]
        page["catalogue"] = {
            new: (number(entry[0]), entry[1])
            for new, old in enumerate(kept)
            if (entry := entries.get(old))
        }
    return page


def _byte_offsets(data: bytes, body: str, offsets: list[int]) -> Sequence[int | None]:
    """Return where the tags of a body are in the bytes of its page; None for tags that were removed.

    `offsets` are those of the tags in the body, in characters, ascending.
    """
    encoded = body.encode()
    start = data.find(encoded)
    if start >= 0:
        inside = offsets if len(encoded) == len(body) else _to_bytes(body, offsets)
        return [start + offset for offset in inside]
    text = data.decode("utf-8")
    found = _match_tags(text, body, offsets)
    kept = iter(_to_bytes(text, [offset for offset in found if offset is not None]))
    return [None if offset is None else next(kept) for offset in found]


def _match_tags(text: str, body: str, offsets: list[int]) -> list[int | None]:
    """Return where the tags of a body are in a page in which a later step changed the body.

    Tags with the same name and id, in the same order, are the same tags.
    """
    theirs, ours = find_start_tags(text), [_tag_at(body, offset) for offset in offsets]
    named = [_tag_at(text, at) for at in theirs]
    at = next((index for index, tag in enumerate(named) if ours and tag == ours[0]), 0)
    found: list[int | None] = [None] * len(offsets)
    for block in _matching_blocks(ours, named[at:]):
        for step in range(block.size):
            found[block.a + step] = theirs[at + block.b + step]
    return found


def _matching_blocks(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> Iterator[Match]:
    """Yield what two sequences of tags have in common, in order.

    They are compared in pieces, between tags whose ids are in both: the time of a comparison grows with
    the square of the length.
    """
    known = {tag: at for at, tag in enumerate(theirs) if tag[1]}
    shared = [(at, known[tag]) for at, tag in enumerate(ours) if tag in known]
    a = b = 0
    for next_a, next_b in [*shared, (len(ours), len(theirs))]:
        if next_b >= b:
            matcher = SequenceMatcher(None, ours[a:next_a], theirs[b:next_b], autojunk=False)
            for block in matcher.get_matching_blocks():
                yield Match(a + block.a, b + block.b, block.size)
            a, b = next_a, next_b


def _tag_at(text: str, offset: int) -> tuple[str, str]:
    """Return the name and id of a tag, which minifiers leave as they are."""
    match = _NAME_AND_ID.match(text, offset)
    return (match[1], match[2] or "") if match else ("", "")


def _to_bytes(text: str, offsets: list[int]) -> list[int]:
    """Return ascending offsets in characters as offsets in UTF-8 bytes."""
    found, position, count = [], 0, 0
    for offset in offsets:
        count += len(text[position:offset].encode())
        position = offset
        found.append(count)
    return found
