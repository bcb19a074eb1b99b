"""Plant defects into copies of sources: Markdown, reStructuredText, includes, docstrings, translations."""

from collections.abc import Sequence
from pathlib import Path

from planted import MARK, Defect, located

__all__ = ["plant"]

HERE = Path(__file__).resolve().parent
MARKDOWN = HERE.parent / "docs" / "publish" / "how-to"
KITCHEN_SINK = HERE.parent / "tests" / "furo_light" / "sphinx" / "roots" / "test-kitchen-sink"
REST = KITCHEN_SINK / "restructuredtext.rst"
PAGES_OF_REST = 3
CONFIGURATION = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent))
extensions = ["myst_parser", "sphinx.ext.autodoc", "a11ycheck.sphinxext"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
exclude_patterns = ["parts"]
locale_dirs = ["locales"]
gettext_compact = False
"""


def plant(defects: Sequence[Defect], project: Path) -> list[Defect]:
    """Write the project with its defects, and return them with file and line."""
    docs = project / "docs"
    docs.mkdir(parents=True)
    (project / "pyproject.toml").touch()
    (docs / "conf.py").write_text(CONFIGURATION, "utf-8")
    by_syntax = {name: [item for item in defects if item.syntax == name] for name in SYNTAXES}
    for name, write in SYNTAXES.items():
        write(by_syntax[name], docs)
    (docs / "index.md").write_text("# Index\n\n```{toctree}\n:glob:\n\n*\n```\n", "utf-8")
    return located(defects, project)


def _plant_markdown(defects: Sequence[Defect], docs: Path) -> None:
    hosts = sorted(path for path in MARKDOWN.glob("*.md") if path.name != "index.md")
    for index, host in enumerate(hosts):
        text = host.read_text("utf-8")
        for defect in defects[index :: len(hosts)]:
            text = _before_a_part(text, defect.text)
        (docs / host.name).write_text(text, "utf-8")


def _before_a_part(text: str, defect: str) -> str:
    """Insert a defect before the first section that has none before it yet, or at the end."""
    fence, lines = False, text.split("\n")
    for index, line in enumerate(lines):
        fence ^= line.startswith(("```", ":::"))
        free = MARK not in "\n".join(lines[max(index - 12, 0) : index])
        if not fence and line.startswith("## ") and free:
            return "\n".join((*lines[:index], defect, "", *lines[index:]))
    return f"{text.rstrip()}\n\n{defect}\n"


def _plant_rest(defects: Sequence[Defect], docs: Path) -> None:
    host = REST.read_text("utf-8").rstrip()
    for index in range(PAGES_OF_REST):
        texts = (defect.text for defect in defects[index::PAGES_OF_REST])
        whole = "\n\nWords between.\n\n".join((host, *texts))
        (docs / f"rest{index}.rst").write_text(f"{whole}\n", "utf-8")


def _plant_parts(defects: Sequence[Defect], docs: Path, suffix: str, include: str) -> None:
    (docs / "parts").mkdir(exist_ok=True)
    page = [f"Page of parts {suffix}", "=" * 30, ""]
    for defect in defects:
        name = f"parts/{defect.word}{suffix}"
        (docs / name).write_text(f"Words of a part.\n\n{defect.text}\n\nThe end.\n", "utf-8")
        page += [include.format(name=name), ""]
    (docs / f"with-{suffix[1:]}-parts{suffix}").write_text("\n".join(page), "utf-8")


def _plant_docstrings(defects: Sequence[Defect], docs: Path) -> None:
    code = ['"""A module."""', ""]
    for defect in defects:
        body = "\n".join(f"    {line}".rstrip() for line in defect.text.split("\n"))
        head = f"\ndef do_{defect.word}() -> None:"
        code += [head, '    """Do something.', "", body, "", "    The end.", '    """', ""]
    (docs / "planted_module.py").write_text("\n".join(code), "utf-8")
    page = (
        "Interface\n=========\n\n.. automodule:: planted_module\n   :members:\n   :undoc-members:\n"
    )
    (docs / "interface.rst").write_text(page, "utf-8")


def _plant_translations(defects: Sequence[Defect], docs: Path) -> None:
    if not defects:
        return
    parts, entries = (
        ["# A translated page", ""],
        ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"'],
    )
    for defect in defects:
        parts += [defect.text, ""]
        original = defect.original or defect.text.partition(f" {MARK}")[0]
        entries.append(f'msgid "{original}"\nmsgstr "{defect.translation}"')
    (docs / "translated.md").write_text("\n".join(parts), "utf-8")
    catalogue = docs / "locales" / "ar" / "LC_MESSAGES" / "translated.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("\n\n".join(entries) + "\n", "utf-8")


SYNTAXES = {
    "md": _plant_markdown,
    "rst": _plant_rest,
    "inc.md": lambda defects, docs: _plant_parts(
        defects, docs, ".md", "```{{include}} {name}\n```"
    ),
    "inc.rst": lambda defects, docs: _plant_parts(defects, docs, ".rst", ".. include:: {name}"),
    "py": _plant_docstrings,
    "po": _plant_translations,
}
