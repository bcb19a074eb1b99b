"""Sphinx configuration of this project's own site: `sphinx-build -c . docs build/html`."""

from a11ycheck import __version__

project = "Bridging the digital gender divide"
author = "the a11ycheck contributors"
copyright = f"2026, {author}"
release = __version__

extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["locales"]
language = "en"
nitpicky = True

html_theme = "furo_light"
html_title = project
html_show_sphinx = False
html_copy_source = False  # readers need the pages, not their sources: fewer files to publish
html_show_sourcelink = False
