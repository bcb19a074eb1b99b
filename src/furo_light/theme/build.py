"""What a build does at each event, if its theme is `furo_light`: loaded in no other build."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ConfigError

from a11ycheck.errors import UserError
from furo_light.theme import foreign_settings, generated_pages, mathml, page_context
from furo_light.theme.accessible_html import (
    NameScrollers,
    Scroller,
    accessible_translator,
    depart_scroller,
    visit_scroller,
)
from furo_light.theme.navigation import SiteTree, read_tree
from furo_light.theme.page_styles import PageStyles
from furo_light.theme.theme_options import ThemeOptions, read_theme_options

__all__ = ["ThemedBuild", "extend_translator"]

FURO_DARK_STYLE: Final = "native"
"""furo's default for dark code; some of its tokens have a contrast below 4.5:1."""

_NAVIGATION: Final = "furo_light_navigation"

DARK_CODE: Final = "furo_light.theme.code_styles.CodeDark"


@dataclass(slots=True, kw_only=True)
class ThemedBuild:
    """The state of one build between its events."""

    options: ThemeOptions
    styles: PageStyles
    tree: SiteTree | None = None

    @classmethod
    def prepare(cls, app: Sphinx) -> "ThemedBuild":
        """Read the options, choose the code styles, replace the search, hook into the templates."""
        if app.config.pygments_dark_style == FURO_DARK_STYLE:
            app.config.pygments_dark_style = DARK_CODE
        builder: Any = app.builder
        foreign_settings.drop_foreign_options(builder)
        foreign_settings.warn_of_foreign_sidebars(app)
        try:
            options = read_theme_options(builder.theme.get_options(builder.theme_options))
        except UserError as error:
            raise ConfigError(str(error)) from error
        builder.search = False  # ours is smaller; Sphinx would build and copy its own for nobody
        mathml.setup(app)
        styles = PageStyles(app, options)
        builder.templates.environment.filters["furo_light_page"] = styles.finish
        return cls(options=options, styles=styles)

    def outdated(self, app: Sphinx) -> list[str]:
        """Return the documents to read again, because the search has no words of them."""
        has_search = self.options.search and generated_pages.has_pages_of_its_own(app)
        return generated_pages.without_words(app) if has_search else []

    def with_old_navigation(self, app: Sphinx) -> Iterable[str]:
        """Return the documents to write again, because titles or `toctree`s in their navigation changed.

        Sphinx writes only the documents whose own source changed; the navigation of the others would keep
        removed pages and old titles.
        """
        env: Any = app.env
        before, now = getattr(env, _NAVIGATION, None), repr(self._tree(app).below)
        setattr(env, _NAVIGATION, now)
        return env.all_docs if before not in (None, now) else ()

    def before_furo(
        self, _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
    ) -> None:
        """Hide the tree of all pages from furo."""
        page_context.hide_whole_tree(context)

    def describe(
        self,
        app: Sphinx,
        pagename: str,
        _template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give the templates their values, and keep the words of the page for the search."""
        page_context.show_whole_tree(context)
        page_context.describe_page(
            app, pagename, context, options=self.options, tree=self._tree(app), styles=self.styles
        )
        if "search_manifest_data" in context:
            context["search_manifest"] = generated_pages.manifest_json(context)
        if doctree is not None and context["search_on"]:
            generated_pages.keep_words(app, pagename, doctree)

    def _tree(self, app: Sphinx) -> SiteTree:
        self.tree = self.tree or read_tree(app)
        return self.tree

    def more_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the pages that are no documents."""
        yield from generated_pages.page_of_all_pages(app, self._tree(app))
        if self.options.search:
            yield from generated_pages.search_page(app)

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Write the stylesheet, unless it is in the pages."""
        if error is None:
            # furo writes a file there after us, even if a builder such as applehelp has no such folder.
            (Path(app.builder.outdir) / "_static").mkdir(parents=True, exist_ok=True)
        if error is None and not self.options.inline_css:
            self.styles.write_file(Path(app.outdir))


def extend_translator(app: Sphinx) -> None:
    """Extend the translator that the build has by now, so that extensions keep theirs."""
    app.add_node(Scroller, html=(visit_scroller, depart_scroller))
    app.add_post_transform(NameScrollers)
    translator = accessible_translator(app.builder.get_translator_class())
    app.set_translator(app.builder.name, translator, override=True)
