"""The notice on a translated page without a review, and the links to a page in its other languages."""

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

from furo_light.languages import review_records
from furo_light.languages.interface_texts import DOMAIN
from furo_light.languages.review_records import is_reviewed, is_withheld, note_dependencies
from furo_light.languages.site_languages import Language, current, is_partial, languages_of, uri_in
from furo_light.theme import NOT_REVIEWED

__all__ = ["LanguageLinks", "LanguagesDirective", "setup"]

_ = get_translation(DOMAIN)

_SAFETY: Final = (
    "This page is about your safety: ask somebody you trust to check it before you act on it."
)
_BEFORE_COLLECTORS: Final = 100
_WITHHELD: Final = (
    "This page is about safety. It is not published in this language before a native speaker has"
    " reviewed it."
)


def setup(app: Sphinx) -> None:
    """Register the directive `languages`, and the hooks that add to pages."""
    app.add_node(LanguageLinks)
    app.add_directive("languages", LanguagesDirective)
    app.connect("doctree-resolved", _show_links)
    app.connect("doctree-read", _withhold, priority=_BEFORE_COLLECTORS)
    app.connect("doctree-resolved", _show_review)
    review_records.setup(app)


class LanguageLinks(nodes.General, nodes.Element):
    """The position of the links to the page in the other languages."""


class LanguagesDirective(SphinxDirective):
    """`{languages}`: links to this page in each language, to choose in one tap."""

    def run(self) -> list[nodes.Node]:
        """Return a node for the links, which depend on the builder."""
        node = LanguageLinks()
        self.set_source_info(node)
        return [node]


def _show_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the links, each in its language and direction; nothing but in HTML."""
    for place in list(doctree.findall(LanguageLinks)):
        links = [_link(app, docname, language) for language in languages_of(app.config)]
        if app.builder.format == "html" and len(links) > 1:
            html = f'<ul class="language-links">{"".join(links)}</ul>'
            place.replace_self(nodes.raw("", html, format="html"))
        else:
            place.parent.remove(place)


def _link(app: Sphinx, docname: str, language: Language) -> str:
    url = escape(uri_in(app, docname, docname, language))
    here = ' aria-current="page"' if language == current(app.config) else ""
    tag, name = language.tag, escape(language.name)
    return (
        f'<li><a href="{url}" hreflang="{tag}" lang="{tag}" dir="{language.direction}"{here}>'
        f"{name}</a></li>"
    )


def _show_review(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the notice below the first heading, or above it where a wrong word can do harm."""
    is_html = app.builder.format == "html"
    if not is_html or not is_partial(app.config):
        return
    language = app.config.language
    if is_withheld(app, docname, language) or is_reviewed(app, docname, language):
        return
    section = _first_section(doctree)
    first = Matcher(app.config.a11ycheck_review_first)(_path(app.env, docname))
    notice = _notice(app, docname, is_about_safety=first)
    if first or section is None:
        doctree.insert(0, notice)
    else:
        section.insert(1, notice)


def _withhold(app: Sphinx, doctree: nodes.document) -> None:
    """Reduce a page that is withheld to its heading and the reason, before its headings are collected."""
    docname = app.env.docname
    note_dependencies(app, docname)
    if app.builder.format != "html" or not is_withheld(app, docname, app.config.language):
        return
    section = _first_section(doctree)
    heading = [] if section is None else section.children[:1]
    place: nodes.Element = doctree if section is None else section
    place.clear()
    place += [*heading, nodes.paragraph("", _(_WITHHELD)), _elsewhere(app, docname)]


def _first_section(doctree: nodes.document) -> nodes.section | None:
    return next((node for node in doctree if isinstance(node, nodes.section)), None)


def _notice(app: Sphinx, docname: str, *, is_about_safety: bool) -> nodes.Element:
    title = nodes.title("", _("Not reviewed"))
    text = nodes.paragraph("", _("No native speaker has reviewed this page yet."))
    classes = ["attention", NOT_REVIEWED] if is_about_safety else [NOT_REVIEWED]
    notice = nodes.admonition("", title, text, classes=classes)
    if is_about_safety:
        notice += nodes.paragraph("", _(_SAFETY))
    notice += _advice(app, docname)
    return notice


def _advice(app: Sphinx, docname: str) -> nodes.paragraph:
    """Return the sentence about the original, with a link to it."""
    sentence = _("Some words may be wrong. Where the pages differ, trust the page in %s.")
    return _with_original(app, docname, sentence)


def _elsewhere(app: Sphinx, docname: str) -> nodes.paragraph:
    """Return the sentence that leads from a withheld page to the original."""
    return _with_original(app, docname, _("The page is available in %s."))


def _with_original(app: Sphinx, docname: str, sentence: str) -> nodes.paragraph:
    """Return a sentence with a link to the original page in place of %s."""
    original = languages_of(app.config)[0]
    before, _place, after = sentence.partition("%s")
    url = uri_in(app, docname, docname, original)
    link = nodes.reference("", _name(original, app.config.language), refuri=url)
    return nodes.paragraph("", "", nodes.Text(before), link, nodes.Text(after))


def _name(language: Language, within: str) -> str:
    """Return the name of a language in another one, from CLDR; its own name if CLDR has none."""
    names = Locale.parse(within.replace("-", "_")).languages
    return str(names.get(language.code, language.name))


def _path(env: BuildEnvironment, docname: str) -> str:
    return Path(env.doc2path(docname)).relative_to(env.srcdir).as_posix()
