"""Where a source map is, and which version of the format it has: what its writer and its reader share.

The Sphinx extension writes maps. It imports nothing else of `locate`, so that builds do not load the model.
"""

from pathlib import Path
from typing import Final

__all__ = ["MAP_SCHEMA", "map_path"]

MAP_SCHEMA: Final = "a11ycheck-sourcemap/1"


def map_path(site: Path, part: str = "") -> Path:
    """Return the path of the map of a built site: beside its folder, not inside what is published.

    `part` names a folder of the site that is a build of its own, such as a language: it has its own map.
    """
    return site.parent / f"{site.name}.sourcemap{f'.{part}' if part else ''}.json"
