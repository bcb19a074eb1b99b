"""What a translation has in the original language only.

It omits documents that are not translated, and links to the original's. Text without a translation keeps
its words, and gets the original's language, so that screen readers pronounce it right.
"""

from pathlib import Path
from typing import Any, ClassVar, Final

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.directives.other import TocTree
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import explicit_title_re, extract_messages
from sphinx.util.osutil import relative_uri

from furo_light.languages.site_languages import current, is_partial, languages_of, only_original

__all__ = ["LinkToOriginal", "MarkUntranslated", "PartialTocTree", "setup"]

_BEFORE_REFERENCES: Final = 5
_AFTER_TRANSLATION: Final = 25
_LATE: Final = 900


def setup(app: Sphinx) -> None:
    """Connect to the build; nothing changes in the original language."""
    app.connect("config-inited", _use, priority=_LATE)


def _use(app: Sphinx, config: Config) -> None:
    if is_partial(config):
        app.add_transform(MarkUntranslated)
    if is_partial(config) and config.a11ycheck_only_original:
        app.add_directive("toctree", PartialTocTree, override=True)
        app.add_post_transform(type(LinkToOriginal.__name__, (LinkToOriginal,), {"project": app}))


def _is_omitted(env: BuildEnvironment, docname: str) -> bool:
    """Return whether a document has a source that this translation omits."""
    if docname in env.all_docs:
        return False
    # Sphinx does not know the suffix of an excluded document.
    names = (f"{docname}{suffix}" for suffix in env.config.source_suffix)
    return any(
        (Path(env.srcdir) / name).is_file() and only_original(env.config, name) for name in names
    )


def _document(directive: SphinxDirective, entry: str) -> str:
    titled = explicit_title_re.match(entry)
    name = titled.group(2) if titled else entry.strip()
    for suffix in directive.config.source_suffix:
        name = name.removesuffix(suffix)
    return docname_join(directive.env.docname, name)


class PartialTocTree(TocTree):
    """A toctree without the documents that the translation omits.

    Sphinx would warn of each, and read the document again in every build.
    """

    def run(self) -> list[nodes.Node]:
        """Remove the documents; no list if none is left."""
        kept = [
            (text, *self.content.info(index))
            for index, text in enumerate(self.content)
            if not _is_omitted(self.env, _document(self, text))
        ]
        if len(kept) == len(self.content):
            return super().run()
        self.content = StringList(
            [line[0] for line in kept], items=[(line[1], line[2] or 0) for line in kept]
        )
        return super().run() if any(text.strip() for text in self.content) else []


class LinkToOriginal(SphinxPostTransform):
    """Make links to omitted documents lead to the original, with the name of its language."""

    default_priority = _BEFORE_REFERENCES
    project: ClassVar[Sphinx]

    def run(self, **_kwargs: Any) -> None:
        """Replace the references to such documents."""
        for reference in list(self.document.findall(addnodes.pending_xref)):
            target = self._target(reference)
            if target:
                reference.replace_self(self._link(reference, target))

    def _target(self, reference: addnodes.pending_xref) -> str:
        is_document = reference["refdomain"] == "doc" or reference["reftype"] == "doc"
        target = str(reference["reftarget"])
        if not is_document:
            return ""
        if reference["reftype"] == "doc":
            target = docname_join(reference["refdoc"], target)
        return target if _is_omitted(self.env, target) else ""

    def _link(self, reference: addnodes.pending_xref, target: str) -> nodes.Node:
        original, here = languages_of(self.config)[0], current(self.config)
        builder = self.project.builder
        base = (here.folder if here else "") + builder.get_target_uri(self.env.docname)
        url = relative_uri(base, builder.get_target_uri(target))
        if anchor := reference.get("reftargetid"):
            url += f"#{anchor}"
        link = nodes.reference("", "", *reference.children, refuri=url, internal=True)
        note = nodes.inline("", original.name, classes=[f"language-{original.tag}"])
        return nodes.inline("", "", link, nodes.Text(" ("), note, nodes.Text(")"))


class MarkUntranslated(SphinxTransform):
    """Give text without a translation the language of the original."""

    default_priority = _AFTER_TRANSLATION

    def apply(self, **_kwargs: Any) -> None:
        """Add classes to the blocks, which docutils writes as the attribute `lang`."""
        original = languages_of(self.config)[0]
        above = self.document.children[0] if self.document.children else None
        fields = set(above.findall()) if isinstance(above, nodes.field_list) else set()
        for node, message in extract_messages(self.document):
            is_text = isinstance(node, nodes.TextElement)
            letters = any(letter.isalpha() for letter in message)
            if node not in fields and is_text and letters and not node.get("translated"):
                node["classes"].append(f"language-{original.tag}")
