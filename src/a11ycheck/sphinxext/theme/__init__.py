"""Hand `furo_light` to Sphinx: its page, its rules of style, its navigation, its search.

Sphinx loads furo itself, because `furo_light` inherits its options; furo's hooks do not ask for the
theme's name, so they run too. Every hook here does nothing under another theme.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ConfigError

from a11ycheck.errors import UserError
from a11ycheck.light import THEME_NAME, THEME_PATH
from a11ycheck.sphinxext.markup import (
    NameScrollers,
    Scroller,
    accessible_translator,
    depart_scroller,
    visit_scroller,
)
from a11ycheck.sphinxext.theme import context as page_context
from a11ycheck.sphinxext.theme import mathml, pages
from a11ycheck.sphinxext.theme.navigation import SiteTree, read_tree
from a11ycheck.sphinxext.theme.options import Options, read_options
from a11ycheck.sphinxext.theme.styles import PageStyles

__all__ = ["in_use", "setup"]

FURO_DARK_STYLE: Final = "native"
"""furo's default for dark code; some of its tokens have a contrast below 4.5:1."""

DARK_CODE: Final = "a11ycheck.sphinxext.theme.code.CodeDark"

FIRST: Final = 100
BEFORE_FURO: Final = 400
AFTER_FURO: Final = 600
LAST: Final = 900
"""Event priorities: furo's handlers have Sphinx's default, 500."""


def setup(app: Sphinx) -> None:
    """Register the theme and its hooks."""
    app.add_html_theme(THEME_NAME, str(THEME_PATH))
    build = _Build()
    app.connect("builder-inited", build.prepare, priority=FIRST)
    app.connect("builder-inited", _mend_markup, priority=LAST)
    app.connect("html-page-context", build.before_furo, priority=BEFORE_FURO)
    app.connect("html-page-context", build.describe, priority=LAST)
    app.connect("html-collect-pages", build.more_pages)
    app.connect("build-finished", build.finish, priority=BEFORE_FURO)


def in_use(app: Sphinx) -> bool:
    """Return whether this build's theme is `furo_light`, or inherits it."""
    theme = getattr(app.builder, "theme", None)
    return theme is not None and THEME_PATH in map(Path, theme.get_theme_dirs())


@dataclass(slots=True, kw_only=True)
class _Build:
    """What one build keeps between its events."""

    options: Options | None = None
    styles: PageStyles | None = None
    tree: SiteTree | None = field(default=None)

    def prepare(self, app: Sphinx) -> None:
        """Read the options, choose the styles of code, take over the search, hook into the templates."""
        if not in_use(app):
            return
        if app.config.pygments_dark_style == FURO_DARK_STYLE:
            app.config.pygments_dark_style = DARK_CODE
        builder: Any = app.builder
        try:
            self.options = read_options(builder.theme.get_options(builder.theme_options))
        except UserError as error:
            raise ConfigError(str(error)) from error
        builder.search = False  # ours is smaller, and Sphinx's would be built and copied for nobody
        mathml.setup(app)
        self.styles = PageStyles(app, self.options)
        builder.templates.environment.filters["furo_light_page"] = self._finish_page

    def _finish_page(self, html: str) -> str:
        return self.styles.finish(html) if self.styles else html

    def before_furo(
        self, app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
    ) -> None:
        """Hide the tree of all pages from furo."""
        if in_use(app):
            page_context.hide_whole_tree(context)

    def describe(
        self,
        app: Sphinx,
        pagename: str,
        _template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Tell the templates what they need, and keep the words of the page for the search."""
        if self.options is None or self.styles is None:
            return
        page_context.show_whole_tree(context)
        tree = self._tree(app)
        page_context.describe_page(
            app, pagename, context, options=self.options, tree=tree, styles=self.styles
        )
        if "search_manifest_data" in context:
            context["search_manifest"] = pages.manifest_json(context)
        if doctree is not None and context["search_on"]:
            pages.keep_words(app, pagename, doctree)

    def _tree(self, app: Sphinx) -> SiteTree:
        self.tree = self.tree or read_tree(app)
        return self.tree

    def more_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the pages that are no documents."""
        if self.options is not None:
            yield from pages.page_of_all_pages(app, self._tree(app))
            if self.options.search:
                yield from pages.search_page(app)

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Write the one stylesheet where the pages link it."""
        if error is None and self.options and self.styles and not self.options.inline_css:
            self.styles.write_file(Path(app.outdir))


def _mend_markup(app: Sphinx) -> None:
    """Extend whichever translator the build has by now, so that extensions keep theirs."""
    if in_use(app):
        app.add_node(Scroller, html=(visit_scroller, depart_scroller))
        app.add_post_transform(NameScrollers)
        translator = accessible_translator(app.builder.get_translator_class())
        app.set_translator(app.builder.name, translator, override=True)
