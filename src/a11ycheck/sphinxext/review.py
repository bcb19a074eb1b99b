"""Say on each translated page that no native speaker has reviewed it, until one has."""

from html import escape
from pathlib import Path
from typing import Any, Final

from babel import Locale
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.matching import Matcher

from a11ycheck.sphinxext.languages import Language, current, is_partial, languages_of, uri_in
from a11ycheck.sphinxext.words import DOMAIN

__all__ = ["LanguageLinks", "ShowLanguageLinks", "ShowReview", "setup"]

_ = get_translation(DOMAIN)

CLASS: Final = "not-reviewed"
SAFETY: Final = (
    "This page is about your safety: ask somebody you trust to check it before you act on it."
)
_LAST: Final = 900


def setup(app: Sphinx) -> None:
    """Register the settings, the directive `languages`, and the transforms that write for HTML."""
    app.add_config_value("a11ycheck_reviewed", default={}, rebuild="html", types=frozenset({dict}))
    kinds = frozenset({list, tuple})
    app.add_config_value("a11ycheck_review_first", default=[], rebuild="html", types=kinds)
    app.add_node(LanguageLinks)
    app.add_directive("languages", LanguagesDirective)
    app.add_post_transform(ShowLanguageLinks)
    app.add_post_transform(ShowReview)


class LanguageLinks(nodes.General, nodes.Element):
    """Where an author wants the links to the page's twins."""


class LanguagesDirective(SphinxDirective):
    """`{languages}`: links to this page in each language, to choose in one tap."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for the links, which depend on the builder."""
        node = LanguageLinks()
        self.set_source_info(node)
        return [node]


class ShowLanguageLinks(SphinxPostTransform):
    """Write the links, each in its own language and direction; nothing outside HTML."""

    default_priority = _LAST

    def run(self, **_kwargs: Any) -> None:
        """Replace the places that directives left."""
        for place in list(self.document.findall(LanguageLinks)):
            links = [self._link(language) for language in languages_of(self.config)]
            if self.app.builder.format == "html" and len(links) > 1:
                html = f'<ul class="language-links">{"".join(links)}</ul>'
                place.replace_self(nodes.raw("", html, format="html"))
            else:
                place.parent.remove(place)

    def _link(self, language: Language) -> str:
        docname = self.env.docname
        address = escape(uri_in(self.app, docname, docname, language))
        here = ' aria-current="page"' if language == current(self.config) else ""
        tag, name = language.tag, escape(language.name)
        return (
            f'<li><a href="{address}" hreflang="{tag}" lang="{tag}" dir="{language.direction}"{here}>'
            f"{name}</a></li>"
        )


class ShowReview(SphinxPostTransform):
    """Put the mark below the page's first heading, or above it where a wrong word can do harm."""

    default_priority = _LAST
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Insert the mark into a page that is translated and not reviewed."""
        path = _path(self.env, self.env.docname)
        if not is_partial(self.config) or _is_reviewed(self.env, path):
            return
        first = Matcher(self.config.a11ycheck_review_first)(path)
        mark = self._mark(is_about_safety=first)
        section = next((node for node in self.document if isinstance(node, nodes.section)), None)
        if first or section is None:
            self.document.insert(0, mark)
        else:
            section.insert(1, mark)

    def _mark(self, *, is_about_safety: bool) -> nodes.Element:
        title = nodes.title("", _("Not reviewed"))
        said = nodes.paragraph("", _("No native speaker has reviewed this page yet."))
        mark = nodes.admonition("", title, said, classes=["attention", CLASS])
        if is_about_safety:
            mark += nodes.paragraph("", _(SAFETY))
        mark += self._advice()
        return mark

    def _advice(self) -> nodes.paragraph:
        """Return the sentence that names the original, with a link to it."""
        original = languages_of(self.config)[0]
        sentence = _("Some words may be wrong. Where the pages differ, trust the page in %s.")
        before, _mark, after = sentence.partition("%s")
        docname = self.env.docname
        address = uri_in(self.app, docname, docname, original)
        link = nodes.reference("", _name(original, self.config.language), refuri=address)
        return nodes.paragraph("", "", nodes.Text(before), link, nodes.Text(after))


def _name(language: Language, within: str) -> str:
    """Return a language's name in another language, as CLDR has it; in itself where it has none."""
    names = Locale.parse(within.replace("-", "_")).languages
    return str(names.get(language.code, language.name))


def _is_reviewed(env: BuildEnvironment, path: str) -> bool:
    return Matcher(env.config.a11ycheck_reviewed.get(env.config.language, []))(path)


def _path(env: BuildEnvironment, docname: str) -> str:
    return Path(env.doc2path(docname)).relative_to(env.srcdir).as_posix()
