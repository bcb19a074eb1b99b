"""Say on each translated page that no native speaker has reviewed it, until one has."""

from html import escape
from pathlib import Path
from typing import Final

from babel import Locale
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective
from sphinx.util.matching import Matcher

from furo_light.languages.interface import DOMAIN
from furo_light.languages.site import Language, current, is_partial, languages_of, uri_in
from furo_light.theme import NOT_REVIEWED

__all__ = ["LanguageLinks", "LanguagesDirective", "setup"]

_ = get_translation(DOMAIN)

SAFETY: Final = (
    "This page is about your safety: ask somebody you trust to check it before you act on it."
)


def setup(app: Sphinx) -> None:
    """Register the directive `languages`, and what writes into pages."""
    app.add_node(LanguageLinks)
    app.add_directive("languages", LanguagesDirective)
    app.connect("doctree-resolved", _show_links)
    app.connect("doctree-resolved", _show_review)


class LanguageLinks(nodes.General, nodes.Element):
    """Where an author wants the links to the page's twins."""


class LanguagesDirective(SphinxDirective):
    """`{languages}`: links to this page in each language, to choose in one tap."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for the links, which depend on the builder."""
        node = LanguageLinks()
        self.set_source_info(node)
        return [node]


def _show_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the links, each in its own language and direction; nothing outside HTML."""
    for place in list(doctree.findall(LanguageLinks)):
        links = [_link(app, docname, language) for language in languages_of(app.config)]
        if app.builder.format == "html" and len(links) > 1:
            html = f'<ul class="language-links">{"".join(links)}</ul>'
            place.replace_self(nodes.raw("", html, format="html"))
        else:
            place.parent.remove(place)


def _link(app: Sphinx, docname: str, language: Language) -> str:
    address = escape(uri_in(app, docname, docname, language))
    here = ' aria-current="page"' if language == current(app.config) else ""
    tag, name = language.tag, escape(language.name)
    return (
        f'<li><a href="{address}" hreflang="{tag}" lang="{tag}" dir="{language.direction}"{here}>'
        f"{name}</a></li>"
    )


def _show_review(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the mark below the page's first heading, or above it where a wrong word can do harm."""
    path = _path(app.env, docname)
    is_html = app.builder.format == "html"
    if not is_html or not is_partial(app.config) or _is_reviewed(app.env, path):
        return
    first = Matcher(app.config.a11ycheck_review_first)(path)
    mark = _mark(app, docname, is_about_safety=first)
    section = next((node for node in doctree if isinstance(node, nodes.section)), None)
    if first or section is None:
        doctree.insert(0, mark)
    else:
        section.insert(1, mark)


def _mark(app: Sphinx, docname: str, *, is_about_safety: bool) -> nodes.Element:
    title = nodes.title("", _("Not reviewed"))
    said = nodes.paragraph("", _("No native speaker has reviewed this page yet."))
    mark = nodes.admonition("", title, said, classes=["attention", NOT_REVIEWED])
    if is_about_safety:
        mark += nodes.paragraph("", _(SAFETY))
    mark += _advice(app, docname)
    return mark


def _advice(app: Sphinx, docname: str) -> nodes.paragraph:
    """Return the sentence that names the original, with a link to it."""
    original = languages_of(app.config)[0]
    sentence = _("Some words may be wrong. Where the pages differ, trust the page in %s.")
    before, _place, after = sentence.partition("%s")
    address = uri_in(app, docname, docname, original)
    link = nodes.reference("", _name(original, app.config.language), refuri=address)
    return nodes.paragraph("", "", nodes.Text(before), link, nodes.Text(after))


def _name(language: Language, within: str) -> str:
    """Return a language's name in another language, as CLDR has it; in itself where it has none."""
    names = Locale.parse(within.replace("-", "_")).languages
    return str(names.get(language.code, language.name))


def _is_reviewed(env: BuildEnvironment, path: str) -> bool:
    return Matcher(env.config.a11ycheck_reviewed.get(env.config.language, []))(path)


def _path(env: BuildEnvironment, docname: str) -> str:
    return Path(env.doc2path(docname)).relative_to(env.srcdir).as_posix()
