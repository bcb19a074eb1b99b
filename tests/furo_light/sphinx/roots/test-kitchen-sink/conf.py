"""A project with one of everything that a Sphinx author writes; nothing in it leaves the machine."""

import importlib.util
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

OPTIONAL = {"sphinx_design": "design.md", "sphinx_inline_tabs": "tabs.md", "sphinx_copybutton": ""}
INSTALLED = [name for name in OPTIONAL if importlib.util.find_spec(name)]

project = "Kitchen sink"
author = "The authors"
copyright = "2026, the authors"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.todo",
    "sphinx.ext.viewcode",
    *INSTALLED,
]
exclude_patterns = [page for name, page in OPTIONAL.items() if page and name not in INSTALLED]
suppress_warnings = ["design.card_legacy", "ref.footnote", "ref.citation", "toc.excluded"]
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "fieldlist",
    "tasklist",
]
numfig = True
todo_include_todos = True
html_theme = "furo_light"
html_title = "Kitchen sink"
html_static_path = ["_static"]
html_theme_options = {
    "theme_switch": True,
    "announcement": 'A word to all: <a href="blocks.html">blocks</a> have moved.',
    "source_repository": "https://example.org/docs/",
    "source_edit_link": "https://example.org/edit/{filename}",
    "source_view_link": "https://example.org/view/{filename}",
    "footer_icons": [
        {
            "name": "Source code",
            "url": "https://example.org/",
            "html": '<svg viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="currentColor"/></svg>',
            "class": "",
        },
    ],
}
