"""Audit what a build has read or written, and report findings as Sphinx's warnings."""

from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from a11ycheck import api
from a11ycheck.config import Config, load_config
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode, Finding, Location, Outcome, Report, joined_messages
from a11ycheck.reporters import render
from a11ycheck.sphinxext.reading import documents_of
from a11ycheck.sphinxext.source import project_root
from a11ycheck.web.atomic_files import write_file

__all__ = ["audit"]

logger = logging.getLogger(__name__)

_REPORTS = {"output.txt": "terminal", "output.json": "json"}
_TYPE = "a11ycheck"


def audit(app: Sphinx, *, pages: bool) -> None:
    """Audit the built pages, else the sources; a user's mistake becomes an error of Sphinx."""
    try:
        config = load_config(start=Path(app.confdir)).config
        if pages:
            _audit_pages(app, replace(config, screenshots=False))
        else:
            _audit_sources(app, config)
    except UserError as mistake:
        logger.error("%s", mistake, type=_TYPE, subtype="usage")  # noqa: TRY400 - a user's mistake
        app.statuscode = ExitCode.USAGE


def _audit_pages(app: Sphinx, config: Config) -> None:
    """Audit the built pages, write the reports beside them, and warn."""
    report = api.audit((str(app.outdir),), config).report
    for name, form in _REPORTS.items():
        write_file(Path(app.outdir) / name, render(report, form, lang=config.lang))
    _warn(app, report)
    for page in report.not_tested:
        _log(f"{page.page} was not tested: {page.reason}", "not-tested")
    for error in report.rule_errors:
        _log(f"the rule raised an error on {error.page}: {error.message}", error.rule)
    app.statuscode = report.exit_code


def _audit_sources(app: Sphinx, config: Config) -> None:
    """Judge the sources of all documents, and warn."""
    root = project_root(Path(app.confdir))
    documents = documents_of(app, root)
    files = {fact.location.file for item in documents for fact in item.source}
    sources = [(name, root / name) for name in sorted(files | {item.page for item in documents})]
    _warn(app, api.audit_source(documents, sources, config))


def _warn(app: Sphinx, report: Report) -> None:
    """Log each new failed finding as a warning, once for each line.

    A finding without any line, such as one of the theme, is logged once, with the pages that show it.
    """
    root = project_root(Path(app.confdir))
    for finding in report.with_outcome(Outcome.FAILED):
        if finding.known:
            continue
        lines = {_position(app, root, item): item for item in finding.locations}
        lines.pop(None, None)
        for position, location in lines.items():
            _log(f"{_sentence(finding, location)}{_translation(location)}", finding.rule, position)
        if not lines:
            _log(f"{_pages(finding)}: {_sentence(finding)}", finding.rule)


def _sentence(finding: Finding, location: Location | None = None) -> str:
    messages = location.messages if location else finding.messages
    text = joined_messages(messages) or finding.title
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _translation(location: Location) -> str:
    entry = location.source.catalogue if location.source else None
    return f" The text is translated in {entry.file}:{entry.line}." if entry else ""


def _pages(finding: Finding) -> str:
    first, *others = finding.pages or ("the site",)
    return f"{first} and {len(others)} more" if others else first


def _log(message: str, rule: str, position: tuple[str, int] | str | None = None) -> None:
    logger.warning("%s", message, type=_TYPE, subtype=rule, location=position)


def _position(app: Sphinx, root: Path, location: Location) -> tuple[str, int] | str | None:
    """Return a location for Sphinx: document and line, another file and line, or None."""
    if location.source is None:
        return None
    file = root / location.source.file
    docname = app.env.path2doc(file)
    if docname in app.env.all_docs:
        return docname, location.source.line
    return f"{file}:{location.source.line}"
