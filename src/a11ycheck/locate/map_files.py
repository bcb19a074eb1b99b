"""Read the source maps beside a built site, which Sphinx writes (`a11ycheck.sphinxext.map_writer`)."""

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from a11ycheck.locate import MAP_SCHEMA, map_path
from a11ycheck.locate.sourcemap import SourceMap
from a11ycheck.model import Message, MessageTemplate
from a11ycheck.web.regular_files import read_regular

__all__ = ["lacks_map", "read_map"]

# Sphinx writes its inventory of references there, as pydoctor and mkdocstrings do; only Sphinx writes one
# of the others beside it.
_INVENTORY = "objects.inv"
_OF_SPHINX = (".buildinfo", "searchindex.js", "_static")

UNREADABLE_MAP = MessageTemplate(
    "unreadable-source-map", "The source map {path} cannot be read ({error}). {advice}"
)
OTHER_VERSION = MessageTemplate(
    "source-map-version", "The source map {path} has an unsupported version ({version}). {advice}"
)
REBUILD = MessageTemplate(
    "rebuild",
    "Findings have no source lines and no rule judges the source until you rebuild the site.",
)
NO_MAP = MessageTemplate(
    "no-source-map", "Sphinx built {site}, and there is no source map beside it. {advice}"
)
ADD_EXTENSION = MessageTemplate(
    "add-extension", "Add a11ycheck.sphinxext to its extensions to get source lines."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The version of a map, whatever else it contains."""

    schema: str


def read_map(site: Path) -> tuple[SourceMap | None, Message | None]:
    """Return the map of a site, with those of its parts, and a message if one of them cannot be used."""
    site = site.resolve()
    found, problem = _read(map_path(site))
    if found is None and not problem and (alone := map_path(site.parent, site.name)).is_file():
        inner, problem = _read(alone)  # a part that is audited by itself
        return inner and replace(inner, root=f"../{inner.root}"), problem
    for part in sorted(path for path in site.iterdir() if path.is_dir()) if site.is_dir() else ():
        inner, another = _read(map_path(site, part.name))
        problem = problem or another
        if inner is not None:
            found = _joined(found, inner, part.name)
    return found, problem


def lacks_map(site: Path) -> Message | None:
    """Return advice for a site that Sphinx built without a source map, else None."""
    if not (site / _INVENTORY).is_file() or not any((site / name).exists() for name in _OF_SPHINX):
        return None
    # The name that was given, unless that is a place such as "..".
    name = site.name if site.name.strip(".") else site.resolve().name
    return NO_MAP.format(site=name, advice=ADD_EXTENSION.format())


def _joined(whole: SourceMap | None, part: SourceMap, folder: str) -> SourceMap:
    """Return a map that also contains the pages of a part, below its folder."""
    known = whole or replace(part, files=(), pages={}, sources_of={})
    pages = {
        f"{folder}/{page}": replace(entry, first_file=len(known.files))
        for page, entry in part.pages.items()
    }
    # A file that differed between both builds is treated as changed.
    hashes = {
        name: digest if known.hashes.get(name, digest) == digest else ""
        for name, digest in {**known.hashes, **part.hashes}.items()
    }
    files = known.files + part.files
    sources_of = {f"{folder}/{page}": names for page, names in part.sources_of.items()}
    return replace(
        known,
        files=files,
        pages={**known.pages, **pages},
        hashes=hashes,
        sources_of={**known.sources_of, **sources_of},
        shared=tuple(dict.fromkeys((*known.shared, *part.shared))),
    )


def _read(path: Path) -> tuple[SourceMap | None, Message | None]:
    try:
        data = read_regular(path)
        schema = msgspec.json.decode(data, type=_Head).schema
        if schema == MAP_SCHEMA:
            return msgspec.json.decode(data, type=SourceMap), None
    except FileNotFoundError:
        return None, None
    except (OSError, msgspec.MsgspecError, RecursionError) as error:
        return None, UNREADABLE_MAP.format(path=path, error=error, advice=REBUILD.format())
    return None, OTHER_VERSION.format(path=path, version=schema, advice=REBUILD.format())
