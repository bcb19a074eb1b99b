"""Pages that run from right to left: direction of the page, and of what runs the other way inside it.

Nothing here touches the HTML of a project whose language runs from left to right, or one that is not to be
repaired.
"""

import re
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from a11ycheck.language import runs, text_direction
from furo_light.languages.interface import translations
from furo_light.languages.repairs import is_repaired
from furo_light.theme import in_use

__all__ = ["IsolatingHTML", "isolating_translator", "setup", "with_direction", "with_words"]

_LAST: Final = 920
_AFTER_THEMES: Final = 900
STYLES: Final = Path(__file__).with_name("static")
STYLE: Final = "a11ycheck-rtl.css"

_LEFT_TO_RIGHT: Final = (
    *(nodes.literal, nodes.literal_block, nodes.doctest_block, nodes.math, nodes.math_block),
    *(addnodes.desc_signature, addnodes.productionlist, nodes.option_string),
)
_ROOT: Final = re.compile(r"<html\b(?![^>]*\bdir=)")
_FIXED: Final = re.compile(
    r'(<title>|aria-label=")'
    r"(Contents|Menu|Expand|Light mode|Dark mode|Auto light/dark, in (?:light|dark) mode"
    r"|Toggle (?:Light / Dark / Auto color theme|site navigation sidebar|table of contents sidebar))"
    r'(</title>|")'
)
"""What furo's templates do not offer for translation."""

_LANGUAGE: Final = "language-"


def setup(app: Sphinx) -> None:
    """Connect to the build of a language that runs from right to left; to no other."""
    app.connect("builder-inited", _turn, priority=_LAST)


def _turn(app: Sphinx) -> None:
    if app.builder.format != "html" or text_direction(app.config.language) != "rtl":
        return
    if not in_use(app) and not is_repaired(app.config):
        return
    translator = isolating_translator(app.builder.get_translator_class())
    app.set_translator(app.builder.name, translator, override=True)
    if not in_use(app):
        app.config.html_static_path = [*app.config.html_static_path, str(STYLES)]
        app.add_css_file(STYLE, priority=_AFTER_THEMES)
    _mend_pages(app)


def _mend_pages(app: Sphinx) -> None:
    """Let whichever theme this is say which way its pages run, and in which words."""
    templates: Any = getattr(app.builder, "templates", None)
    if templates is None:
        return
    render = templates.render

    def render_mended(template: str, context: dict[str, Any]) -> str:
        return with_words(with_direction(render(template, context)), app.config.language)

    templates.render = render_mended


def with_direction(html: str) -> str:
    """Return a page whose root says that it runs from right to left, unless it says what it does."""
    return _ROOT.sub('<html dir="rtl"', html, count=1)


def with_words(html: str, language: str) -> str:
    """Return a page in which the words that furo writes in English alone are those of the language."""
    words = translations(language)
    if words is None:
        return html
    return _FIXED.sub(lambda match: f"{match[1]}{words.gettext(match[2])}{match[3]}", html)


class IsolatingHTML(HTML5Translator):
    """Mark what runs from left to right: code as a whole, and runs of it within text."""

    def starttag(self, node: Any, tagname: str, *more: Any, **attributes: Any) -> str:
        """Give code, and text in another language, its own direction."""
        if isinstance(node, nodes.Element) and (direction := _direction_of(node)):
            attributes.setdefault("dir", direction)
        return str(super().starttag(node, tagname, *more, **attributes))

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils' name
        """Write the text, each run from left to right in a `bdi` of its own."""
        if _runs_on_its_own(node):
            super().visit_Text(node)
            return
        for piece, isolated in runs(node.astext()):
            if isolated:
                self.body.append('<bdi dir="ltr">')
            super().visit_Text(_piece_of(node, piece))
            if isolated:
                self.body.append("</bdi>")


def _piece_of(node: nodes.Text, text: str) -> nodes.Text:
    piece = nodes.Text(text)
    piece.parent = node.parent
    return piece


def _direction_of(node: nodes.Element) -> str:
    """Return the direction that a node needs of its own; empty where it follows the page."""
    if isinstance(node, _LEFT_TO_RIGHT):
        return "ltr"
    names: list[str] = node.get("classes", [])
    tags = [name.removeprefix(_LANGUAGE) for name in names if name.startswith(_LANGUAGE)]
    return text_direction(tags[0]) if tags else ""


def _runs_on_its_own(node: nodes.Text) -> bool:
    """Tell whether a text stands in something whose direction is left to right already."""
    parent: nodes.Node | None = node.parent
    while isinstance(parent, nodes.Element):
        if _direction_of(parent) == "ltr" or isinstance(parent, nodes.raw):
            return True
        parent = parent.parent
    return False


def isolating_translator(base: type[nodes.NodeVisitor]) -> type[nodes.NodeVisitor]:
    """Return `base` with `IsolatingHTML` on top; a base that is not Sphinx's stays as it is."""
    if not issubclass(base, HTML5Translator) or issubclass(base, IsolatingHTML):
        return base
    return type(f"Isolating{base.__name__}", (IsolatingHTML, base), {})
