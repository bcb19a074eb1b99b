"""From an element of a page to the line of the source that made it, by way of a source map."""

from a11ycheck.locate.sourcemap import MAP_SCHEMA, SourceMap, lacks_map, map_path, read_map

__all__ = [
    "MAP_SCHEMA",
    "SourceMap",
    "lacks_map",
    "map_path",
    "read_map",
]
