"""Sphinx configuration of this project's own site: `sphinx-build -c . docs build/html`."""

from a11ycheck import __version__

project = "Bridging the digital gender divide"
author = "the a11ycheck contributors"
copyright = f"2026, {author}"
release = __version__

extensions = ["myst_parser", "a11ycheck.sphinxext", "furo_light"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["locales", "reviews.toml"]
language = "en"  # the others are builds of their own: `make build`
locale_dirs = ["locales"]
gettext_compact = False  # a catalogue for each page
gettext_location = False  # lines would change with every edit; the build names them
gettext_uuid = False

a11ycheck_languages = {
    "en": {"name": "English"},
    "ar": {
        "name": "العربية",
        "html_title": "تقليص الفجوة الرقمية بين الجنسين",
    },
    "ckb": {
        "name": "کوردیی سۆرانی",
        "html_title": "کەمکردنەوەی بۆشایی دیجیتاڵیی ژن و پیاو",
    },
}
a11ycheck_only_original = ["publish"]
a11ycheck_reviews = "docs/reviews.toml"
a11ycheck_review_first = ["guide/privacy.md", "guide/scams.md"]
nitpicky = True

html_theme = "furo_light"
html_title = project
html_show_sphinx = False
html_show_copyright = False  # the page "About this site" names the publisher
html_use_index = False  # no page has an entry for it
html_permalinks = False  # "On this page" links to each section
html_copy_source = False  # readers need the pages, not their sources: fewer files to publish
html_show_sourcelink = False

a11ycheck_offline = not tags.has("preview")  # noqa: F821 - Sphinx defines it; `a11ycheck watch` sets the tag
# What readers need: the pages for publishers and about the checker are not for phones.
a11ycheck_offline_pages = [
    "/index",
    "guide/about",
    "guide/community-workers",
    "guide/languages",
    "guide/learn-online",
    "guide/privacy",
    "guide/read-offline",
    "guide/save-data",
    "guide/scams",
    "guide/small-business",
    "guide/trusted-information",
    "guide/what-is-the-divide",
    "guide/work-and-money",
]
# A kept page can be found by others who use the phone.
a11ycheck_offline_private = ["guide/privacy", "guide/scams"]
