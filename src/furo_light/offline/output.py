"""Files for offline reading: streamed to disk, compressed on the way, replaced only if they changed."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

import brotli

from a11ycheck.web.compression import COPY_SUFFIXES, compress_brotli, compress_gzip
from furo_light.source_maps import SourceMaps
from furo_light.streamed_files import replacing

__all__ = ["OutputFolder", "PageWriter"]

_WINDOW: Final = (
    24  # 16 MB, the largest that browsers accept: a pack repeats the frame of its pages
)
_BROTLI, _GZIP = COPY_SUFFIXES["br"], COPY_SUFFIXES["gzip"]


class OutputFolder:
    """Writes the generated files of a folder; `names` are those that were written."""

    def __init__(self, root: Path) -> None:
        """Take the folder of one language."""
        self.root = root
        self.names: list[str] = []

    def text(self, name: str, pieces: Iterable[str]) -> int:
        """Write a text with its compressed copies, and return the most bytes that its transfer takes.

        That is its size as gzip, which every host can send.
        """
        sizes = {"": 0, _BROTLI: 0, _GZIP: 0}
        best = brotli.Compressor(quality=11, lgwin=_WINDOW)
        plain_gzip = zlib.compressobj(9, zlib.DEFLATED, 31)
        with ExitStack() as files:

            def open_file(suffix: str) -> IO[bytes]:
                is_kept = (lambda: sizes[suffix] < sizes[""]) if suffix else lambda: True
                return files.enter_context(replacing(self.root / (name + suffix), is_kept=is_kept))

            opened = {suffix: open_file(suffix) for suffix in sizes}
            for piece in pieces:
                data = piece.encode()
                chunks = {"": data, _BROTLI: best.process(data), _GZIP: plain_gzip.compress(data)}
                for suffix, chunk in chunks.items():
                    sizes[suffix] += opened[suffix].write(chunk)
            for suffix, chunk in {_BROTLI: best.finish(), _GZIP: plain_gzip.flush()}.items():
                sizes[suffix] += opened[suffix].write(chunk)
        self.names += [name, *(name + suffix for suffix in sizes if sizes[suffix] < sizes[""])]
        return min(sizes[""], sizes[_GZIP])

    @contextmanager
    def binary(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file to write; it replaces the one with this name in the end."""
        with replacing(self.root / name) as file:
            yield file
        self.names.append(name)


class PageWriter:
    """Rewrites pages of a folder, with their compressed copies and their entries in source maps."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the pages."""
        self._root = root
        self._maps = SourceMaps(root.resolve())

    def write(
        self,
        path: str,
        content: str | bytes,
        places: Callable[[int], int | None] | None = None,
    ) -> None:
        """Write a page, and its compressed copies if it has any; UserError if that fails.

        `places` returns where an offset of the old page went; by default one part of it changed.
        """
        file = self._root / path
        after = content.encode() if isinstance(content, str) else content
        before = file.read_bytes() if file.is_file() else b""
        if before == after:
            return
        with replacing(file) as opened:
            opened.write(after)
        for suffix in (_BROTLI, _GZIP):
            copy = file.with_name(file.name + suffix)
            if copy.is_file():
                is_brotli = suffix == _BROTLI
                with replacing(copy) as opened:
                    opened.write(
                        compress_brotli(after, window=_WINDOW)
                        if is_brotli
                        else compress_gzip(after)
                    )
        if before:
            self._maps.move(path, before, after, places or _places(before, after))

    def finish(self) -> None:
        """Write the source maps that changed."""
        self._maps.write()


def _places(before: bytes, after: bytes) -> Callable[[int], int | None]:
    """Return a function from old offsets to new ones, by the common start and end of two contents."""
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
