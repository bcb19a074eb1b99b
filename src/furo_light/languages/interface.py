"""The words that Sphinx, docutils and themes put on a page, in languages in which they lack them.

Sphinx has a part of its words in Arabic and none in Sorani Kurdish, docutils has no Sorani, furo has one
language. The catalogues in `locales/` hold them all; those in Persian, Hebrew and Urdu hold what
`furo_light` shows and Sphinx lacks. Babel compiles them when a build begins: no file
made from another has to be shipped.
"""

import gettext
import json
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from babel.messages import Catalog
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config

from a11ycheck.language import compile_catalogue, read_catalogue
from a11ycheck.web.atomic_files import write_file
from furo_light.languages.repairs import is_repaired

__all__ = ["base_language", "setup", "translations", "words_of"]

CATALOGUES: Final = Path(__file__).with_name("locales")
DOMAIN: Final = "sphinx"
DOCUTILS: Final = "docutils"
"""The context of docutils' labels in our catalogues."""

_BIBLIOGRAPHIC: Final = frozenset(
    {"abstract", "address", "author", "authors", "contact", "copyright", "date", "dedication"}
    | {"organization", "revision", "status", "version"}
)
_DIRECTIVES: Final = frozenset(
    {"attention", "caution", "contents", "danger", "error", "hint", "important", "note", "tip"}
    | {"warning"}
)
_EARLY: Final = 100


def setup(app: Sphinx) -> None:
    """Add the words of the project's language to those of Sphinx and docutils, where there are any."""
    language = app.config.language
    if not is_repaired(app.config):
        return
    if (ours := _compiled(language)) is None:  # a copy of this build, which gets others behind it
        return
    _join(app, ours)
    _teach_docutils(language)
    app.connect("config-inited", lambda _app, config: _offer_script(app, config), priority=_EARLY)


def base_language(language: str) -> str:
    """Return the language of a code without its country or script: `ar` for `ar_IQ` and `ar-IQ`."""
    return language.replace("-", "_").partition("_")[0]


@cache
def words_of(language: str) -> Catalog | None:
    """Return the catalogue of interface words for a language code; None where we have none."""
    path = CATALOGUES / base_language(language) / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not language or not path.is_file():
        return None
    return read_catalogue(path)


@cache
def translations(language: str) -> gettext.GNUTranslations | None:
    """Return the interface words for a language code as gettext takes them; None where we have none."""
    return _compiled(language)


def _compiled(language: str) -> gettext.GNUTranslations | None:
    words = words_of(language)
    return None if words is None else compile_catalogue(words)


def _join(app: Sphinx, ours: gettext.GNUTranslations) -> None:
    """Let our words come before those of Sphinx, and after those of the project's own catalogue."""
    known = app.translator
    folders = [Path(app.srcdir) / folder for folder in app.config.locale_dirs]
    own = any(gettext.find(DOMAIN, str(folder), [app.config.language]) for folder in folders)
    if own:
        known.add_fallback(ours)
        return
    ours.add_fallback(known)
    locale.translators["general", DOMAIN] = app.translator = ours


def _teach_docutils(language: str) -> None:
    """Give docutils our labels; names of directives in English go on working in every language.

    docutils imports a module for each language, and a module that is known by then is not looked for.
    """
    labels = {
        str(message.id): str(message.string)
        for message in words_of(language) or ()
        if message.context == DOCUTILS
    }
    if not labels:  # docutils has its own
        return
    name = language.lower().replace("-", "_")
    module: Any = ModuleType(f"docutils.languages.{name}")
    module.labels = labels
    module.bibliographic_fields = {labels[field]: field for field in _BIBLIOGRAPHIC}
    module.author_separators = ["؛", "،"]
    sys.modules[module.__name__] = module
    parser: Any = ModuleType(f"docutils.parsers.rst.languages.{name}")
    if parser.__name__ not in sys.modules and find_spec(parser.__name__) is None:
        parser.directives = {labels[directive]: directive for directive in _DIRECTIVES}
        parser.roles = {}
        sys.modules[parser.__name__] = parser


def _offer_script(app: Sphinx, config: Config) -> None:
    """Write the words that Sphinx's scripts look up, and show Sphinx where they are."""
    words = words_of(config.language)
    if words is None:
        return
    texts = {
        str(message.id[0] if message.pluralizable else message.id): message.string
        for message in words
        if message.id and not message.context and _is_for_scripts(message.id)
    }
    content = {
        "locale": config.language,
        "messages": texts,
        "plural_expr": words.plural_expr,
    }
    folder = Path(app.doctreedir) / "a11ycheck" / "locale"
    script = f"Documentation.addTranslations({json.dumps(content, ensure_ascii=False)});"
    path = folder / config.language / "LC_MESSAGES" / f"{DOMAIN}.js"
    write_file(path, script, durable=False)
    config.locale_dirs = [*config.locale_dirs, str(folder)]


def _is_for_scripts(message: str | tuple[str, ...] | list[str]) -> bool:
    text = message if isinstance(message, str) else message[0]
    return text in _SCRIPT_WORDS


_NOTHING_FOUND: Final = (
    "Your search did not match any documents. Please make sure that all words are spelled correctly"
    " and that you've selected enough categories."
)
_SCRIPT_WORDS: Final = frozenset(
    {
        ", in ",
        "Collapse sidebar",
        "Expand sidebar",
        "Hide Search Matches",
        "Preparing search...",
        "Search Results",
        "Search finished, found one page matching the search query.",
        "Searching",
        _NOTHING_FOUND,
    }
)
