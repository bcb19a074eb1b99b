"""Find the source line that made an element of a page, by a source map."""

from a11ycheck.locate.sourcemap import MAP_SCHEMA, SourceMap, lacks_map, map_path, read_map

__all__ = [
    "MAP_SCHEMA",
    "SourceMap",
    "lacks_map",
    "map_path",
    "read_map",
]
