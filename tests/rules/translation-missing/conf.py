"""Read as Arabic: the rule is about translations."""

extensions = ["myst_parser", "a11ycheck.sphinxext"]
myst_enable_extensions = ["colon_fence"]
language = "ar"
locale_dirs = ["locales"]
gettext_compact = False
a11ycheck_languages = {"en": "English", "ar": "العربية"}
