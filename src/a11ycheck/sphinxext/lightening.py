"""Make the pages of a build light, with the settings of `conf.py` over those of the configuration."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from a11ycheck.config import Config, Setting, load_config, settings
from a11ycheck.config.values import fault
from a11ycheck.errors import UserError
from a11ycheck.light.front import lighten_site
from a11ycheck.light.lighten import Lightened
from a11ycheck.model import ExitCode
from a11ycheck.sphinxext.languages import languages_of, site_of
from a11ycheck.sphinxext.lighten import PREFIX

__all__ = ["lighten_pages"]

logger = logging.getLogger(__name__)

_TYPE = "a11ycheck"


def lighten_pages(app: Sphinx) -> None:
    """Lighten what was built; a mistake stops only a build that asks for this step by name."""
    try:
        done = lighten_site(Path(app.outdir), _config(app), without=_other_builds(app))
    except UserError as mistake:
        if app.config.a11ycheck_lighten is None:
            hint = "The pages are whole; a11ycheck_lighten = False leaves out this step."
            logger.warning("%s %s", mistake, hint, type=_TYPE, subtype="lighten")
            return
        logger.error("%s", mistake, type=_TYPE, subtype="lighten")  # noqa: TRY400 - a user's mistake
        app.statuscode = ExitCode.USAGE
    else:
        _tell(done)


def _config(app: Sphinx) -> Config:
    """Return the configuration of the project, with what `conf.py` sets; UserError names what is wrong."""
    loaded = load_config({}, start=Path(app.confdir))
    given: dict[str, Any] = {}
    for setting in _lighten_settings():
        value = app.config[PREFIX + setting.name]
        if value is not None:
            given[setting.name] = _checked(setting, value)
    if "cache_dir" not in loaded.origins:
        # A build leaves nothing in folders that nobody named to it.
        given["cache_dir"] = str(Path(app.doctreedir) / _TYPE)
    return replace(loaded.config, **given)


def _lighten_settings() -> tuple[Setting, ...]:
    return tuple(setting for setting in settings() if setting.command == "lighten")


def _checked(setting: Setting, value: Any) -> Any:
    """Return a value of `conf.py` as the configuration holds it; UserError where it cannot be."""
    if wrong := fault(setting, value):
        message = f"conf.py: {PREFIX}{setting.name} {wrong}."
        raise UserError(message, setting.help)
    return tuple(value) if setting.many else value


def _other_builds(app: Sphinx) -> tuple[str, ...]:
    """Return patterns of the folders in which the other languages of the site are built."""
    _, here = site_of(app)
    folders = [language.folder for language in languages_of(app.config) if language.folder]
    return () if here else tuple(folders)


def _tell(done: Lightened) -> None:
    """Warn of what was left, once for each reason."""
    reasons: dict[str, list[str]] = {}
    for item in done.left:
        reasons.setdefault(item.reason, []).append(item.file)
    for reason, files in reasons.items():
        first, *others = files
        named = f"{first} and {len(others)} more" if others else first
        logger.warning("%s was not lightened: %s.", named, reason, type=_TYPE, subtype="lighten")
    for note in done.notes:
        logger.info("%s", note)
    logger.info("lightened %d files", len(done.changed))
