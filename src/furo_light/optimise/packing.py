"""Bring the packed copies of a whole site up to date, and remove those whose files have gone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from furo_light.optimise.compress import SUFFIXES, is_packed_copy, packed_sizes, write_packed
from furo_light.optimise.files import CHANGED, ChangedMeanwhile, reason, snapshot, walk_files
from furo_light.optimise.options import LightenOptions
from furo_light.optimise.parallel import in_parallel
from furo_light.optimise.record import Record
from furo_light.optimise.site import Site

__all__ = ["Packing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """The step that packs; `leave` is told of a file for which it failed, and why.

    `after` holds the new bytes of files that a dry run did not write.
    """

    site: Site
    options: LightenOptions
    leave: Callable[[Path, str], None]
    after: Mapping[Path, bytes]
    removed: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def pack(self) -> dict[Path, int]:
        """Write packed copies beside all files, and return the least that each is sent in, in bytes."""
        files = [
            path
            for path in walk_files(self.site.root)
            if not (is_packed_copy(path) or self.options.leaves(self.site.name(path)))
        ]
        sent = dict(zip(files, in_parallel(self._packed, files), strict=True))
        if not self.options.dry_run:
            self._note_copies(files)
        return sent

    def _packed(self, path: Path) -> int:
        try:
            if self.options.dry_run:
                data = self.after.get(path) or path.read_bytes()
                return min((len(data), *packed_sizes(path, data).values()))
            known = snapshot(path)
            return min((len(known.data), *write_packed(path, known.data, known.mtime_ns).values()))
        except ChangedMeanwhile:
            self.leave(path, CHANGED)
        except OSError as error:
            self.leave(path, f"no packed copy can be written beside it: {reason(error)}")
        return 0

    def _note_copies(self, files: list[Path]) -> None:
        """Remove copies of ours whose files have gone, and note which there are now."""
        cache = self.options.cache
        record = Record(site=self.site.root, folder=cache / "sites" if cache else None)
        for orphan in record.orphans():
            orphan.unlink(missing_ok=True)
            self.removed.append(orphan)
        copies = (path.with_name(path.name + suffix) for path in files for suffix in SUFFIXES)
        there = [copy for copy in copies if copy.is_file() and is_packed_copy(copy)]
        digests = {self.site.name(copy): sha256(copy.read_bytes()).hexdigest() for copy in there}
        try:
            record.write(digests)
        except OSError as error:
            self.notes.append(
                f"What was written cannot be noted in {record.folder}: {reason(error)}."
            )
