"""Keep the source maps beside a site true when its finished pages are changed."""

from collections.abc import Mapping
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.files import write_atomically
from furo_light.optimise.moved import MovedPage, moved_maps

__all__ = ["move_marks"]


def move_marks(site: Path, pages: Mapping[str, MovedPage]) -> None:
    """Write the maps anew that know changed pages, which `pages` has by their paths in the site.

    UserError where a map cannot be written.
    """
    for path, text in moved_maps(site.resolve(), pages) if pages else ():
        try:
            write_atomically(path, text)
        except OSError as error:
            message = f"The source map {path} cannot be written: {error.strerror or error}."
            remedy = (
                "Mend its permissions, then build again: until then findings name no source lines."
            )
            raise UserError(message, remedy) from None
