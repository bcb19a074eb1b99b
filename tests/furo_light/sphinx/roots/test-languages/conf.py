"""A site in three languages, with a part that is in English only."""

project = "Phones"
html_title = "Phones"
copyright = "2026, nobody"
extensions = ["myst_parser", "a11ycheck.sphinxext", "furo_light"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo_light"
html_show_sphinx = False
exclude_patterns = ["locales", "html"]
locale_dirs = ["locales"]
gettext_compact = False
language = "en"

a11ycheck_languages = {
    "en": {"name": "English"},
    "ar": {"name": "العربية", "html_title": "هواتف", "copyright": "2026"},
    "ckb": {"name": "کوردیی سۆرانی", "html_title": "مۆبایل", "copyright": "2026"},
}
a11ycheck_only_original = ["publish"]
a11ycheck_reviews = "reviews.toml"
a11ycheck_review_first = ["guide/safety.md"]
