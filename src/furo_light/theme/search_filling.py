"""When a file of the search index is full: by what travels, which is its compressed size."""

import json
import zlib
from typing import Any, Final

__all__ = ["FILE_SIZE", "Filling"]

FILE_SIZE: Final = 32_000
"""The most characters of a file, roughly: of what repeats itself, little travels."""

_COMPRESSED_SIZE: Final = 3_000
"""Bytes of a file, compressed, roughly: as much as arrives on 2G while one more request is under way."""

_MEASURED: Final = 500
"""Characters after which the compressed size is looked at again."""


class Filling:
    """Counts what a file holds: its characters, and its bytes when they are compressed."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(9)
        self._characters = self._bytes = self._measured = 0

    def takes(self, item: Any) -> bool:
        """Count an item; return False, without counting it, if the file is full."""
        if self._characters >= FILE_SIZE or self._bytes >= _COMPRESSED_SIZE:
            return False
        text = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        self._characters += len(text)
        self._bytes += len(self._compressor.compress(text.encode()))
        if self._characters - self._measured >= _MEASURED:
            self._bytes += len(self._compressor.flush(zlib.Z_SYNC_FLUSH))
            self._measured = self._characters
        return True
