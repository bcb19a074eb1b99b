"""Rewrite finished pages, so that all that was true of them stays true: compressed copies, source maps."""

from collections.abc import Callable
from pathlib import Path

from furo_light.offline.compress import brotli_of, gzip_of
from furo_light.offline.files import write_file
from furo_light.source_maps import SourceMaps

__all__ = ["Rewriter"]

_COPIES = ((".br", brotli_of), (".gz", gzip_of))


class Rewriter:
    """Rewrites pages of a folder, and at the end moves the marks of its source maps along."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the pages."""
        self._root = root
        self._maps = SourceMaps(root.resolve())

    def write(self, path: str, text: str) -> None:
        """Write a page, and its compressed copies where it has any; UserError where that fails."""
        file, after = self._root / path, text.encode()
        before = file.read_bytes() if file.is_file() else b""
        write_file(file, after)
        for suffix, packed in _COPIES:
            copy = file.with_name(file.name + suffix)
            if copy.is_file() and before != after:
                write_file(copy, packed(after))
        if before not in {b"", after}:
            self._maps.move(path, before, after, _places(before, after))

    def finish(self) -> None:
        """Write the source maps anew that know a page which was changed."""
        self._maps.write()


def _places(before: bytes, after: bytes) -> Callable[[int], int | None]:
    """Return where each byte went, by what both have in common at the start and at the end."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    rest = range(1, most - start + 1)
    end = next((n - 1 for n in rest if before[-n] != after[-n]), most - start)

    def moved(place: int) -> int | None:
        if place <= start:
            return place
        if place >= len(before) - end:
            return place + len(after) - len(before)
        return None

    return moved
