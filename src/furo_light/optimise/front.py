"""The one call behind the command and the Sphinx extension: a folder and the configuration in."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from a11ycheck.config import Config
from a11ycheck.errors import UserError
from furo_light.optimise.marks import move_marks
from furo_light.optimise.moved import MovedPage

if TYPE_CHECKING:
    from furo_light.optimise import Lightened

__all__ = ["lighten_site"]

_CACHE = "lighten"


def lighten_site(
    folder: Path, config: Config, *, without: Sequence[str] = (), dry_run: bool = False
) -> "Lightened":
    """Lighten a folder of built pages as the configuration says, and keep the source maps beside it true.

    `without` are patterns of files to leave, beside those of the configuration. UserError where the
    folder cannot be used, or a library is not installed.
    """
    library = _library()
    options = library.LightenOptions(
        pictures=config.lighten_pictures,
        minify=config.lighten_minify,
        precompress=config.lighten_precompress,
        phone_width=config.lighten_phone_width,
        content_width=config.lighten_content_width,
        similarity=config.lighten_similarity,
        leave=(*config.lighten_leave, *without),
        base=config.base,
        cache=Path(config.cache_dir) / _CACHE if config.cache else None,
        dry_run=dry_run,
    )
    done: Lightened = library.lighten(folder, options)
    _move_marks(folder.resolve(), done)
    return done


def _library() -> Any:
    """Return the steps, which need more than a11ycheck alone; UserError where that is missing."""
    try:
        return import_module("furo_light.optimise")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith(("a11ycheck", "furo_light")):
            raise
        message = f"Pages are made light with {error.name}, which is not installed."
        raise UserError(message, "Install a11ycheck[light].") from None


def _move_marks(site: Path, done: "Lightened") -> None:
    pages = {
        name: MovedPage(before=page.before, after=page.after, moved=page.place)
        for name, page in done.moved.items()
    }
    move_marks(site, pages)
