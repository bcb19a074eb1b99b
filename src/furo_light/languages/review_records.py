"""Recorded reviews of translated pages: who reviewed which text, and whether it is still that text.

A project records them in one TOML file, named by `a11ycheck_reviews`:

    [[review]]
    language = "ar"
    page = "guide/privacy.md"
    reviewer = "native speaker"
    date = 2026-11-25
    revision = "0123456789abcdef"

`revision` identifies the text: it changes with the page's source and with its catalogue. `reviewer` is a
kind of person, not a name.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain
from sphinx.util.matching import Matcher

import a11ycheck
from a11ycheck.errors import UserError

__all__ = [
    "Review",
    "is_reviewed",
    "is_withheld",
    "note_dependencies",
    "read_reviews",
    "revision_of",
    "setup",
]

logger = logging.getLogger(__name__)

_KEYS: Final = ("language", "page", "reviewer", "date", "revision")
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review; `page` is the path of a source in the source folder."""

    language: str
    page: str
    reviewer: str
    date: date
    revision: str


def setup(app: Sphinx) -> None:
    """Check the file of the reviews when a build begins; name safety pages without a review at its end."""
    app.connect("config-inited", lambda app, _config: _check(app))
    app.connect("env-check-consistency", lambda app, _env: _list_missing(app))


def read_reviews(path: Path) -> tuple[Review, ...]:
    """Return the reviews in a file; UserError, with the file and the entry, if it is not correct."""
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)


@cache
def _read(path: Path, _changed: int) -> tuple[Review, ...]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path} cannot be read: {error}."
        raise UserError(message, "Correct the file, or the setting a11ycheck_reviews.") from None
    entries = content.get("review", [])
    if set(content) - {"review"} or not isinstance(entries, list):
        raise UserError(f"{path} may contain only [[review]] tables.", "Remove the rest.")
    return tuple(_review(path, number, entry) for number, entry in enumerate(entries, start=1))


def _review(path: Path, number: int, entry: object) -> Review:
    place = f"{path}: review {number}"
    if not isinstance(entry, dict) or set(entry) != set(_KEYS):
        raise UserError(f"{place} is not complete.", f"Keys: {', '.join(_KEYS)}.")
    for key, value in entry.items():
        wanted = date if key == "date" else str
        if not isinstance(value, wanted):
            kind = "a date such as 2026-11-25" if wanted is date else "a text"
            raise UserError(f"{place}: {key} is not {kind}.", "Correct the value.")
    return Review(**entry)


def revision_of(app: Sphinx, docname: str, language: str) -> str:
    """Return what identifies the text of a page in a language: a hash of its source and its catalogue."""
    digest = hashlib.sha256(Path(app.env.doc2path(docname)).read_bytes())
    for file in _catalogues(app, docname, language):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def note_dependencies(app: Sphinx, docname: str) -> None:
    """Note that what is published of a safety page depends on reviews and on the text in each language."""
    if not Matcher(app.config.a11ycheck_review_first)(_source(app, docname)):
        return
    if file := _reviews_file(app):
        app.env.note_dependency(str(file))
    for language in app.config.a11ycheck_languages:
        for catalogue in _catalogues(app, docname, language):
            app.env.note_dependency(str(catalogue))


def _catalogues(app: Sphinx, docname: str, language: str) -> Iterator[Path]:
    domain = docname_to_domain(docname, app.config.gettext_compact)
    for folder in app.config.locale_dirs:
        file = Path(app.srcdir, folder, language, "LC_MESSAGES", f"{domain}.po")
        if file.is_file():
            yield file


def is_reviewed(app: Sphinx, docname: str, language: str) -> bool:
    """Return whether the text of a page in a language, as it is now, has a recorded review."""
    page = _source(app, docname)
    known = [one for one in _reviews(app) if (one.language, one.page) == (language, page)]
    return bool(known) and revision_of(app, docname, language) in {one.revision for one in known}


def is_withheld(app: Sphinx, docname: str, language: str) -> bool:
    """Return whether a page is left out in a language: a safety page without a review, for publication."""
    return (
        bool(app.config.a11ycheck_withhold_unreviewed)
        and _is_translation(app, language)
        and Matcher(app.config.a11ycheck_review_first)(_source(app, docname))
        and not is_reviewed(app, docname, language)
    )


def _is_translation(app: Sphinx, language: str) -> bool:
    return language in list(app.config.a11ycheck_languages)[1:]


def _reviews_file(app: Sphinx) -> Path | None:
    """Return the file of the reviews, None if the project names none."""
    name = app.config.a11ycheck_reviews
    return Path(app.confdir, name) if name else None


def _reviews(app: Sphinx) -> tuple[Review, ...]:
    file = _reviews_file(app)
    try:
        return read_reviews(file) if file else ()
    except UserError:  # logged when the build began
        return ()


def _source(app: Sphinx, docname: str) -> str:
    return Path(app.env.doc2path(docname)).relative_to(app.srcdir).as_posix()


def _check(app: Sphinx) -> None:
    """Log a mistake in the file; without its reviews, nothing counts as reviewed."""
    file = _reviews_file(app)
    try:
        if file is not None:
            read_reviews(file)
    except UserError as mistake:
        logger.error("%s", mistake, type="a11ycheck", subtype="reviews")  # noqa: TRY400 - a user's mistake
        app.statuscode = a11ycheck.ExitCode.USAGE


def _list_missing(app: Sphinx) -> None:
    """Log the revision of each safety page without a review, so that a review can be recorded."""
    language = app.config.language
    for docname, source in _safety_pages(app):
        if not is_reviewed(app, docname, language):
            text = "%s (%s) has no recorded review; its revision is %s"
            logger.info(text, source, language, revision_of(app, docname, language))


def _safety_pages(app: Sphinx) -> Iterator[tuple[str, str]]:
    matches = Matcher(app.config.a11ycheck_review_first)
    if _is_translation(app, app.config.language):
        for docname in sorted(app.env.found_docs):
            if matches(source := _source(app, docname)):
                yield docname, source
