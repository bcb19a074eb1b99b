"""Judge what a build has read or written, and say what is wrong as Sphinx says it."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from a11ycheck import api
from a11ycheck.config import load_config
from a11ycheck.errors import UserError
from a11ycheck.files import write_atomically
from a11ycheck.model import ExitCode, Finding, Outcome, Place, Report
from a11ycheck.reporters import render
from a11ycheck.sphinxext.reading import documents_of
from a11ycheck.sphinxext.source import project_root

__all__ = ["audit"]

logger = logging.getLogger(__name__)

_REPORTS = {"output.txt": "terminal", "output.json": "json"}
_TYPE = "a11ycheck"


def audit(app: Sphinx, *, pages: bool) -> None:
    """Judge the pages that were built, else what authors wrote; say a user's mistake as Sphinx does."""
    try:
        if pages:
            _audit_pages(app)
        else:
            _warn_of_source(app)
    except UserError as mistake:
        logger.error("%s", mistake, type=_TYPE, subtype="usage")  # noqa: TRY400 - a user's mistake
        app.statuscode = ExitCode.USAGE


def _audit_pages(app: Sphinx) -> None:
    """Audit what was built, write the reports beside it, and warn. UserError for a wrong configuration."""
    config = load_config({}, start=Path(app.confdir)).config
    report = api.audit((str(app.outdir),), config)
    for name, form in _REPORTS.items():
        write_atomically(Path(app.outdir) / name, render(report, form, lang=config.lang))
    _warn(app, report)
    for page in report.not_tested:
        _say(f"{page.page} was not tested: {page.reason}", "not-tested")
    for fault in report.rule_errors:
        _say(f"the rule failed on {fault.page}: {fault.message}", fault.rule)
    app.statuscode = report.exit_code


def _warn_of_source(app: Sphinx) -> None:
    """Judge what the authors of all documents wrote, and warn. UserError for a wrong configuration."""
    root = project_root(Path(app.confdir))
    documents = documents_of(app, root)
    files = {fact.location.file for item in documents for fact in item.source}
    sources = [(name, root / name) for name in sorted(files | {item.page for item in documents})]
    config = load_config({}, start=Path(app.confdir)).config
    _warn(app, api.audit_source(documents, sources, config))


def _warn(app: Sphinx, report: Report) -> None:
    """Say each failed finding that nothing accepts as a warning of Sphinx, once for each line.

    A finding without any line, such as a theme's, is said once, with the page where it shows.
    """
    root = project_root(Path(app.confdir))
    for finding in report.with_outcome(Outcome.FAILED):
        if not finding.known:
            told = {_location(app, root, place): place for place in finding.places}
            told.pop(None, None)
            for location, place in told.items():
                _say(f"{_sentence(finding)}{_translation(place)}", finding.rule, location)
            if not told:
                _say(f"{_pages(finding)}: {_sentence(finding)}", finding.rule)


def _sentence(finding: Finding) -> str:
    said = finding.message or finding.title
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _translation(place: Place) -> str:
    entry = place.source.catalogue if place.source else None
    return f" The text is translated in {entry.file}:{entry.line}." if entry else ""


def _pages(finding: Finding) -> str:
    first, *others = finding.pages or ("the site",)
    return f"{first} and {len(others)} more" if others else first


def _say(message: str, rule: str, location: tuple[str, int] | str | None = None) -> None:
    logger.warning("%s", message, type=_TYPE, subtype=rule, location=location)


def _location(app: Sphinx, root: Path, place: Place) -> tuple[str, int] | str | None:
    """Return where Sphinx shows a warning: document and line, another file and line, or nowhere."""
    if place.source is None:
        return None
    file = root / place.source.file
    docname = app.env.path2doc(file)
    if docname in app.env.all_docs:
        return docname, place.source.line
    return f"{file}:{place.source.line}"
