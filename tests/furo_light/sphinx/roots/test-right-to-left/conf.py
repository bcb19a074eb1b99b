"""A small project in Arabic."""

project = "صفحات"
copyright = "2026"
extensions = ["myst_parser"]
language = "ar"
html_theme = "furo_light"
html_title = "صفحات"
myst_enable_extensions = ["colon_fence", "deflist"]
