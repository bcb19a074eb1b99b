"""The pages that the theme adds: one that links all pages, and the search with the files of its index."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.locale import _

from a11ycheck.web.atomic_files import write_file
from furo_light.theme import NOT_REVIEWED
from furo_light.theme.navigation import SiteTree, render_all
from furo_light.theme.search_index import Index, IndexedPage, build_index, words

__all__ = [
    "ALL_PAGES",
    "SEARCH",
    "generated_pages",
    "has_pages_of_its_own",
    "keep_words",
    "page_of_all_pages",
    "search_page",
    "without_words",
    "write_index",
]

ALL_PAGES: Final = "site-map"
SEARCH: Final = "search"
FOLDER: Final = "_static/search"
_PARTS: Final = "search-1"
"""The folder for the words of documents; its number changes with their format."""

_INTRO: Final = 140
_UNSEARCHED: Final = ("no-search", "nosearch")


def has_pages_of_its_own(app: Sphinx) -> bool:
    """Return whether the builder writes pages beside the documents; `singlehtml` writes one file."""
    return not isinstance(app.builder, SingleFileHTMLBuilder)


def generated_pages(app: Sphinx) -> list[tuple[str, str]]:
    """Return (name, title) of the indices that this build writes."""
    builder: Any = app.builder
    index = [("genindex", _("Index"))] if builder.use_index else []
    return index + [(name, str(one.localname)) for name, one, *_rest in builder.domain_indices]


def page_of_all_pages(app: Sphinx, tree: SiteTree) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page with links to all pages, unless a document has its name."""
    if ALL_PAGES not in app.env.all_docs and tree.below:
        lists = render_all(tree, app.builder, ALL_PAGES)  # type: ignore[arg-type]
        context = {
            "title": _("All pages"),
            "all_pages_lists": lists,
            "generated_pages": generated_pages(app),
        }
        yield ALL_PAGES, context, "site-map.html"


def keep_words(app: Sphinx, pagename: str, doctree: nodes.document) -> None:
    """Store the words of a document in a file: several processes write pages, and the last joins them."""
    metadata = app.env.metadata.get(pagename, {})
    title = app.env.titles.get(pagename)
    hidden = title is None or any(name in metadata for name in _UNSEARCHED)
    content = {} if hidden else _content(doctree)
    data = json.dumps(content, ensure_ascii=False)
    write_file(_part(app, pagename), data, durable=False)


def without_words(app: Sphinx) -> list[str]:
    """Return the documents that were read without this theme, or by another version of it."""
    return [name for name in app.env.all_docs if not _part(app, name).is_file()]


def _part(app: Sphinx, docname: str) -> Path:
    return Path(app.doctreedir) / "furo_light" / _PARTS / f"{quote(docname, safe='')}.json"


def _content(doctree: nodes.document) -> dict[str, Any]:
    sections = [
        (section["ids"][0], section[0].astext())
        for section in doctree.findall(nodes.section)
        if section["ids"] and isinstance(section.parent, nodes.section)
        if section.children and isinstance(section[0], nodes.title)
    ]
    # The notice on pages without a review is on every page.
    notices = (one for one in doctree.findall(nodes.admonition) if NOT_REVIEWED in one["classes"])
    noted = {id(part) for notice in notices for part in notice.findall()}
    own = [one for one in doctree.findall() if id(one) not in noted]
    paragraph = next((one.astext() for one in own if isinstance(one, nodes.paragraph)), "")
    text = "\n".join(one.astext() for one in own if isinstance(one, nodes.Text))
    return {
        "sections": sections,
        "intro": _cut(" ".join(paragraph.split())),
        "text": Counter(words(text)),
    }


def _cut(text: str) -> str:
    return text if len(text) <= _INTRO else text[:_INTRO].rsplit(" ", 1)[0] + "…"


def _index(app: Sphinx) -> Index:
    objects = _objects(app)
    pages = []
    for name in sorted(app.env.all_docs):
        part = _part(app, name)
        content = json.loads(part.read_bytes()) if part.is_file() else {}
        if content:
            page = IndexedPage(
                url=app.builder.get_target_uri(name),
                title=app.env.titles[name].astext(),
                intro=content["intro"],
                sections=[*map(tuple, content["sections"]), *objects.get(name, ())],
                text=content["text"],
            )
            pages.append(page)
    return build_index(pages)


def _objects(app: Sphinx) -> dict[str, list[tuple[str, str]]]:
    """Return (anchor, name) of the objects that each document describes: functions, classes, options."""
    found: dict[str, list[tuple[str, str]]] = {}
    for domain in app.env.domains.sorted():
        for _name, shown, kind, page, anchor, priority in domain.get_objects():
            wanted = priority >= 0 or kind == "term"
            if wanted and anchor and kind not in {"label", "doc"}:
                found.setdefault(page, []).append((anchor, shown))
    return found


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the files of the index, and yield the page that searches them."""
    if SEARCH in app.env.all_docs:
        return
    index = _index(app)
    version = write_index(Path(app.outdir), index.files)
    manifest = {**index.manifest, "version": version, "says": _messages()}
    context = {
        "title": _("Search"),
        "generated_pages": generated_pages(app),
        "search_manifest_data": manifest,
    }
    yield SEARCH, context, "search.html"


def _messages() -> dict[str, str]:
    return {
        "searching": _("Searching …"),
        "found": _("Found: %s"),
        "nothing": _("Nothing was found. Try another word, or a shorter one."),
        "common": _("These words stand on nearly every page. Add a rarer one."),
        "failed": _("The search could not be loaded. Is there a network?"),
    }


def manifest_json(context: Mapping[str, Any]) -> Markup:
    """Return the manifest for the script element of a page, with the page's own way to the root."""
    data = {
        **context["search_manifest_data"],
        "root": context["content_root"],
        "folder": context["pathto"](f"{FOLDER}/", True),  # noqa: FBT003 - Sphinx's own way
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - JSON in which nothing ends the element


def write_index(outdir: Path, files: Mapping[str, str]) -> str:
    """Write the files of an index, remove those of the one before, and return a digest of them all."""
    folder = outdir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.js"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_file(path, text, mode=0o644, durable=False)
    whole = "".join(files.values()).encode()
    return hashlib.sha256(whole).hexdigest()[:8]
