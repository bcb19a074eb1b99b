"""Remove pictures of earlier runs that no page shows any more."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from furo_light.optimise.files import walk_files
from furo_light.optimise.pictures import FOLDER
from furo_light.optimise.site import Site

__all__ = ["remove_unnamed"]

_ENDING = r"-[0-9a-f]{8}-\d+\.(?:webp|avif|jpg|png)"
_MADE = re.compile(f".+{_ENDING}")
_NAMED = re.compile(rf"[^\s/\"',]+{_ENDING}".encode())


def remove_unnamed(site: Site, pages: Iterable[Path]) -> list[Path]:
    """Remove the pictures that we made and none of the pages names, and return which these were.

    Where a page cannot be read nothing is removed: nobody knows what it names.
    """
    folder = site.root / FOLDER
    made = {quote(path.name): path for path in walk_files(folder) if _MADE.fullmatch(path.name)}
    if not made:
        return []
    try:
        named = {name.decode() for page in pages for name in _NAMED.findall(page.read_bytes())}
    except OSError:
        return []
    unnamed = [path for name, path in sorted(made.items()) if name not in named]
    for path in unnamed:
        path.unlink(missing_ok=True)
    for inner, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):  # it is not empty
            Path(inner).rmdir()
    return unnamed
