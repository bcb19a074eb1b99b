"""Right-to-left pages: their direction, and the direction of left-to-right text in them.

This changes the HTML, so only of projects that read from right to left: with `furo_light`, with furo, with
several languages, or by the setting `a11ycheck_right_to_left`. A project that adds the extension for other
reasons, under another theme, keeps its bytes.
"""

import re
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from a11ycheck.language import runs, text_direction
from furo_light.languages.interface_texts import is_repaired, translations
from furo_light.theme import in_use

__all__ = ["IsolatingHTML", "isolating_translator", "setup", "with_direction", "with_texts"]

_LAST: Final = 920
_AFTER_THEMES: Final = 900
_STYLES: Final = Path(__file__).with_name("static")
_STYLE: Final = "a11ycheck-rtl.css"

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
"""Texts in furo's templates that are not translatable."""

_LANGUAGE: Final = "language-"


def setup(app: Sphinx) -> None:
    """Connect to the build; nothing changes in a left-to-right language."""
    app.connect("builder-inited", _extend_build, priority=_LAST)


def _extend_build(app: Sphinx) -> None:
    if app.builder.format != "html" or text_direction(app.config.language) != "rtl":
        return
    if not in_use(app) and not is_repaired(app.config):
        return
    translator = isolating_translator(app.builder.get_translator_class())
    app.set_translator(app.builder.name, translator, override=True)
    if not in_use(app):
        app.config.html_static_path = [*app.config.html_static_path, str(_STYLES)]
        app.add_css_file(_STYLE, priority=_AFTER_THEMES)
    _extend_templates(app)


def _extend_templates(app: Sphinx) -> None:
    """Give pages of any theme their direction, and translate its fixed texts."""
    templates: Any = getattr(app.builder, "templates", None)
    if templates is None:
        return
    render = templates.render

    def render_repaired(template: str, context: dict[str, Any]) -> str:
        return with_texts(with_direction(render(template, context)), app.config.language)

    templates.render = render_repaired


def with_direction(html: str) -> str:
    """Return a page with `dir="rtl"` on its root, unless the root has a direction."""
    return _ROOT.sub('<html dir="rtl"', html, count=1)


def with_texts(html: str, language: str) -> str:
    """Return a page with translations of the texts that furo has in English only."""
    texts = translations(language)
    if texts is None:
        return html
    return _FIXED.sub(lambda match: f"{match[1]}{texts.gettext(match[2])}{match[3]}", html)


class IsolatingHTML(HTML5Translator):
    """Sets the direction of left-to-right content: code as a whole, and runs of it within text."""

    def starttag(self, node: Any, tagname: str, *more: Any, **attributes: Any) -> str:
        """Give code, and text in another language, its own direction."""
        if isinstance(node, nodes.Element) and (direction := _direction_of(node)):
            attributes.setdefault("dir", direction)
        return str(super().starttag(node, tagname, *more, **attributes))

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils' name
        """Write the text, each left-to-right run in a `bdi` of its own."""
        if _is_isolated(node):
            super().visit_Text(node)
            return
        for piece, isolated in runs(node.astext()):
            if isolated:
                self.body.append('<bdi dir="ltr">')
            text = nodes.Text(piece)
            text.parent = node.parent
            super().visit_Text(text)
            if isolated:
                self.body.append("</bdi>")


def _direction_of(node: nodes.Element) -> str:
    """Return the direction that a node needs, "" if it has that of the page."""
    if isinstance(node, _LEFT_TO_RIGHT):
        return "ltr"
    names: list[str] = node.get("classes", [])
    tags = [name.removeprefix(_LANGUAGE) for name in names if name.startswith(_LANGUAGE)]
    return text_direction(tags[0]) if tags else ""


def _is_isolated(node: nodes.Text) -> bool:
    """Return whether a text is inside something left-to-right already."""
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
