"""Hand `furo_light` to Sphinx, and mend the HTML that templates cannot reach.

Sphinx loads furo itself, because `furo_light` inherits it; furo's own hooks do not ask for the
theme's name, so they serve both. Every hook here does nothing under another theme.
"""

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from a11ycheck.language import text_direction
from a11ycheck.light import THEME_NAME, THEME_PATH
from a11ycheck.sphinxext.markup import (
    NameScrollers,
    Scroller,
    accessible_translator,
    depart_scroller,
    visit_scroller,
)

__all__ = ["in_use", "setup"]

logger = logging.getLogger(__name__)

FURO_DARK_STYLE: Final = "native"
"""furo's default for dark code; some of its tokens have a contrast below 4.5:1."""

DARK_STYLE: Final = "a11y-dark"
"""Ours, from accessible-pygments, on which furo depends: 7.1:1 at least."""

BEFORE_FURO: Final = 400
AFTER_FURO: Final = 600
LAST: Final = 900
"""Event priorities: furo's handlers have Sphinx's default, 500."""

AFTER_EXTENSIONS: Final = 700
"""Stylesheet priority: extensions have 500, furo's own additions 600, a project's files 800."""


def setup(app: Sphinx) -> None:
    """Register the theme and its hooks."""
    app.add_html_theme(THEME_NAME, str(THEME_PATH))
    app.connect("builder-inited", _use_accessible_dark_code, priority=BEFORE_FURO)
    app.connect("builder-inited", _add_assets, priority=AFTER_FURO)
    app.connect("builder-inited", _mend_markup, priority=LAST)
    app.connect("html-page-context", _extend_context, priority=AFTER_FURO)


def in_use(app: Sphinx) -> bool:
    """Return whether this build's theme is `furo_light`, or inherits it."""
    theme = getattr(app.builder, "theme", None)
    return theme is not None and THEME_PATH in map(Path, theme.get_theme_dirs())


def _use_accessible_dark_code(app: Sphinx) -> None:
    """Replace furo's default style of dark code; a style that a project chose stays."""
    if in_use(app) and app.config.pygments_dark_style == FURO_DARK_STYLE:
        app.config.pygments_dark_style = DARK_STYLE


def _add_assets(app: Sphinx) -> None:
    if in_use(app):
        app.add_css_file("styles/furo-light.css", priority=AFTER_EXTENSIONS)
        if text_direction(app.config.language) == "rtl":
            app.add_css_file("styles/furo-light-rtl.css", priority=AFTER_EXTENSIONS)
        app.add_js_file("scripts/furo-light.js", priority=AFTER_EXTENSIONS)


def _mend_markup(app: Sphinx) -> None:
    """Extend whichever translator the build has by now, so that extensions keep theirs."""
    if in_use(app):
        app.add_node(Scroller, html=(visit_scroller, depart_scroller))
        app.add_post_transform(NameScrollers)
        translator = accessible_translator(app.builder.get_translator_class())
        app.set_translator(app.builder.name, translator, override=True)


def _extend_context(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Give the templates what they cannot work out: the text's direction, the page's buttons."""
    if in_use(app):
        context["text_direction"] = text_direction(app.config.language) or "ltr"
        context["page_buttons"] = _page_buttons(context)


def _page_buttons(context: dict[str, Any]) -> list[str]:
    """Return which buttons furo's options ask for: `view` (source) and `edit`, in their order."""
    buttons = context["theme_top_of_page_buttons"]
    if buttons == "":
        return [] if context["theme_top_of_page_button"] is None else ["view", "edit"]
    for unknown in set(buttons) - {"view", "edit"}:
        logger.warning("The theme option top_of_page_buttons knows no button %r.", unknown)
    return [button for button in buttons if button in {"view", "edit"}]
