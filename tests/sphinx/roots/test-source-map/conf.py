"""A project whose pages carry, in words such as zq12, the line on which each word was written."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
exclude_patterns = ["part.md"]
html_theme = "alabaster"
