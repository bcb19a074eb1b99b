"""Encoded pictures, kept from one run to the next by what they were made from."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec

from furo_light.optimise.encode import Encoded, encoders
from furo_light.optimise.files import put, reason

__all__ = ["Pair", "Shelf", "key_of"]

_SCHEMA = "a11ycheck-picture/1"
_KEPT_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A picture in one width (pixels), in a modern format, and in its original's, if it is written."""

    width: int
    height: int
    modern: Encoded | None
    fallback: Encoded | None


def key_of(data: bytes, width: int, floor: float) -> str:
    """Return the name of what is made of a picture's bytes in a width, by these encoders."""
    parts = (_SCHEMA, sha256(data).hexdigest(), str(width), repr(floor), encoders())
    return sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A folder of pairs; without a folder nothing is kept. `problems` says what could not be kept."""

    folder: Path | None = None
    problems: set[str] = field(default_factory=set)

    def get(self, key: str, make: Callable[[], Pair]) -> Pair:
        """Return what is kept under a key, else what `make` makes."""
        if self.folder is None:
            return make()
        path = self.folder / key[:2] / key
        try:
            found = msgspec.msgpack.decode(path.read_bytes(), type=Pair)
            path.touch()
        except (OSError, msgspec.MsgspecError):
            found = make()
            self._keep(path, msgspec.msgpack.encode(found))
        return found

    def _keep(self, path: Path, data: bytes) -> None:
        try:
            put(path, data)
        except OSError as error:
            self.problems.add(f"Encoded pictures cannot be kept in {self.folder}: {reason(error)}.")

    def prune(self) -> None:
        """Drop what no run has used for three months."""
        oldest = time.time() - _KEPT_SECONDS
        for path in self.folder.glob("??/*") if self.folder else ():
            with suppress(OSError):  # another run was faster, or the folder is read-only
                if path.stat().st_mtime < oldest:
                    path.unlink()
