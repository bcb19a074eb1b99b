"""Tell an audit of whole sites from one of some of their pages."""

from collections.abc import Iterable
from pathlib import Path

from a11ycheck.collect.site_root import site_root
from a11ycheck.collect.sitemap import is_sitemap

__all__ = ["names_whole_sites"]


def names_whole_sites(targets: Iterable[str]) -> bool:
    """Tell whether every target is a site's own folder or a sitemap: no page, no folder within a site."""
    return all(_is_whole(target) for target in targets)


def _is_whole(target: str) -> bool:
    folder = Path(target).resolve()
    if folder.is_dir():
        # Only the folder of the name matters; whether the page is there does not.
        return site_root(folder / "index.html") == folder
    return is_sitemap(target)
