"""Optimise a folder of built pages, step by step; each file is replaced in one step, or stays as it was."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.web.atomic_files import FileChangedError
from a11ycheck.web.globs import compile_globs
from a11ycheck.web.media_types import MEDIA_TYPES, media_type
from a11ycheck.web.site_pages import find_pages
from a11ycheck.web.urls import base_path
from furo_light.optimise.finished_pages import FinishedPages
from furo_light.optimise.image_variants import ImageCache, Variants
from furo_light.optimise.minify import minify_svg
from furo_light.optimise.page_css import StylesheetReader
from furo_light.optimise.page_rewrite import Draft, draft_page, rewrite_page
from furo_light.optimise.precompress import Precompressed, compressed_size, precompress
from furo_light.optimise.result import Result, Skipped
from furo_light.optimise.site_files import (
    CHANGED,
    SiteFolder,
    SkipFileError,
    Snapshot,
    put,
    reason,
    remove_scratch_files,
    replace,
    snapshot,
    walk_files,
)
from furo_light.optimise.site_images import ImageSurvey, remove_unused_images
from furo_light.optimise.site_sizes import SiteSizes
from furo_light.settings import Settings
from furo_light.source_maps import SourceMaps

__all__ = ["optimise_site"]


def optimise_site(
    folder: Path,
    settings: Settings,
    *,
    base: str = "",
    cache: Path | None = None,
    without: Sequence[str] = (),
    dry_run: bool = False,
) -> Result:
    """Optimise a folder of built pages, and keep the source maps beside it correct.

    `base` is the path under which the site is published, `cache` a folder for encoded images and records,
    `without` patterns of files to leave unchanged beside those of the settings. UserError if the folder is
    missing, contains no page, or cannot be read or written, and for an invalid pattern or base.
    """
    root = folder.resolve()
    if not root.is_dir():
        message = f"There is no folder {folder}."
        raise UserError(message, "Build the site first, and name the folder with the built HTML.")
    if not dry_run and not os.access(root, os.W_OK | os.X_OK):
        message = f"The folder {folder} cannot be written to."
        raise UserError(message, "Check its permissions; --dry-run needs none.")
    site = SiteFolder(root=root, base=base_path(base))
    with ImageCache(cache and cache / "images") as images:
        run = _Run(site, settings, images, without, dry_run=dry_run)
        return run.optimise(cache and cache / "sites")


class _Run:
    """The state of one run: what was changed and skipped, and sizes; never the content of several files."""

    def __init__(
        self,
        site: SiteFolder,
        settings: Settings,
        cache: ImageCache,
        without: Sequence[str],
        *,
        dry_run: bool,
    ) -> None:
        self._site = site
        self._settings = settings
        self._cache = cache
        self._dry_run = dry_run
        self._matches = compile_globs((*settings.lighten_leave, *without))
        self._reader = StylesheetReader(site)
        self._maps = SourceMaps(site.root)
        self._skipped: dict[str, str] = {}
        self._changed: set[str] = set()
        self._sizes = SiteSizes(site=site)
        self._planned: dict[Path, int] = {}

    def optimise(self, records: Path | None) -> Result:
        """Do all steps; `records` is the folder that remembers finished pages and compressed copies."""
        found = find_pages(self._site.root)
        for item in found.unreadable:
            self._skip(item.path, item.message[0].lower() + item.message[1:].rstrip("."))
        if not self._dry_run:
            remove_scratch_files(self._site.root)
        html = MEDIA_TYPES[".html"]
        own = [
            page
            for page in found.pages
            if media_type(page.name) == html and not page.is_symlink() and not self._leaves(page)
        ]
        variants = self._make_variants(own) if self._settings.lighten_pictures else {}
        finished = FinishedPages(self._site, self._settings, None if self._dry_run else records)
        for page in own:
            self._optimise_page(page, variants, finished)
        finished.write()
        if self._settings.lighten_minify:
            self._minify_drawings()
        copies = Precompressed()
        if self._settings.lighten_precompress:
            planned = self._planned if self._dry_run else None
            copies = precompress(self._site, self._leaves, records=records, planned=planned)
        for path, why in copies.failed.items():
            self._skip(path, why)
        removed = [*copies.removed]
        if not self._dry_run and not found.unreadable:
            removed += remove_unused_images(self._site, found.pages)
        self._maps.write()
        return Result(
            pages=len(found.pages),
            tallies=self._sizes.tallies(copies.sizes),
            images=self._sizes.images(variants),
            changed=tuple(sorted(self._changed)),
            removed=tuple(self._site.name(path) for path in removed),
            skipped=tuple(
                Skipped(file=name, reason=why) for name, why in sorted(self._skipped.items())
            ),
            notes=(*copies.notes, *sorted(self._cache.problems)),
            heaviest=self._sizes.heaviest(variants, copies.sizes),
        )

    def _leaves(self, path: Path) -> bool:
        return self._matches(self._site.name(path))

    def _skip(self, path: Path, why: str) -> None:
        self._skipped.setdefault(self._site.name(path), why)

    def _make_variants(self, pages: list[Path]) -> dict[Path, Variants]:
        """Return the variants of all images; pages with a broken image are skipped."""
        survey = ImageSurvey(self._site, self._settings, self._cache, self._leaves)
        users: dict[Path, list[Path]] = {}
        for path in pages:
            page = self._draft_with_images(path, survey)
            for image in page.images if page else ():
                if image.file is not None:
                    users.setdefault(image.file, []).append(path)
        found: dict[Path, Variants] = {}
        for image_file, one in survey.variants().items():
            if isinstance(one, Variants):
                found[image_file] = one
                continue
            name = self._site.name(image_file)
            for path in users.get(image_file, ()):
                self._skip(path, f"the image {name} cannot be optimised: {one}")
        return found

    def _draft_with_images(self, path: Path, survey: ImageSurvey) -> Draft | None:
        """Add the images of a page to the survey; None if it has none or has to be skipped."""
        try:
            page = snapshot(path)
            if b"<img" not in page.data.lower():
                return None
            draft = draft_page(page, self._site, self._reader)
            survey.add(draft)
        except SkipFileError as error:
            self._skip(path, str(error))
        except FileChangedError:
            self._skip(path, CHANGED)
        except OSError as error:
            self._skip(path, f"it cannot be read: {reason(error)}")
        else:
            return draft
        return None

    def _optimise_page(
        self, path: Path, variants: Mapping[Path, Variants], finished: FinishedPages
    ) -> None:
        if self._site.name(path) in self._skipped:
            return
        try:
            page = snapshot(path)
            loads = finished.loads(path, page.data)
            if loads is not None:
                self._sizes.loads[path] = loads
                self._replace(page, page.data)
                return
            draft = draft_page(page, self._site, self._reader)
            new = rewrite_page(draft, self._site, variants, self._settings)
            used = (variants.get(image.file) for image in draft.images if image.file)
            for variant in (item for one in used if one for item in one.files):
                if not self._dry_run and put(variant.path, self._cache.content(variant)):
                    self._changed.add(self._site.name(variant.path))
            after = new.text.encode()
            self._replace(page, after)
            self._sizes.loads[path] = new.loads
            finished.add(path, after, new.loads)
            if after != page.data and not self._dry_run:
                self._maps.move(self._site.name(path), page.data, after, new.place)
        except SkipFileError as error:
            self._skip(path, str(error))
        except FileChangedError:
            self._skip(path, CHANGED)
        except OSError as error:
            self._skip(path, f"it cannot be written: {reason(error)}")

    def _minify_drawings(self) -> None:
        for path in walk_files(self._site.root):
            if path.suffix.lower() != ".svg" or self._leaves(path):
                continue
            try:
                known = snapshot(path)
                self._replace(known, minify_svg(known.data))
            except FileChangedError:
                self._skip(path, CHANGED)
            except OSError as error:
                self._skip(path, f"it cannot be written: {reason(error)}")

    def _replace(self, known: Snapshot, data: bytes) -> None:
        self._sizes.changes[known.path] = len(known.data), len(data)
        if self._dry_run and self._settings.lighten_precompress:
            self._planned[known.path] = compressed_size(known.path, data)
        if data != known.data:
            if not self._dry_run:
                replace(known, data)
            self._changed.add(self._site.name(known.path))
