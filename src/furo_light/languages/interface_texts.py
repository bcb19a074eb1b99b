"""The texts of Sphinx, docutils and themes in languages into which these are not translated.

Sphinx is translated into Arabic in part and into Sorani Kurdish not at all, docutils not into Sorani, furo
into no language. The catalogues in `locales/` contain all of these texts; those in Persian, Hebrew and Urdu
only the ones that `furo_light` shows and Sphinx lacks. They are compiled when a build begins.
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
from babel.messages.pofile import read_po
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config

from a11ycheck.language import compile_catalogue, primary_subtag
from a11ycheck.web.atomic_files import write_file
from furo_light.theme import THEME_NAME

__all__ = ["CATALOGUES", "DOMAIN", "catalogue_of", "is_repaired", "setup", "translations"]

CATALOGUES: Final = Path(__file__).with_name("locales")
DOMAIN: Final = "sphinx"
_DOCUTILS: Final = "docutils"  # the context of docutils' labels

_BIBLIOGRAPHIC: Final = frozenset(
    {"abstract", "address", "author", "authors", "contact", "copyright", "date", "dedication"}
    | {"organization", "revision", "status", "version"}
)
_DIRECTIVES: Final = frozenset(
    {"attention", "caution", "contents", "danger", "error", "hint", "important", "note", "tip"}
    | {"warning"}
)
_EARLY: Final = 100
_REPAIRED_THEME: Final = "furo"


def is_repaired(config: Config) -> bool:
    """Return whether a build gets our texts and, from right to left, direction and isolation.

    `furo_light` always does. Under other themes the project decides; by default `furo` does, and so does a
    site in several languages.
    """
    if config.html_theme == THEME_NAME:
        return True
    wanted: bool | None = config.a11ycheck_right_to_left
    if wanted is not None:
        return wanted
    return config.html_theme == _REPAIRED_THEME or bool(config.a11ycheck_languages)


def setup(app: Sphinx) -> None:
    """Add the texts of the project's language to those of Sphinx and docutils, if there are any."""
    path = _path(app.config.language)
    if not is_repaired(app.config) or path is None:
        return
    _join(app, compile_catalogue(path))  # a copy of this build, to which others are added
    _add_to_docutils(app.config.language)
    app.connect("config-inited", lambda _app, config: _add_script(app, config), priority=_EARLY)


def _path(language: str) -> Path | None:
    """Return the file of the catalogue for a language code, None if there is none."""
    base = primary_subtag(language)
    path = CATALOGUES / base / "LC_MESSAGES" / f"{DOMAIN}.po"
    return path if base and path.is_file() else None


@cache
def catalogue_of(language: str) -> Catalog | None:
    """Return the catalogue of interface texts for a language code, None if there is none."""
    path = _path(language)
    if path is None:
        return None
    with path.open("rb") as file:
        return read_po(file, locale=primary_subtag(language))


@cache
def translations(language: str) -> gettext.GNUTranslations | None:
    """Return the interface texts for a language code as gettext needs them, None if there are none."""
    path = _path(language)
    return compile_catalogue(path) if path else None


def _join(app: Sphinx, ours: gettext.GNUTranslations) -> None:
    """Put our texts before those of Sphinx, and behind those of the project's own catalogue."""
    known = app.translator
    folders = [Path(app.srcdir) / folder for folder in app.config.locale_dirs]
    own = any(gettext.find(DOMAIN, str(folder), [app.config.language]) for folder in folders)
    if own:
        known.add_fallback(ours)
        return
    ours.add_fallback(known)
    locale.translators["general", DOMAIN] = app.translator = ours


def _add_to_docutils(language: str) -> None:
    """Give docutils our labels; English names of directives work in every language.

    docutils imports a module per language; Python does not search for one that is in `sys.modules`.
    """
    labels = {
        str(message.id): str(message.string)
        for message in catalogue_of(language) or ()
        if message.context == _DOCUTILS
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


def _add_script(app: Sphinx, config: Config) -> None:
    """Write the texts of Sphinx's scripts to a file, and add its folder to Sphinx's catalogues."""
    catalogue = catalogue_of(config.language)
    if catalogue is None:
        return
    texts = {
        str(message.id[0] if message.pluralizable else message.id): message.string
        for message in catalogue
        if message.id and not message.context and _is_for_scripts(message.id)
    }
    content = {
        "locale": config.language,
        "messages": texts,
        "plural_expr": catalogue.plural_expr,
    }
    folder = Path(app.doctreedir) / "furo_light" / "locale"
    script = f"Documentation.addTranslations({json.dumps(content, ensure_ascii=False)});"
    path = folder / config.language / "LC_MESSAGES" / f"{DOMAIN}.js"
    write_file(path, script, durable=False)
    config.locale_dirs = [*config.locale_dirs, str(folder)]


def _is_for_scripts(message: str | tuple[str, ...] | list[str]) -> bool:
    text = message if isinstance(message, str) else message[0]
    return text in _SCRIPT_TEXTS


_NOTHING_FOUND: Final = (
    "Your search did not match any documents. Please make sure that all words are spelled correctly"
    " and that you've selected enough categories."
)
_SCRIPT_TEXTS: Final = frozenset(
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
