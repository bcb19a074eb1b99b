"""Lighten a folder of built pages, step by step; each file changes as a whole, or stays as it was."""

from collections.abc import Mapping
from pathlib import Path

from a11ycheck.web.media_types import MEDIA_TYPES, media_type
from a11ycheck.web.site_pages import find_pages
from a11ycheck.web.urls import base_path
from furo_light.optimise.cascade import Cascades
from furo_light.optimise.compress import is_packable
from furo_light.optimise.files import (
    CHANGED,
    ChangedMeanwhile,
    Snapshot,
    put,
    reason,
    replace,
    snapshot,
    sweep,
    walk_files,
)
from furo_light.optimise.images import RASTER
from furo_light.optimise.leftovers import remove_unnamed
from furo_light.optimise.options import LightenOptions
from furo_light.optimise.packing import Packing
from furo_light.optimise.pages import Draft, NotFit, draft, write
from furo_light.optimise.pictures import Lighter
from furo_light.optimise.result import KINDS, Left, Lightened, Moved, PageWeight, Tally
from furo_light.optimise.shelf import Shelf
from furo_light.optimise.site import Site
from furo_light.optimise.survey import Survey
from furo_light.optimise.svg import minified_svg

__all__ = ["Run"]

_MOST_HEAVY = 5
_KINDS = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "pages"),
    **dict.fromkeys((".js", ".mjs"), "scripts"),
    ".css": "styles",
    ".svg": "drawings",
}


class Run:
    """One run over a folder (resolved)."""

    def __init__(self, folder: Path, options: LightenOptions) -> None:
        """Take the folder and what to do with it."""
        self._options = options
        self._site = Site(root=folder, base=base_path(options.base))
        self._cascades = Cascades(self._site)
        kept = options.cache / "pictures" if options.cache else None
        self._shelf = Shelf(folder=kept)
        self._survey = Survey(self._site, options, self._shelf)
        self._notes: list[str] = []
        self._left: dict[str, str] = {}
        self._changed: list[str] = []
        self._removed: list[str] = []
        self._moved: dict[str, Moved] = {}
        self._loads: dict[Path, frozenset[Path]] = {}
        self._before: dict[Path, int] = {}
        self._after: dict[Path, bytes] = {}

    def whole(self) -> Lightened:
        """Do all steps, and say what was done; UserError where there is no page or no way to read it."""
        found = find_pages(self._site.root)
        for item in found.unreadable:
            why = item.message
            self._leave(item.path, why[0].lower() + why[1:].rstrip("."))
        if not self._options.dry_run:
            sweep(self._site.root)
        pages = [page for page in found.pages if self._is_worked_on(page)]
        lighters = self._pictures(pages) if self._options.pictures else {}
        self._pages(pages, lighters)
        self._drawings()
        packing = Packing(
            site=self._site, options=self._options, leave=self._leave, after=self._after
        )
        sizes = packing.pack() if self._options.precompress else {}
        removed = [*packing.removed]
        if not self._options.dry_run and not found.unreadable:
            removed += remove_unnamed(self._site, found.pages)
        self._removed = [self._site.name(path) for path in removed]
        self._notes = packing.notes
        return self._result(found.pages, lighters, sizes)

    def _is_worked_on(self, page: Path) -> bool:
        is_html = media_type(page.name) == MEDIA_TYPES[".html"]
        return is_html and not page.is_symlink() and not self._is_left(page)

    def _is_left(self, path: Path) -> bool:
        return self._options.leaves(self._site.name(path))

    def _leave(self, path: Path, why: str) -> None:
        self._left.setdefault(self._site.name(path), why)

    # --- pictures ---------------------------------------------------------------------------------

    def _pictures(self, pages: list[Path]) -> dict[Path, Lighter]:
        """Return what becomes of the pictures; pages with a faulty one are left."""
        users: dict[Path, list[Path]] = {}
        for path in pages:
            page = self._draft(path, with_pictures=True)
            for image in page.images if page else ():
                if image.file is not None:
                    users.setdefault(image.file, []).append(path)
        found: dict[Path, Lighter] = {}
        for picture, one in self._survey.lighters().items():
            if isinstance(one, Lighter):
                found[picture] = one
            for path in users.get(picture, ()) if isinstance(one, str) else ():
                self._leave(
                    path, f"the picture {self._site.name(picture)} cannot be made lighter: {one}"
                )
        return found

    def _draft(self, path: Path, *, with_pictures: bool = False) -> Draft | None:
        """Return a page to work on, None where it has no pictures or must stay as it is."""
        if self._site.name(path) in self._left:
            return None
        try:
            page = snapshot(path)
            if with_pictures and b"<img" not in page.data.lower():
                return None
            found = draft(page, self._site, self._cascades)
            if with_pictures:
                self._survey.note(found)
        except NotFit as error:
            self._leave(path, str(error))
        except ChangedMeanwhile:
            self._leave(path, CHANGED)
        except OSError as error:
            self._leave(path, f"it cannot be read: {reason(error)}")
        else:
            return found
        return None

    # --- pages and drawings -----------------------------------------------------------------------

    def _pages(self, paths: list[Path], lighters: Mapping[Path, Lighter]) -> None:
        for path in paths:
            if self._site.name(path) in self._left:
                continue
            try:
                self._page(snapshot(path), lighters)
            except NotFit as error:
                self._leave(path, str(error))
            except ChangedMeanwhile:
                self._leave(path, CHANGED)
            except OSError as error:
                self._leave(path, f"it cannot be written: {reason(error)}")

    def _page(self, page: Snapshot, lighters: Mapping[Path, Lighter]) -> None:
        options = self._options
        found = draft(page, self._site, self._cascades)
        written = write(
            found, self._site, lighters, minify=options.minify, pictures=options.pictures
        )
        used = (lighters.get(image.file) for image in found.images if image.file)
        for variant in (item for one in used if one for item in one.variants):
            self._put(variant.path, variant.data)
        after = written.text.encode()
        self._replace(page, after)
        self._loads[page.path] = written.loads
        if after != page.data and not options.dry_run:
            moved = Moved(before=page.data, after=after, shifts=written.shifts)
            self._moved[self._site.name(page.path)] = moved

    def _put(self, path: Path, data: bytes) -> None:
        if not self._options.dry_run and put(path, data):
            self._changed.append(self._site.name(path))

    def _replace(self, known: Snapshot, data: bytes) -> None:
        self._before[known.path], self._after[known.path] = len(known.data), data
        if data != known.data:
            if not self._options.dry_run:
                replace(known, data)
            self._changed.append(self._site.name(known.path))

    def _drawings(self) -> None:
        for path in walk_files(self._site.root) if self._options.minify else ():
            if path.suffix.lower() != ".svg" or self._is_left(path):
                continue
            try:
                known = snapshot(path)
                self._replace(known, minified_svg(known.data))
            except ChangedMeanwhile:
                self._leave(path, CHANGED)
            except OSError as error:
                self._leave(path, f"it cannot be written: {reason(error)}")

    # --- the result -------------------------------------------------------------------------------

    def _result(
        self, pages: list[Path], lighters: Mapping[Path, Lighter], sent: Mapping[Path, int]
    ) -> Lightened:
        return Lightened(
            pages=len(pages),
            tallies=self._tallies(sent),
            pictures=_pictures_tally(lighters),
            changed=tuple(sorted(set(self._changed))),
            removed=tuple(self._removed),
            left=tuple(Left(file=name, reason=why) for name, why in sorted(self._left.items())),
            notes=(*self._notes, *sorted(self._shelf.problems)),
            heaviest=tuple(self._heaviest(lighters, sent)),
            moved=self._moved,
        )

    def _tallies(self, sent: Mapping[Path, int]) -> dict[str, Tally]:
        found: dict[str, Tally] = {}
        for path, size in sent.items():
            if is_packable(path):
                kind = _KINDS.get(path.suffix.lower(), "other text")
                after = len(self._after[path]) if path in self._after else path.stat().st_size
                before = self._before.get(path, after)
                found[kind] = found.get(kind, Tally()).plus(before, after, size)
        return {kind: found[kind] for kind in KINDS if kind in found}

    def _heaviest(
        self, lighters: Mapping[Path, Lighter], sent: Mapping[Path, int]
    ) -> list[PageWeight]:
        made = {item.path: len(item.data) for one in lighters.values() for item in one.variants}
        weights = []
        for page, loads in self._loads.items():
            sizes = {file: made.get(file) or sent.get(file) or _size(file) for file in loads}
            pictures = sum(size for file, size in sizes.items() if file.suffix.lower() in RASTER)
            own = sent.get(page) or len(self._after[page])
            total = own + sum(sizes.values())
            weights.append(PageWeight(page=self._site.name(page), bytes=total, pictures=pictures))
        return sorted(weights, key=lambda item: (-item.bytes, item.page))[:_MOST_HEAVY]


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _pictures_tally(lighters: Mapping[Path, Lighter]) -> Tally:
    tally = Tally()
    for path, one in lighters.items():
        if one.phone is not None:
            size = len(one.phone.data)
            tally = tally.plus(path.stat().st_size, size, size)
    return tally
