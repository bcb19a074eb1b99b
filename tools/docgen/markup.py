"""MyST: templates, tables, and text that is shown as it is."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["code", "default_text", "literal", "page", "table"]

_TEMPLATES = Path(__file__).parent / "templates"
_HEADER = "% Made by tools/gen_docs.py from the code. Change the code, then run: make docs\n\n"
_MARKUP = re.compile(r"([\\`*_\[\]<>|{}$~])")


def page(template: str, **values: Any) -> str:
    """Return a page: the rendered template, below a comment with its origin."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the pages are Markdown, made from our own code
    )
    text = environment.get_template(template).render(**values)
    return _HEADER + re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def literal(text: str) -> str:
    """Return plain text so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", text)


def code(text: str) -> str:
    """Return text as inline code, also within a table."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}".replace("|", r"\|")


def default_text(value: object) -> str:
    """Return the default of an option, for a table."""
    return "none" if value is None else code(str(value))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are Markdown."""
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
