"""Settings that a project wrote for another theme: each kind is named in one warning, and left out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import sphinx
from jinja2 import TemplateNotFound
from sphinx.application import Sphinx
from sphinx.util import logging

__all__ = ["drop_foreign_options", "own_sidebars", "warn_of_foreign_sidebars"]

logger = logging.getLogger(__name__)

_TYPE: Final = "a11ycheck"
_BASIC: Final = Path(sphinx.__file__).parent / "themes" / "basic"
_OURS: Final = "sidebar/"

_INSTEAD: Final[Mapping[str, str]] = {
    "collapse_navigation": "navigation_expand",
    "font_family": "light_css_variables",
    "github_repo": "source_repository",
    "icon_links": "footer_icons",
    "logo": "light_logo and dark_logo, or html_logo",
    "logo_only": "sidebar_hide_name",
    "navigation_depth": "navigation_siblings",
    "path_to_docs": "source_directory",
    "repository_branch": "source_branch",
    "repository_url": "source_repository",
    "show_nav_level": "navigation_siblings",
    "show_navbar_depth": "navigation_siblings",
    "show_powered_by": "html_show_sphinx",
    "style_nav_header_background": "light_css_variables",
    "use_edit_page_button": "top_of_page_buttons",
    "use_repository_button": "source_repository",
}
"""Options of well-known themes, and what does the same here."""


def drop_foreign_options(builder: Any) -> None:
    """Remove the options that the theme does not have, of which Sphinx would warn one by one."""
    known = builder.theme.get_options({})
    unknown = sorted(set(builder.theme_options) - set(known))
    if not unknown:
        return
    builder.theme_options = {
        name: value for name, value in builder.theme_options.items() if name in known
    }
    logger.warning(
        "html_theme_options: furo_light has no %s. Remove what is not needed, or use another theme.",
        ", ".join(map(_with_replacement, unknown)),
        type=_TYPE,
        subtype="theme-options",
    )


def _with_replacement(option: str) -> str:
    instead = _INSTEAD.get(option)
    return f'"{option}" (instead: {instead})' if instead else f'"{option}"'


def warn_of_foreign_sidebars(app: Sphinx) -> None:
    """Warn once of the templates in `html_sidebars` that pages do not show."""
    names = [name for names in app.config.html_sidebars.values() for name in names]
    foreign = dict.fromkeys(name for name in names if _is_foreign(app, name))
    if foreign:
        logger.warning(
            "html_sidebars: furo_light does not show %s, which belong to another theme. Remove"
            ' html_sidebars, or name "sidebar/search.html", "sidebar/navigation.html" and templates'
            " of your own.",
            ", ".join(f'"{name}"' for name in foreign),
            type=_TYPE,
            subtype="sidebars",
        )


def own_sidebars(app: Sphinx, names: Sequence[str]) -> list[str]:
    """Return the parts of the sidebar to show: the theme's own if a list is for another theme."""
    left = [name for name in names if not _is_foreign(app, name)]
    is_ours = len(left) == len(names) or any(name.startswith(_OURS) for name in left)
    builder: Any = app.builder
    return left if is_ours else list(builder.theme.sidebar_templates)


def _is_foreign(app: Sphinx, name: str) -> bool:
    """Return whether a template is one of Sphinx's own for sidebars, or does not exist."""
    if name.startswith(_OURS):
        return not _exists(app, name)
    return (_BASIC / name).is_file() or not _exists(app, name)


def _exists(app: Sphinx, name: str) -> bool:
    builder: Any = app.builder
    environment = builder.templates.environment
    try:
        environment.loader.get_source(environment, name)
    except TemplateNotFound:
        return False
    return True
