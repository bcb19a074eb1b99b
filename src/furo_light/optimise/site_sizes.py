"""The sizes of a site before and after, by kind of file, and its heaviest pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from furo_light.optimise.image_variants import Variants
from furo_light.optimise.page_images import RASTER
from furo_light.optimise.precompress import has_copies
from furo_light.optimise.result import KINDS, PageCost, Tally
from furo_light.optimise.site_files import SiteFolder

__all__ = ["SiteSizes"]

_MOST_HEAVY: Final = 5
_KINDS: Final = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "pages"),
    **dict.fromkeys((".js", ".mjs"), "scripts"),
    ".css": "styles",
    ".svg": "drawings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSizes:
    """Sizes in bytes of files before and after, and the files that a phone loads for each page.

    `sent` in its methods is the size in which each file is sent.
    """

    site: SiteFolder
    changes: dict[Path, tuple[int, int]] = field(default_factory=dict)
    loads: dict[Path, frozenset[Path]] = field(default_factory=dict)

    def tallies(self, sent: Mapping[Path, int]) -> dict[str, Tally]:
        """Return the sum of each kind of file that is sent compressed."""
        sizes: dict[str, list[tuple[int, int, int]]] = {kind: [] for kind in KINDS}
        for path, size in sent.items():
            if has_copies(path):
                before, after = self.changes.get(path) or (_size(path), _size(path))
                kind = _KINDS.get(path.suffix.lower(), "other text")
                sizes[kind].append((before, after, size))
        return {kind: Tally.of(found) for kind, found in sizes.items() if found}

    def images(self, variants: Mapping[Path, Variants]) -> Tally:
        """Return the sum of the images that have a variant for phones."""
        return Tally.of(
            (_size(path), one.phone.size, one.phone.size)
            for path, one in variants.items()
            if one.phone is not None
        )

    def heaviest(
        self, variants: Mapping[Path, Variants], sent: Mapping[Path, int]
    ) -> tuple[PageCost, ...]:
        """Return the pages for which a phone loads the most."""
        made = {item.path: item.size for one in variants.values() for item in one.files}
        costs = []
        for page, loads in self.loads.items():
            sizes = {file: made.get(file) or sent.get(file) or _size(file) for file in loads}
            images = sum(size for file, size in sizes.items() if file.suffix.lower() in RASTER)
            own = sent.get(page) or self.changes[page][1]
            total = own + sum(sizes.values())
            costs.append(PageCost(page=self.site.name(page), bytes=total, images=images))
        return tuple(sorted(costs, key=lambda item: (-item.bytes, item.page))[:_MOST_HEAVY])


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0
