"""The builder `a11y`: build the pages, audit them, and say what is wrong as Sphinx says it."""

from pathlib import Path
from typing import ClassVar

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import __
from sphinx.util import logging

from a11ycheck.config import load_config
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode, Finding, Outcome, Place, Report
from a11ycheck.reporters import render
from a11ycheck.sphinxext.reading import documents_of
from a11ycheck.sphinxext.source import project_root
from a11ycheck.store import write_atomically

__all__ = ["AuditBuilder", "setup"]

logger = logging.getLogger(__name__)

_AFTER_THE_MAP = 960
_REPORTS = {"output.txt": "terminal", "output.json": "json"}
TYPE = "a11ycheck"


class AuditBuilder(StandaloneHTMLBuilder):
    """Builds HTML as the builder `html` does, and audits it when all is written."""

    name = "a11y"
    epilog = __("The audited pages and the reports output.txt and output.json are in %(outdir)s.")
    default_translator_class: ClassVar = StandaloneHTMLBuilder.default_translator_class


def setup(app: Sphinx) -> None:
    """Register the builder, and the setting that judges the source in every build."""
    app.add_builder(AuditBuilder)
    app.add_config_value("a11ycheck_warn", default=False, rebuild="", types=frozenset({bool}))
    app.connect("build-finished", _audit, priority=_AFTER_THE_MAP)


def _audit(app: Sphinx, error: Exception | None) -> None:
    if error is not None:
        return
    try:
        if app.builder.name == AuditBuilder.name:
            _audit_pages(app)
        elif app.config.a11ycheck_warn:
            _warn(app, _judge_source(app))
    except UserError as mistake:
        logger.error("%s", mistake, type=TYPE, subtype="usage")  # noqa: TRY400 - a user's mistake
        app.statuscode = ExitCode.USAGE


def _audit_pages(app: Sphinx) -> None:
    from a11ycheck import api  # noqa: PLC0415 - it brings the browser's side, which few builds need

    config = load_config({}, start=Path(app.confdir)).config
    report = api.audit((str(app.outdir),), config)
    for name, form in _REPORTS.items():
        write_atomically(Path(app.outdir) / name, render(report, form))
    _warn(app, report)
    for page in report.not_tested:
        _say(f"{page.page} was not tested: {page.reason}", "not-tested", page.page)
    for fault in report.rule_errors:
        _say(f"the rule failed on {fault.page}: {fault.message}", fault.rule, fault.page)
    app.statuscode = report.exit_code


def _judge_source(app: Sphinx) -> Report:
    from a11ycheck import api  # noqa: PLC0415 - as above

    root = project_root(Path(app.confdir))
    documents = documents_of(app, root)
    files = {fact.location.file for item in documents for fact in item.source}
    sources = [(name, root / name) for name in sorted(files | {item.page for item in documents})]
    config = load_config({}, start=Path(app.confdir)).config
    return api.audit_source(documents, sources, config)


def _warn(app: Sphinx, report: Report) -> None:
    """Say each failed finding that nothing accepts as a warning of Sphinx, once for each place."""
    root = project_root(Path(app.confdir))
    for finding in report.with_outcome(Outcome.FAILED):
        if not finding.known:
            told = {_location(app, root, place): None for place in finding.places}
            for location in told:
                _say(_sentence(finding), finding.rule, location)


def _sentence(finding: Finding) -> str:
    said = finding.message or finding.title
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _say(message: str, rule: str, location: tuple[str, int] | str) -> None:
    logger.warning("%s", message, type=TYPE, subtype=rule, location=location)


def _location(app: Sphinx, root: Path, place: Place) -> tuple[str, int] | str:
    """Return where Sphinx shows a warning: document and line, another file and line, or the page."""
    if place.source is None:
        return place.page
    file = root / place.source.file
    docname = app.env.path2doc(file)
    if docname in app.env.all_docs:
        return docname, place.source.line
    return f"{file}:{place.source.line}"
