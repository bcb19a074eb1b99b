"""Formulas as MathML in the page, without MathJax: a script of a megabyte from another host.

The converter is that of docutils. A formula that it cannot convert is shown as LaTeX, and the build warns
with file and line.
"""

import re
from html import escape
from typing import Final

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

__all__ = ["NAME", "setup", "to_mathml"]

logger = logging.getLogger(__name__)

NAME: Final = "mathml"
"""The renderer's name, for `html_math_renderer`."""

_ENVIRONMENT = re.compile(r"\\(begin|end)\{(?:align|gather|equation|multline|split|eqnarray)\*?\}")
_INDENTATION = re.compile(r">\s+<")
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'


def setup(app: Sphinx) -> None:
    """Register the renderer if the project has chosen it, or none.

    Sphinx uses the only renderer beside MathJax's by default; setting it would make Sphinx read all
    documents again.
    """
    chosen = app.config.html_math_renderer
    others = set(app.registry.html_inline_math_renderers) - {"mathjax"}
    if chosen == NAME or (chosen is None and not others):
        app.add_html_math_renderer(
            NAME,
            inline_renderers=(_visit_inline, None),
            block_renderers=(_visit_block, None),
        )


def to_mathml(latex: str, *, block: bool = False) -> str:
    """Return a formula as a `<math>` element; MathError for LaTeX that the converter does not support."""
    latex = _ENVIRONMENT.sub(r"\\\1{aligned}", latex)
    try:
        mathml: str = tex2mathml(latex, as_block=block)
    except (AttributeError, IndexError, KeyError, TypeError) as error:  # from odd nesting
        raise MathError("The converter cannot parse it.") from error
    return _INDENTATION.sub("><", mathml.replace(_NAMESPACE, "").strip())


def _visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(_converted(node, node.astext(), block=False))
    raise nodes.SkipNode


def _visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(_converted(node, _aligned(node), block=True) + "</div>\n")
    raise nodes.SkipNode


def _aligned(node: nodes.math_block) -> str:
    """Return LaTeX for all equations of a block, which blank lines separate."""
    latex = node.astext().strip()
    if node.get("no-wrap", node.get("nowrap", False)):
        return latex
    latex = "\\\\ ".join(part.strip() for part in latex.split("\n\n") if part.strip())
    if "\\\\" not in latex or r"\begin{" in latex:
        return latex
    return rf"\begin{{aligned}}{latex}\end{{aligned}}"


def _converted(node: nodes.Element, latex: str, *, block: bool) -> str:
    try:
        return to_mathml(latex, block=block)
    except MathError as error:
        logger.warning(
            "This formula cannot be written as MathML, and is shown as LaTeX: %s",
            error,
            location=node,
            type="a11ycheck",
            subtype="mathml",
        )
    return f"<code>{escape(node.astext(), quote=False)}</code>"
