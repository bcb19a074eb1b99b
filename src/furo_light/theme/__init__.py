"""The Sphinx theme `furo_light`: its templates, stylesheets, navigation and search.

It inherits furo, so Sphinx loads furo, and furo's hooks run, too: they do not check the theme's name. Under
another theme every hook here does nothing, and the modules of the theme are not loaded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.application import Sphinx
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

if TYPE_CHECKING:
    from furo_light.theme.build import ThemedBuild

__all__ = ["NOT_REVIEWED", "THEME_NAME", "THEME_PATH", "in_use", "setup"]

NOT_REVIEWED: Final = "not-reviewed"
"""The class of the notice on a translation without a review: it has a style, and is not searched."""

THEME_NAME: Final = "furo_light"
"""The name for `html_theme`."""

THEME_PATH: Final = Path(__file__).resolve().parent / THEME_NAME
"""The theme's folder, for Sphinx's `add_html_theme`."""

_FIRST: Final = 100
_BEFORE_FURO: Final = 400  # furo's handlers have Sphinx's default priority, 500
_LAST: Final = 900


def setup(app: Sphinx) -> None:
    """Register the theme and its hooks."""
    app.add_html_theme(THEME_NAME, str(THEME_PATH))
    hooks = _Hooks()
    app.connect("builder-inited", hooks.prepare, priority=_FIRST)
    app.connect("builder-inited", hooks.extend_translator, priority=_LAST)
    app.connect("env-get-outdated", hooks.outdated)
    app.connect("env-updated", hooks.with_old_navigation)
    app.connect("html-page-context", hooks.before_furo, priority=_BEFORE_FURO)
    app.connect("html-page-context", hooks.describe, priority=_LAST)
    app.connect("html-collect-pages", hooks.more_pages)
    app.connect("build-finished", hooks.finish, priority=_BEFORE_FURO)


def in_use(app: Sphinx) -> bool:
    """Return whether this build renders pages with `furo_light`, or a theme that inherits it.

    The builders `json` and `pickle` have a theme, but write the values of a page without its templates.
    """
    theme = getattr(app.builder, "theme", None)
    if theme is None or isinstance(app.builder, SerializingHTMLBuilder):
        return False
    return THEME_PATH in map(Path, theme.get_theme_dirs())


@dataclass(slots=True)
class _Hooks:
    """Passes each event to the themed build, if there is one."""

    build: "ThemedBuild | None" = None

    def prepare(self, app: Sphinx) -> None:
        if in_use(app):
            from furo_light.theme.build import ThemedBuild  # noqa: PLC0415 - see above

            self.build = ThemedBuild.prepare(app)

    def extend_translator(self, app: Sphinx) -> None:
        if self.build:
            from furo_light.theme.build import extend_translator  # noqa: PLC0415 - see above

            extend_translator(app)

    def outdated(self, app: Sphinx, *_event: Any) -> Iterable[str]:
        return self.build.outdated(app) if self.build else ()

    def with_old_navigation(self, app: Sphinx, *_event: Any) -> Iterable[str]:
        return self.build.with_old_navigation(app) if self.build else ()

    def before_furo(self, *event: Any) -> None:
        if self.build:
            self.build.before_furo(*event)

    def describe(self, *event: Any) -> None:
        if self.build:
            self.build.describe(*event)

    def more_pages(self, app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
        return self.build.more_pages(app) if self.build else ()

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        if self.build:
            self.build.finish(app, error)
