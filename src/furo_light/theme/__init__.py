"""Hand `furo_light` to Sphinx: its page, its rules of style, its navigation, its search.

Sphinx loads furo itself, because `furo_light` inherits its options; furo's hooks do not ask for the
theme's name, so they run too. Every hook here does nothing under another theme, and what the theme needs
is not even loaded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.application import Sphinx

if TYPE_CHECKING:
    from furo_light.theme.build import ThemedBuild

__all__ = ["NOT_REVIEWED", "THEME_NAME", "THEME_PATH", "in_use", "setup"]

NOT_REVIEWED: Final = "not-reviewed"
"""The class of the notice on a translation without a review: it has a style, and is not searched."""

THEME_NAME: Final = "furo_light"
"""The name for `html_theme`."""

THEME_PATH: Final = Path(__file__).resolve().parent / THEME_NAME
"""The theme's folder, as Sphinx's `add_html_theme` takes it."""

FIRST: Final = 100
BEFORE_FURO: Final = 400
LAST: Final = 900
"""Event priorities: furo's handlers have Sphinx's default, 500."""


def setup(app: Sphinx) -> None:
    """Register the theme and its hooks."""
    app.add_html_theme(THEME_NAME, str(THEME_PATH))
    hooks = _Hooks()
    app.connect("builder-inited", hooks.prepare, priority=FIRST)
    app.connect("builder-inited", _mend_markup, priority=LAST)
    app.connect("html-page-context", hooks.before_furo, priority=BEFORE_FURO)
    app.connect("html-page-context", hooks.describe, priority=LAST)
    app.connect("html-collect-pages", hooks.more_pages)
    app.connect("build-finished", hooks.finish, priority=BEFORE_FURO)


def in_use(app: Sphinx) -> bool:
    """Return whether this build's theme is `furo_light`, or inherits it."""
    theme = getattr(app.builder, "theme", None)
    return theme is not None and THEME_PATH in map(Path, theme.get_theme_dirs())


@dataclass(slots=True)
class _Hooks:
    """Hand each event to the theme's own build, where there is one."""

    build: "ThemedBuild | None" = None

    def prepare(self, app: Sphinx) -> None:
        if in_use(app):
            from furo_light.theme.build import ThemedBuild  # noqa: PLC0415 - see above

            self.build = ThemedBuild.prepare(app)

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


def _mend_markup(app: Sphinx) -> None:
    if in_use(app):
        from furo_light.theme.build import mend_markup  # noqa: PLC0415 - see above

        mend_markup(app)
