"""Look through all pages for their pictures, and work out what becomes of each, once."""

from dataclasses import dataclass, field
from pathlib import Path

from furo_light.optimise.files import reason
from furo_light.optimise.images import shown_width
from furo_light.optimise.options import LightenOptions
from furo_light.optimise.pages import Draft, NotFit
from furo_light.optimise.parallel import in_parallel
from furo_light.optimise.pictures import BadPicture, Lighter, lighter, natural_size
from furo_light.optimise.shelf import Shelf
from furo_light.optimise.site import Site

__all__ = ["Survey"]


@dataclass(frozen=True, slots=True)
class Survey:
    """The pictures of a site: the natural size of each, and how wide it is shown on all its pages."""

    site: Site
    options: LightenOptions
    shelf: Shelf
    _natural: dict[Path, tuple[int, int] | str] = field(default_factory=dict)
    _shown: dict[Path, int | None] = field(default_factory=dict)

    def note(self, page: Draft) -> None:
        """Take in the pictures of a page; NotFit where one of them cannot be read."""
        for image in page.images:
            if image.file is None or self.leaves(image.file):
                continue
            natural = self._size(image.file)
            if isinstance(natural, str):
                where = f"line {page.parsed.line(page.parsed.tokens[image.number])}"
                name = self.site.name(image.file)
                message = f"the picture {name} on {where} cannot be made lighter: {natural}"
                raise NotFit(message)
            shown = shown_width(image, natural, self.options.content_width)
            before = self._shown.get(image.file, 0)
            wider = None if shown is None or before is None else max(shown, before)
            self._shown[image.file] = wider

    def leaves(self, picture: Path) -> bool:
        """Tell whether a picture is one that stays as it is."""
        return self.options.leaves(self.site.name(picture))

    def _size(self, picture: Path) -> tuple[int, int] | str:
        """Return the natural size of a picture, or why there is none."""
        if picture not in self._natural:
            try:
                self._natural[picture] = natural_size(picture)
            except BadPicture as error:
                self._natural[picture] = str(error)
        return self._natural[picture]

    def lighters(self) -> dict[Path, Lighter | str]:
        """Return what becomes of each picture, or why it cannot be read."""
        found = dict(zip(self._shown, in_parallel(self._lighter, self._shown), strict=True))
        self.shelf.prune()
        return found

    def _lighter(self, picture: Path) -> Lighter | str:
        natural = self._natural[picture]
        if isinstance(natural, str):
            return natural
        try:
            return lighter(
                picture,
                natural,
                self._shown[picture],
                options=self.options,
                site=self.site,
                shelf=self.shelf,
            )
        except BadPicture as error:
            return str(error)
        except OSError as error:
            return reason(error)
