"""Read the evidence in the file of a page: parse errors and the facts of its source."""

import logging
from dataclasses import dataclass, replace

from a11ycheck.model import (
    Message,
    MessageTemplate,
    NotTested,
    Page,
    PageEvidence,
    ParseError,
    plain_message,
)
from a11ycheck.run.bugs import not_tested_by_bug
from a11ycheck.run.page_files import MarkupErrors, PageFiles
from a11ycheck.run.redirects import Result
from a11ycheck.run.sites import Site
from a11ycheck.run.stale_copies import stale_copies
from a11ycheck.web.parse_errors import MESSAGES

__all__ = ["FileEvidence", "read_file_evidence"]

log = logging.getLogger(__name__)

UNREADABLE = MessageTemplate("unreadable-file", "its file cannot be read: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEvidence:
    """The result of a page with what its file adds, and all notices about the page."""

    result: Result
    notices: tuple[Message, ...] = ()


def read_file_evidence(
    result: Result, site: Site, page: Page, files: PageFiles, *, reads_markup: bool
) -> FileEvidence:
    """Return a result with the evidence in the page's file and source, and all notices about the page.

    A page whose file has disappeared, or triggers a bug, is not tested, whatever was measured.
    """
    try:
        return _read(result, site, page, files, reads_markup=reads_markup)
    except Exception as error:
        log.exception("This is a bug in a11ycheck. It concerns the page %s.", page.path)
        return FileEvidence(result=not_tested_by_bug(page.path, error))


def _read(
    result: Result, site: Site, page: Page, files: PageFiles, *, reads_markup: bool
) -> FileEvidence:
    notices = result.notices if isinstance(result, PageEvidence) else ()
    if page.file is None or page.state:
        return FileEvidence(result=result, notices=notices)
    try:
        errors = files.encoding_errors(page.file)
        markup = files.markup_errors(page.file) if reads_markup else None
        stale = stale_copies(page, files)
    except OSError as error:
        # Our server's 404 is what follows from it.
        reason = UNREADABLE.format(reason=plain_message(error.strerror or str(error)))
        result = NotTested(page=page.path, reason=reason)
        return FileEvidence(result=result, notices=notices)
    if isinstance(result, PageEvidence):
        result = replace(
            result,
            markup=_located(markup, site, page) if markup else None,
            markup_total=markup.total if markup else 0,
            source=site.facts(page),
        )
    about_file = tuple(Message(error.code, MESSAGES[error.code], error.values) for error in errors)
    return FileEvidence(result=result, notices=(*about_file, *stale, *notices))


def _located(markup: MarkupErrors, site: Site, page: Page) -> tuple[ParseError, ...]:
    return tuple(
        ParseError(
            message=Message(error.code, MESSAGES[error.code], error.values),
            line=error.line,
            column=error.column,
            source=site.location_at(page, error.offset),
        )
        for error in markup.errors
    )
