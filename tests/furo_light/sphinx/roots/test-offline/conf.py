"""A project whose pages are offered offline, in Sorani Kurdish."""

project = "ئاو"
author = "Nobody"
extensions = ["myst_parser", "a11ycheck.sphinxext", "furo_light"]
myst_enable_extensions = ["colon_fence"]
language = "ckb"
html_theme = "alabaster"
html_baseurl = "https://site.example/ckb"
a11ycheck_offline = True
a11ycheck_offline_pages = ["/index", "guide/*"]
