"""A small guide, to be built with several themes: for benches only."""

project = "Water at home"
copyright = "2026, the a11ycheck authors"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo_light"
html_title = project
html_copy_source = False
html_show_sourcelink = False
