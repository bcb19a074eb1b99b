"""Find the source line that made an element of a page, by a source map.

Readers of maps are imported on first use: the Sphinx extension, which writes maps, needs only their path
and version, and its builds do not load the model.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from a11ycheck.locate.earlier_builds import left_pages
    from a11ycheck.locate.map_files import lacks_map, read_map
    from a11ycheck.locate.sourcemap import SourceMap

__all__ = ["MAP_SCHEMA", "SourceMap", "lacks_map", "left_pages", "map_path", "read_map"]

MAP_SCHEMA: Final = "a11ycheck-sourcemap/1"


def map_path(site: Path, part: str = "") -> Path:
    """Return the path of the map of a built site: beside its folder, not inside what is published.

    `part` names a folder of the site that is a build of its own, such as a language: it has its own map.
    """
    return site.parent / f"{site.name}.sourcemap{f'.{part}' if part else ''}.json"


def __getattr__(name: str) -> Any:
    """Import a reader of maps."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module = {"SourceMap": "sourcemap", "left_pages": "earlier_builds"}.get(name, "map_files")
    return getattr(import_module(f"{__name__}.{module}"), name)
