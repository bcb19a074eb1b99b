"""A site in several languages: the languages, the URLs of a page in each, what is in one only.

Each language is a build of its own, from the same sources, by gettext. The original's pages are at the
site's root, those of a translation in a folder named by its code. So each build can compute the URLs of a
page in the other languages.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.matching import Matcher
from sphinx.util.osutil import relative_uri

from a11ycheck.language import text_direction
from furo_light.languages.interface_texts import translations
from furo_light.languages.review_records import is_withheld

__all__ = [
    "Language",
    "current",
    "is_known",
    "is_partial",
    "languages_of",
    "only_original",
    "setup",
    "uri_in",
]

logger = logging.getLogger(__name__)

_SEARCH_SCRIPT: Final = "_static/scripts/furo-light-search.js"
"""The one script that is equal in all languages: a translation loads that of the original."""

_EARLY: Final = 100
_BEFORE_THEMES: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of the site: its code, its own name, its direction, and its folder ("" or "ar/")."""

    code: str
    name: str
    direction: str
    folder: str

    @property
    def tag(self) -> str:
        """Return the code as HTML writes it."""
        return self.code.replace("_", "-")


def setup(app: Sphinx) -> None:
    """Connect the hooks."""
    app.connect("config-inited", _prepare, priority=_EARLY)
    app.connect("html-page-context", _extend_context, priority=_BEFORE_THEMES)
    app.connect("html-collect-pages", _drop_own_script)


def is_known(code: str) -> bool:
    """Return whether CLDR has a language code such as `ckb` or `ar_IQ`."""
    try:
        Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return True


def languages_of(config: Config) -> tuple[Language, ...]:
    """Return the site's languages, the original first; none if it has one language."""
    return tuple(_named(config.a11ycheck_languages))


def _named(setting: Any) -> Iterator[Language]:
    known = {code: own for code, own in _settings(setting).items() if is_known(code)}
    for index, (code, own) in enumerate(known.items()):
        yield Language(
            code=code,
            name=own.get("name") or str(Locale.parse(code.replace("-", "_")).display_name),
            direction=text_direction(code) or "ltr",
            folder=f"{code}/" if index else "",
        )


def _settings(setting: Any) -> dict[str, dict[str, Any]]:
    """Return the settings of each language: its name, and settings of Sphinx that differ in it."""
    if not isinstance(setting, Mapping):
        return {code: {} for code in setting}
    return {
        code: dict(own) if isinstance(own, Mapping) else {"name": own}
        for code, own in setting.items()
    }


def current(config: Config) -> Language | None:
    """Return the language of this build, None if it is none of the site's."""
    found = (language for language in languages_of(config) if language.code == config.language)
    return next(found, None)


def is_partial(config: Config) -> bool:
    """Return whether this build makes a translation, which omits what is in the original only."""
    language = current(config)
    return language is not None and bool(language.folder)


def uri_in(app: Sphinx, docname: str, target: str, language: Language) -> str:
    """Return the relative URL of the page `target` in another language, from the page `docname`."""
    here = current(app.config)
    base = (here.folder if here else "") + app.builder.get_target_uri(docname)
    url = language.folder + app.builder.get_target_uri(target)
    return relative_uri(base, url) or url.rpartition("/")[2] or "./"


def only_original(config: Config, path: str) -> bool:
    """Return whether a source, by its path in the source folder, is in the original language only."""
    # As in `exclude_patterns`, a pattern may name the file or a folder above it.
    matches = Matcher(config.a11ycheck_only_original)
    return any(matches(str(part)) for part in (PurePosixPath(path), *PurePosixPath(path).parents))


def _prepare(_app: Sphinx, config: Config) -> None:
    """Check the settings, and exclude what is not translated."""
    for code in config.a11ycheck_languages:
        if not is_known(code):
            message = (
                "conf.py: a11ycheck_languages has %r, which is not a language code of CLDR; the site is"
                " built without it. Use a code such as 'ar' or 'ckb'."
            )
            logger.warning(message, code, type="a11ycheck", subtype="languages")
    known = {
        code: own for code, own in _settings(config.a11ycheck_languages).items() if is_known(code)
    }
    config.a11ycheck_languages = known  # the source map takes the first one as the original, too
    if not is_known(config.language):
        message = (
            "conf.py: language = %r is not a language code of CLDR; left-to-right text is assumed."
        )
        logger.warning(message, config.language, type="a11ycheck", subtype="languages")
    if not languages_of(config):
        return
    here = current(config)
    for name, value in _settings(config.a11ycheck_languages).get(config.language, {}).items():
        if name != "name":
            _set(config, name, value)
    if here is None:
        message = (
            "conf.py: language = %r is not in a11ycheck_languages; its pages get no links to the"
            " other languages."
        )
        logger.warning(message, config.language, type="a11ycheck", subtype="languages")
    elif here.folder:
        config.exclude_patterns = [*config.exclude_patterns, *config.a11ycheck_only_original]
        if config.html_baseurl:
            config.html_baseurl = f"{config.html_baseurl.rstrip('/')}/{here.folder}"


def _set(config: Config, name: str, value: Any) -> None:
    """Change a setting in this language, such as the title; warn if Sphinx has no such setting."""
    if name in config:
        setattr(config, name, value)
    else:
        message = "conf.py: a11ycheck_languages sets %r for %r, and Sphinx has no such setting."
        logger.warning(message, name, config.language, type="a11ycheck", subtype="languages")


def _extend_context(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Give the templates `languages`, and the page its `hreflang` alternates."""
    every = languages_of(app.config)
    here = current(app.config)
    context["search_script_root"] = "../" if is_partial(app.config) else ""
    if here is None or len(every) == 1:
        context["languages"] = []
        return
    context["languages"] = [_entry(app, pagename, language, here) for language in every]
    if pagename in app.env.all_docs:
        context["metatags"] = context.get("metatags", "") + _alternates(app, pagename, every)


def _drop_own_script(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Remove the search script of a translation, which Sphinx has copied by now; add no page."""
    if is_partial(app.config):
        (Path(app.outdir) / _SEARCH_SCRIPT).unlink(missing_ok=True)
    return ()


def _entry(app: Sphinx, pagename: str, language: Language, here: Language) -> dict[str, Any]:
    """Return a language for templates; `note`, in it, is set if its link leads to another page."""
    same = not language.folder or _has(app, pagename)
    target = pagename if same else str(app.config.root_doc)
    texts = translations(language.code)
    return {
        "code": language.tag,
        "name": language.name,
        "dir": language.direction,
        "url": uri_in(app, pagename, target, language),
        "current": language == here,
        "same_page": same,
        "note": "" if same else (texts.gettext("Home") if texts else "Home"),
    }


def _has(app: Sphinx, pagename: str) -> bool:
    """Return whether a page exists in every language; indices and the search page do."""
    if pagename not in app.env.all_docs:
        return not pagename.startswith("_")
    path = Path(app.env.doc2path(pagename)).relative_to(app.srcdir).as_posix()
    return not only_original(app.config, path)


def _alternates(app: Sphinx, pagename: str, every: tuple[Language, ...]) -> str:
    """Return the links to the page in each language; the original is the default (`x-default`).

    Only search engines ask for a default, and these take only absolute URLs.
    """
    there = every if _has(app, pagename) else every[:1]
    there = tuple(one for one in there if not is_withheld(app, pagename, one.code))
    here = current(app.config)
    if here not in there:
        return ""
    links = [(language.tag, language) for language in there] if len(there) > 1 else []
    links += [("x-default", every[0])] if links and app.config.html_baseurl else []
    return "".join(
        f'<link rel="alternate" hreflang="{tag}" href="{escape(_url(app, pagename, language))}">\n'
        for tag, language in links
    )


def _url(app: Sphinx, pagename: str, language: Language) -> str:
    """Return the URL of a page in a language: absolute if that of the site is known, else relative."""
    here = current(app.config)
    base = str(app.config.html_baseurl or "")
    if not base or here is None:
        return uri_in(app, pagename, pagename, language)
    return (
        base.rstrip("/").removesuffix(f"/{here.folder}".rstrip("/"))
        + "/"
        + language.folder
        + app.builder.get_target_uri(pagename)
    )
