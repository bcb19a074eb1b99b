"""All images of a site: how wide each is shown, its variants, and generated files that are unused."""

import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from furo_light.optimise.encode import BadImageError, natural_size
from furo_light.optimise.image_variants import FOLDER, ImageCache, Variants, make_variants
from furo_light.optimise.page_images import shown_width
from furo_light.optimise.page_rewrite import Draft
from furo_light.optimise.site_files import SiteFolder, SkipFileError, reason, walk_files
from furo_light.settings import Settings

__all__ = ["ImageSurvey", "in_parallel", "remove_unused_images"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_ENDING = r"-[0-9a-f]{8}-\d+\.(?:webp|avif|jpg|png)"
_GENERATED = re.compile(f".+{_ENDING}")
_NAMED = re.compile(rf"[^\s/\"',]+{_ENDING}".encode())


@dataclass(frozen=True, slots=True)
class ImageSurvey:
    """Collects the images of all pages, and makes the variants of each once; `leaves` excludes files."""

    site: SiteFolder
    settings: Settings
    cache: ImageCache
    leaves: Callable[[Path], bool]
    _natural: dict[Path, tuple[int, int] | str] = field(default_factory=dict)
    _shown: dict[Path, int | None] = field(default_factory=dict)

    def add(self, page: Draft) -> None:
        """Add the images of a page; SkipFileError if one of them cannot be read."""
        for image in page.images:
            if image.file is None or self.leaves(image.file):
                continue
            natural = self._size(image.file)
            if isinstance(natural, str):
                where = f"line {page.parsed.line(page.parsed.tokens[image.number])}"
                name = self.site.name(image.file)
                message = f"the image {name} on {where} cannot be optimised: {natural}"
                raise SkipFileError(message)
            shown = shown_width(image, natural, self.settings.lighten_content_width)
            before = self._shown.get(image.file, 0)
            self._shown[image.file] = (
                None if shown is None or before is None else max(shown, before)
            )

    def _size(self, image: Path) -> tuple[int, int] | str:
        """Return the natural size of an image, or the reason why there is none."""
        if image not in self._natural:
            try:
                self._natural[image] = natural_size(image)
            except BadImageError as error:
                self._natural[image] = str(error)
        return self._natural[image]

    def variants(self) -> dict[Path, Variants | str]:
        """Return the variants of each image, or the reason why it cannot be read."""
        found = dict(zip(self._shown, in_parallel(self._variants, self._shown), strict=True))
        self.cache.prune()
        return found

    def _variants(self, image: Path) -> Variants | str:
        natural = self._natural[image]
        if isinstance(natural, str):
            return natural
        shown, cache = self._shown[image], self.cache
        try:
            return make_variants(
                image, natural, shown, settings=self.settings, site=self.site, cache=cache
            )
        except BadImageError as error:
            return str(error)
        except OSError as error:
            return reason(error)


def in_parallel(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Return the results of work on each item, in order; the first error cancels what has not begun.

    Threads are enough: the libraries that encode and compress release the interpreter's lock.
    """
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        try:
            return list(pool.map(work, items))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def remove_unused_images(site: SiteFolder, pages: Iterable[Path]) -> list[Path]:
    """Remove the generated images that no page names, and return them; none if a page cannot be read."""
    folder = site.root / FOLDER
    generated = (path for path in walk_files(folder) if _GENERATED.fullmatch(path.name))
    unused = {quote(path.name).encode(): path for path in generated}
    if not unused:
        return []
    try:
        for page in pages:
            for name in _NAMED.findall(page.read_bytes()):
                unused.pop(name, None)
    except OSError:
        return []
    removed = [path for _, path in sorted(unused.items())]
    for path in removed:
        path.unlink(missing_ok=True)
    for inner, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):  # it is not empty
            Path(inner).rmdir()
    return removed
