"""The builds of one site in several languages: which one this is, and where the site is.

Each language is a build of its own. The original's pages are at the site's root, those of a translation in
a folder named by its code.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

__all__ = ["is_translation", "setup", "site_of"]


def setup(app: Sphinx) -> None:
    """Register the setting that lists the languages, the original first."""
    kinds = frozenset({dict, list, tuple})
    app.add_config_value("a11ycheck_languages", default={}, rebuild="html", types=kinds)


def is_translation(config: Config) -> bool:
    """Return whether this build makes a translation: a listed language that is not the first."""
    return config.language in list(config.a11ycheck_languages)[1:]


def site_of(app: Sphinx) -> tuple[Path, str]:
    """Return the folder of the whole site, and that of this build in it ("" where they are the same)."""
    outdir, folder = Path(app.outdir), app.config.language
    inside = is_translation(app.config) and outdir.name == folder
    return (outdir.parent, folder) if inside else (outdir, "")
