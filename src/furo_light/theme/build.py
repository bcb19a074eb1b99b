"""What a build with `furo_light` does at each event: loaded where that is the theme, and nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ConfigError

from a11ycheck.errors import UserError
from furo_light.theme import context as page_context
from furo_light.theme import mathml, pages
from furo_light.theme.markup import (
    NameScrollers,
    Scroller,
    accessible_translator,
    depart_scroller,
    visit_scroller,
)
from furo_light.theme.navigation import SiteTree, read_tree
from furo_light.theme.options import Options, read_options
from furo_light.theme.styles import PageStyles

__all__ = ["ThemedBuild", "mend_markup"]

FURO_DARK_STYLE: Final = "native"
"""furo's default for dark code; some of its tokens have a contrast below 4.5:1."""

DARK_CODE: Final = "furo_light.theme.code.CodeDark"


@dataclass(slots=True, kw_only=True)
class ThemedBuild:
    """What one build keeps between its events."""

    options: Options
    styles: PageStyles
    tree: SiteTree | None = None

    @classmethod
    def prepare(cls, app: Sphinx) -> "ThemedBuild":
        """Read the options, choose the styles of code, take over the search, hook into the templates."""
        if app.config.pygments_dark_style == FURO_DARK_STYLE:
            app.config.pygments_dark_style = DARK_CODE
        builder: Any = app.builder
        try:
            options = read_options(builder.theme.get_options(builder.theme_options))
        except UserError as error:
            raise ConfigError(str(error)) from error
        builder.search = False  # ours is smaller, and Sphinx's would be built and copied for nobody
        mathml.setup(app)
        styles = PageStyles(app, options)
        builder.templates.environment.filters["furo_light_page"] = styles.finish
        return cls(options=options, styles=styles)

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
        """Tell the templates what they need, and keep the words of the page for the search."""
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
        yield from pages.page_of_all_pages(app, self._tree(app))
        if self.options.search:
            yield from pages.search_page(app)

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Write the one stylesheet where the pages link it."""
        if error is None and not self.options.inline_css:
            self.styles.write_file(Path(app.outdir))


def mend_markup(app: Sphinx) -> None:
    """Extend whichever translator the build has by now, so that extensions keep theirs."""
    app.add_node(Scroller, html=(visit_scroller, depart_scroller))
    app.add_post_transform(NameScrollers)
    translator = accessible_translator(app.builder.get_translator_class())
    app.set_translator(app.builder.name, translator, override=True)
