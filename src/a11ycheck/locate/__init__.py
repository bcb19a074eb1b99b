"""From an element of a page to the line of the source that made it, by way of a source map."""

from a11ycheck.locate.sourcemap import MAP_SCHEMA, SourceMap, lacks_map, map_path, read_map
from a11ycheck.locate.tags import add_marks, start_tags

__all__ = [
    "MAP_SCHEMA",
    "SourceMap",
    "add_marks",
    "lacks_map",
    "map_path",
    "read_map",
    "start_tags",
]
