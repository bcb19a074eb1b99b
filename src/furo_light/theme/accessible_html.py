"""Accessible HTML of documents: levels of captions, boxes that scroll by keyboard, names of landmarks.

Sphinx and docutils write this HTML and furo wraps some of it, out of reach of templates.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

__all__ = [
    "AccessibleHTML",
    "NameScrollers",
    "Scroller",
    "accessible_translator",
    "depart_scroller",
    "visit_scroller",
]

_TAG_NAME = re.compile(r"(?<=<)[a-z][a-z0-9]*")


class Scroller(nodes.General, nodes.Element):
    """A box that scrolls sideways on a narrow screen; its attribute `label` is its name."""


class NameScrollers(SphinxPostTransform):
    """Make furo's boxes around tables and formulas reachable by keyboard, and name them.

    furo's wrapper also repeats the ids of its content, and ids must be unique. The wrappers become nodes
    of our own, since extensions replace how docutils' `container` is written.
    """

    formats = ("html",)
    default_priority = 600  # furo wraps at 500

    def run(self, **_kwargs: Any) -> None:
        """Replace the wrappers in the document."""
        for container in list(self.document.findall(nodes.container)):
            if label := _scroller_label(container):
                classes = [*container["classes"], "docutils", "container"]
                box = Scroller("", *container.children, classes=classes, label=label)
                container.parent.replace(container, box)  # replace_self() would copy the ids


def _scroller_label(container: nodes.container) -> str:
    """Return the name for a wrapper of furo or sphinx-design, "" for any other container."""
    if "math-wrapper" in container["classes"]:
        return _("Formula")
    if "sd-cards-carousel" in container["classes"]:
        return _("Cards")
    if "table-wrapper" not in container["classes"]:
        return ""
    return _title(container.children[0]) or _("Table")


def _title(node: nodes.Node) -> str:
    """Return the text of a node's own title, "" if it has none."""
    return next((child.astext() for child in node.children if isinstance(child, nodes.title)), "")


def visit_scroller(self: HTML5Translator, node: Scroller) -> None:
    """Open the box: `role` lets it have a name, `tabindex` lets a keyboard scroll it."""
    attributes = {"tabindex": "0", "role": "group", "aria-label": node["label"]}
    self.body.append(self.starttag(node, "div", **attributes))


def depart_scroller(self: HTML5Translator, _node: Scroller) -> None:
    """Close the box."""
    self.body.append("</div>\n")


class AccessibleHTML(HTML5Translator):
    """Add the attributes that the HTML of Sphinx and docutils lacks."""

    def _add(self, visit: Callable[[Any], None], node: nodes.Node, **attributes: str) -> None:
        """Call `visit`, and add attributes to the first tag that it writes."""
        start = len(self.body)
        try:
            visit(node)
        finally:  # a visitor may raise SkipNode after it has written everything
            if len(self.body) > start:
                self.body[start] = _with_attributes(self.body[start], attributes)

    def visit_title(self, node: nodes.title) -> None:
        """Give the caption of a toctree its level; in the sidebar it names a list, and is no heading."""
        start = len(self.body)
        super().visit_title(node)
        if _is_toctree(node.parent):
            level = f'role="heading" aria-level="{min(self.section_level + 1, 6)}"'
            self.body[start] = self.body[start].replace(
                ' role="heading"', f" {level}" if self.section_level else ""
            )

    def visit_compound(self, node: nodes.compound) -> None:
        """Leave out what remains of a hidden `toctree`: an empty element."""
        if "toctree-wrapper" in node["classes"] and not node.children and not node["ids"]:
            raise nodes.SkipNode
        super().visit_compound(node)

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Name a list of pages by the caption above it."""
        caption = node.previous_sibling() if _is_toctree(node.parent) else None
        named = {"aria-label": caption.astext()} if isinstance(caption, nodes.title) else {}
        self._add(super().visit_bullet_list, node, **named)

    def visit_reference(self, node: nodes.Element) -> None:
        """Mark the entry of a table of contents that is the page itself."""
        here = "anchorname" in node and "current" in node["classes"]
        self._add(super().visit_reference, node, **({"aria-current": "page"} if here else {}))

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Make code scrollable by keyboard; line numbers beside it scroll with it."""
        start = len(self.body)
        try:
            super().visit_literal_block(node)
        finally:
            self.body[start:] = [_scrollable_code(part) for part in self.body[start:]]

    def visit_hlist(self, node: nodes.Element) -> None:
        """Mark the columns of a list as no data table."""
        self._add(super().visit_hlist, node, role="presentation")

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Name a note by its number; the box around notes is for styling, and no landmark."""
        start = len(self.body)
        super().visit_footnote(node)
        label = next(node.findall(nodes.label), None)
        named = {"aria-label": f"[{label.astext()}]"} if label else {}
        self.body[-1] = _with_attributes(self.body[-1], named)
        if len(self.body) > start + 1:
            self.body[start] = _with_attributes(self.body[start], {"role": "presentation"})

    def visit_citation(self, node: nodes.citation) -> None:
        """Make it a list item: docutils' `doc-biblioentry` is deprecated in ARIA."""
        super().visit_citation(node)
        self.body[-1] = self.body[-1].replace("doc-biblioentry", "listitem")

    def visit_raw(self, node: nodes.raw) -> None:
        """Name the checkbox of a MyST task by the text of the task."""
        start = len(self.body)
        try:
            super().visit_raw(node)
        finally:
            if "task-list-item-checkbox" in node.astext():
                texts = (child.astext() for child in node.parent if child is not node)
                named = {"aria-label": "".join(texts).strip()}
                self.body[start:] = [_with_attributes(part, named) for part in self.body[start:]]

    def visit_sidebar(self, node: nodes.sidebar) -> None:
        """Name the landmark by its title."""
        self._add(super().visit_sidebar, node, **_named_by_title(node))

    def visit_topic(self, node: nodes.topic) -> None:
        """Name the landmark, or the contents, by its title."""
        self._add(super().visit_topic, node, **_named_by_title(node))


def accessible_translator(base: type[nodes.NodeVisitor]) -> type[nodes.NodeVisitor]:
    """Return `base` with `AccessibleHTML` on top; a base that is not Sphinx's stays as it is."""
    if not issubclass(base, HTML5Translator):
        return base
    return type(f"Accessible{base.__name__}", (AccessibleHTML, base), {})


def _is_toctree(node: nodes.Node | None) -> bool:
    return isinstance(node, addnodes.compact_paragraph) and bool(node.get("toctree"))


def _named_by_title(node: nodes.Element) -> dict[str, str]:
    title = _title(node)
    return {"aria-label": title} if title else {}


def _with_attributes(html: str, attributes: dict[str, str]) -> str:
    """Add attributes to the first tag of `html`."""
    added = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return _TAG_NAME.sub(lambda tag: tag[0] + added, html, count=1) if added else html


def _scrollable_code(html: str) -> str:
    """Add the attributes that Pygments and docutils omit; escaped code contains no tags."""
    return (
        html.replace("<pre", '<pre tabindex="0"')
        .replace('<div class="linenodiv"><pre tabindex="0"', '<div class="linenodiv"><pre')
        .replace(
            '<table class="highlighttable"', '<table role="presentation" class="highlighttable"'
        )
    )
