"""Optimise a folder of built pages, and keep the source maps beside it correct."""

from collections.abc import Sequence
from pathlib import Path

from furo_light.optimise import Lightened, LightenOptions
from furo_light.optimise import lighten as _lighten
from furo_light.settings import Settings
from furo_light.source_maps import SourceMaps

__all__ = ["lighten_site"]

_CACHE = "lighten"


def lighten_site(
    folder: Path,
    settings: Settings,
    *,
    base: str = "",
    cache: Path | None = None,
    without: Sequence[str] = (),
    dry_run: bool = False,
) -> Lightened:
    """Optimise a folder of built pages as the settings say, and update the source maps beside it.

    `base` is the sub-path of the site, `cache` the folder of the cache, `without` more patterns of files
    to leave unchanged. UserError where the folder cannot be used.
    """
    options = LightenOptions(
        pictures=settings.lighten_pictures,
        minify=settings.lighten_minify,
        precompress=settings.lighten_precompress,
        phone_width=settings.lighten_phone_width,
        content_width=settings.lighten_content_width,
        similarity=settings.lighten_similarity,
        leave=(*settings.lighten_leave, *without),
        base=base,
        cache=cache and cache / _CACHE,
        dry_run=dry_run,
    )
    done = _lighten(folder, options)
    maps = SourceMaps(folder.resolve())
    for name, page in done.moved.items():
        maps.move(name, page.before, page.after, page.place)
    maps.write()
    return done
