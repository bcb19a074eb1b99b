"""What earlier runs wrote beside the files of a site, so that it goes when the files have gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from furo_light.optimise.files import put

__all__ = ["Record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The file of notes on one site, in a folder of notes; without a folder nothing is noted."""

    site: Path
    folder: Path | None = None

    @property
    def _path(self) -> Path | None:
        name = sha256(str(self.site).encode()).hexdigest()[:32]
        return self.folder / f"{name}.json" if self.folder else None

    def read(self) -> dict[str, str]:
        """Return the SHA-256 of each copy that was written, by its path in the site."""
        try:
            data = self._path.read_bytes() if self._path else b"{}"
            return msgspec.json.decode(data, type=dict[str, str])
        except (FileNotFoundError, msgspec.MsgspecError):
            return {}

    def write(self, copies: Mapping[str, str]) -> None:
        """Keep what was written. OSError where that fails."""
        if self._path is not None:
            put(self._path, msgspec.json.encode(dict(sorted(copies.items()))))

    def orphans(self) -> Iterator[Path]:
        """Yield packed copies that we wrote, nobody changed, and whose files are gone."""
        for name, digest in self.read().items():
            copy = self.site / name
            is_left = copy.is_file() and not copy.with_suffix("").exists()
            if is_left and sha256(copy.read_bytes()).hexdigest() == digest:
                yield copy
