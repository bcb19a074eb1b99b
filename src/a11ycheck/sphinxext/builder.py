"""The builder `a11y`, and the warnings of audits in a build."""

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import __
from sphinx.util import logging

from a11ycheck.sphinxext.source_text import project_root

if TYPE_CHECKING:
    from a11ycheck.config import Config
    from a11ycheck.model import Finding, Place, Report

__all__ = ["AuditBuilder", "audit_build"]

logger = logging.getLogger(__name__)

_REPORTS = {"output.txt": "terminal", "output.json": "json"}
_TYPE = "a11ycheck"


class AuditBuilder(StandaloneHTMLBuilder):
    """Builds HTML as the builder `html` does, and audits it when the build is finished."""

    name = "a11y"
    epilog = __("The audited pages and the reports output.txt and output.json are in %(outdir)s.")


def audit_build(app: Sphinx, error: Exception | None) -> None:
    """Audit the pages of the builder `a11y`, or the source with `a11ycheck_warn`, and warn of findings."""
    is_audit = app.builder.name == AuditBuilder.name
    if error is not None or not (is_audit or app.config.a11ycheck_warn):
        return
    # Loads the whole checker, which a build without an audit does not need.
    from a11ycheck.config import load_config  # noqa: PLC0415
    from a11ycheck.errors import UserError  # noqa: PLC0415
    from a11ycheck.model import ExitCode  # noqa: PLC0415

    try:
        config = load_config({}, start=Path(app.confdir)).config
        if is_audit:
            _audit_pages(app, config)
        else:
            _audit_source(app, config)
    except UserError as mistake:
        logger.error("%s", mistake, type=_TYPE, subtype="usage")  # noqa: TRY400 - no bug of ours
        app.statuscode = ExitCode.USAGE


def _audit_pages(app: Sphinx, config: "Config") -> None:
    """Audit the built pages, write the reports beside them, and warn. UserError for wrong settings."""
    from a11ycheck import api  # noqa: PLC0415 - see above
    from a11ycheck.files import write_atomically  # noqa: PLC0415
    from a11ycheck.reporters import render  # noqa: PLC0415

    report = api.audit((str(app.outdir),), config)
    for name, form in _REPORTS.items():
        write_atomically(Path(app.outdir) / name, render(report, form, lang=config.lang))
    _warn_of_findings(app, report)
    for page in report.not_tested:
        _warn(f"{page.page} was not tested: {page.reason}", "not-tested")
    for error in report.rule_errors:
        _warn(f"the rule failed on {error.page}: {error.message}", error.rule)
    app.statuscode = report.exit_code


def _audit_source(app: Sphinx, config: "Config") -> None:
    """Run the rules on the source of all documents, and warn. UserError for wrong settings."""
    from a11ycheck import api  # noqa: PLC0415 - see above
    from a11ycheck.sphinxext.project_reader import read_sources  # noqa: PLC0415

    project = read_sources(app)
    _warn_of_findings(app, api.audit_source(project.documents, project.sources, config))


def _warn_of_findings(app: Sphinx, report: "Report") -> None:
    """Report each failed finding that is not accepted as a Sphinx warning, once per source line.

    A finding without a source line, such as one of a theme, is reported once, with its pages.
    """
    from a11ycheck.model import Outcome  # noqa: PLC0415 - see above

    root = project_root(Path(app.confdir))
    for finding in report.with_outcome(Outcome.FAILED):
        if not finding.known:
            located = {_sphinx_location(app, root, place): place for place in finding.places}
            located.pop(None, None)
            for location, place in located.items():
                _warn(f"{_sentence(finding)}{_translation(place)}", finding.rule, location)
            if not located:
                first, *others = finding.pages or ("the site",)
                pages = f"{first} and {len(others)} more" if others else first
                _warn(f"{pages}: {_sentence(finding)}", finding.rule)


def _sentence(finding: "Finding") -> str:
    text = finding.message or finding.title
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _translation(place: "Place") -> str:
    entry = place.source.catalogue if place.source else None
    return f" The text is translated in {entry.file}:{entry.line}." if entry else ""


def _warn(message: str, rule: str, location: tuple[str, int] | str | None = None) -> None:
    logger.warning("%s", message, type=_TYPE, subtype=rule, location=location)


def _sphinx_location(app: Sphinx, root: Path, place: "Place") -> tuple[str, int] | str | None:
    """Return the location of a Sphinx warning: document and line, another file and line, or None."""
    if place.source is None:
        return None
    file = root / place.source.file
    docname = app.env.path2doc(file)
    if docname in app.env.all_docs:
        return docname, place.source.line
    return f"{file}:{place.source.line}"
