"""Choose the pages whose sources or assets differ from a Git revision (`--changed`).

A page is chosen if one of its sources differs, which its source map names; if the configuration of the
build or a template differs; if the page itself does, where Git tracks built pages; and if it mentions an
asset that differs. A built asset differs if it has the name or the content of a file that does. Mentions
are found by name, so that rather a page too many is audited than one too few.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from a11ycheck.collect import Collection
from a11ycheck.errors import UserError
from a11ycheck.locate import SourceMap, read_map
from a11ycheck.model import MessageTemplate, Notice, Page
from a11ycheck.run.revision import ChangedFiles, find_changed_files
from a11ycheck.web.regular_files import read_regular

__all__ = ["ChangedPages", "find_changed_pages"]

NO_SOURCES_KNOWN = MessageTemplate(
    "no-sources-known",
    "All pages of {site} are audited: it has no source map, and Git does not track it, so nothing says "
    "which of them changed.",
)
NO_REPOSITORY = MessageTemplate(
    "no-repository", "All pages of {site} are audited: its project is in no Git repository."
)
CHANGED_AFTER_BUILD = MessageTemplate(
    "changed-after-build", "{files} changed after the site was built. Rebuild the site."
)

# Copies of sources, which pages link to and do not show.
_SOURCE_COPIES = "_sources"
# Files of a site that can refer to other files.
_TEXTS = frozenset({".css", ".js", ".mjs", ".json", ".svg", ".webmanifest"})
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPages:
    """The paths of the chosen pages, and what to tell about the choice."""

    pages: frozenset[str]
    notices: tuple[Notice, ...] = ()


def find_changed_pages(collection: Collection, revision: str) -> ChangedPages:
    """Return the pages whose sources or assets differ from a revision.

    UserError for pages that are not files here, and for an unknown revision.
    """
    if remote := next((page for page in collection.pages if page.file is None), None):
        message = f"--changed: {remote.path} is no file, so its sources are not known."
        raise UserError(message, "Name the folder of the built site.")
    chosen: set[str] = set()
    notices: list[Notice] = []
    known: dict[Path, ChangedFiles | None] = {}
    for server in collection.servers:
        pages = tuple(page for page in collection.pages if page.url.startswith(f"{server.origin}/"))
        found, _ = read_map(server.root)
        project = found.project(server.root) if found else server.root
        if project not in known:
            known[project] = find_changed_files(project, revision)
        changed = known[project]
        site = server.root.name
        if changed is None:
            chosen |= {page.path for page in pages}
            notices.append(Notice(page="", message=NO_REPOSITORY.format(site=site)))
        elif found is None and not changed.tracks(server.root):
            chosen |= {page.path for page in pages}
            notices.append(Notice(page="", message=NO_SOURCES_KNOWN.format(site=site)))
        else:
            chosen |= set(_of_site(server.root, pages, found, changed))
            notices += _outdated(server.root, found, changed)
    return ChangedPages(pages=frozenset(chosen), notices=tuple(notices))


def _of_site(
    root: Path, pages: Iterable[Page], found: SourceMap | None, changed: ChangedFiles
) -> Iterator[str]:
    """Yield the paths of the changed pages of a site."""
    project = found.project(root) if found else root
    if found and any(_path(project, name) in changed.files for name in found.shared):
        yield from (page.path for page in pages)
        return
    files = {page.file for page in pages}
    mention = _mention_of(_changed_assets(root, files, changed))
    for page in pages:
        if page.file is None:
            continue
        name = page.file.relative_to(root).as_posix()
        sources = found.page_sources(name) if found else ()
        if (
            page.file in changed.files
            or any(_path(project, source) in changed.files for source in sources)
            or (mention and mention.search(_read(page.file)))
        ):
            yield page.path


def _path(project: Path, name: str) -> Path:
    return (project / name).resolve()


def _changed_assets(
    root: Path, pages: Iterable[Path | None], changed: ChangedFiles
) -> frozenset[str]:
    """Return the names of the assets of a site that differ, and of those that refer to them."""
    own = frozenset(pages)
    assets = [
        file
        for file in sorted(root.rglob("*"))
        if file not in own and file.is_file() and _SOURCE_COPIES not in file.relative_to(root).parts
    ]
    names = {file.name for file in changed.files}
    digests: Mapping[int, set[str]] = _digests(changed.files)
    differing = {
        file
        for file in assets
        if file in changed.files
        or file.name in names
        or (file.stat().st_size in digests and _hash(file) in digests[file.stat().st_size])
    }
    texts = [file for file in assets if file.suffix in _TEXTS]
    while mention := _mention_of(frozenset(file.name for file in differing)):
        further = {file for file in texts if file not in differing and mention.search(_read(file))}
        if not further:
            break
        differing |= further
    return frozenset(file.name for file in differing)


def _digests(files: Iterable[Path]) -> Mapping[int, set[str]]:
    """Return the hashes of the files that exist and are not empty, by size."""
    found: dict[int, set[str]] = {}
    for file in files:
        if file.is_file() and (size := file.stat().st_size):
            found.setdefault(size, set()).add(_hash(file))
    return found


def _hash(file: Path) -> str:
    return sha256(_read(file)).hexdigest()


def _read(file: Path) -> bytes:
    """Return the content of a file, nothing if it cannot be read: then the audit reports it."""
    try:
        return read_regular(file)
    except OSError:
        return b""


def _mention_of(names: frozenset[str]) -> re.Pattern[bytes] | None:
    """Return the expression for any of these names, also percent-encoded, as whole names of files."""
    if not names:
        return None
    forms = sorted({form for name in names for form in (name, quote(name))})
    words = b"|".join(re.escape(form.encode("utf-8", "surrogateescape")) for form in forms)
    return re.compile(rb"(?<![\w.%-])(?:" + words + rb")(?![\w%-])")


def _outdated(root: Path, found: SourceMap | None, changed: ChangedFiles) -> Iterator[Notice]:
    """Yield a notice if sources changed after the site was built: their pages show the old text."""
    if found is None:
        return
    project = found.project(root)
    later = sorted(
        name
        for name, digest in found.hashes.items()
        if digest
        and (path := _path(project, name)) in changed.files
        and path.is_file()
        and _hash(path) != digest
    )
    if later:
        yield Notice(page="", message=CHANGED_AFTER_BUILD.format(files=tuple(later[:_MOST_NAMED])))
