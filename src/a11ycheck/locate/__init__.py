"""Find the source line that made an element of a page, by a source map.

Readers of maps are imported on first use: the Sphinx extension, which writes maps, needs only `map_file`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from a11ycheck.locate.map_file import MAP_SCHEMA, map_path

if TYPE_CHECKING:
    from a11ycheck.locate.sourcemap import SourceMap, lacks_map, read_map

__all__ = [
    "MAP_SCHEMA",
    "SourceMap",
    "lacks_map",
    "map_path",
    "read_map",
]


def __getattr__(name: str) -> Any:
    """Import a reader of maps."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module("a11ycheck.locate.sourcemap"), name)
