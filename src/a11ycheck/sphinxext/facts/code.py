"""Code blocks: the language that the author named."""

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.facts.written import Document, Fact
from a11ycheck.sphinxext.files import source_lines

__all__ = ["code_facts"]

_NO_LANGUAGE = "default"
_PARSED = re.compile(r"parsed-literal|program-output|command-output|prompt::|\{prompt\}")


def code_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, language, lines}; `language` is empty where block, page and project name none."""
    said = next(document.find_all(addnodes.highlightlang), None) is not None
    for node in document.find(nodes.literal_block):
        language = str(node.get("language", ""))
        if language in {"", _NO_LANGUAGE}:
            language = "" if not said and document.default_language == _NO_LANGUAGE else "page"
        line = document.block(node)
        text = "\n".join(source_lines(line.file)[line.line - 1 : line.line])
        if _is_code(node) and not _PARSED.search(text):
            facts = {
                "form": _form(text),
                "language": language,
                "lines": node.astext().count("\n") + 1,
            }
            yield Fact(kind="code", line=line, facts=facts)


def _is_code(node: nodes.literal_block) -> bool:
    """Tell a block of code from a block whose own markup is read, such as `parsed-literal`."""
    return all(isinstance(child, nodes.Text) for child in node.children)


def _form(text: str) -> str:
    if re.match(r"[\s>*-]*(`{3,}|~{3,})", text):
        return "fence"
    return "directive" if "code" in text and "::" in text else "literal"
