"""A project with text that directives generate, include or inherit."""

import sys
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

sys.path.insert(0, str(Path(__file__).parent))

exclude_patterns = ["included.*", "history.rst"]
extensions = ["myst_parser", "sphinx.ext.autodoc"]
extlinks = {"ticket": ("https://ticket.example/%s", "ticket %s")}
html_theme = "alabaster"
myst_enable_extensions = ["substitution"]
myst_substitutions = {
    "shared": "[shared words](https://shared.example)",
    "picture": "![x](made.png)",
}
rst_prolog = """
.. |sign| image:: /made.png
.. |there| replace:: `over there <https://there.example>`__

Added `above all <https://all.example>`__.
"""
MADE = """\
**Generated** words here.

* made `link <https://made.example>`__

.. image:: made.png
"""


class Generate(SphinxDirective):
    has_content = True

    def run(self) -> list[nodes.Node]:
        holder = nodes.container()
        self.state.nested_parse(StringList(MADE.splitlines()), 0, holder)
        return holder.children


class Parse(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        text = ".. note::\n\n   Deep words `deep <https://deep.example>`__\n"
        return self.parse_text_to_nodes(text)


class Numbered(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        holder = nodes.container()
        text = StringList([f"Counted{self.arguments[0]} words.", "", "* Item of it."])
        self.state.nested_parse(text, 0, holder)
        return holder.children


class Shifted(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        file = Path(self.env.srcdir, self.arguments[0])
        holder, text = nodes.container(), StringList()
        for number, line in enumerate(
            ["", "Added words.", *[""] * 8, *file.read_text().splitlines()]
        ):
            text.append(line, str(file), number)
        self.state.nested_parse(text, 0, holder)
        return holder.children


def setup(app: Sphinx) -> None:
    app.add_directive("generate", Generate)
    app.add_directive("parse-text", Parse)
    app.add_directive("numbered", Numbered)
    app.add_directive("shifted", Shifted)
