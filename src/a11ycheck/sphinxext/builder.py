"""The builder `a11y`, and audits of a build, whose findings become warnings of Sphinx.

The public API of a11ycheck is imported on first use: a build without an audit does not need it.
"""

from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import __
from sphinx.util import logging

import a11ycheck
from a11ycheck.sphinxext.source_text import project_root
from a11ycheck.web.atomic_files import write_file

__all__ = ["AuditBuilder", "audit_build"]

logger = logging.getLogger(__name__)

_REPORTS = {"output.txt": "full", "output.json": "json"}
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
    try:
        config = a11ycheck.load_config(start=Path(app.confdir)).config
        if is_audit:
            _audit_pages(
                app, replace(config, screenshots=False, cache_dir=_cache_folder(app, config))
            )
        else:
            _audit_source(app, config)
    except a11ycheck.UserError as mistake:
        logger.error("%s", mistake, type=_TYPE, subtype="usage")  # noqa: TRY400 - no bug of ours
        app.statuscode = a11ycheck.ExitCode.USAGE


def _cache_folder(app: Sphinx, config: "a11ycheck.Config") -> str:
    """Return the folder of the cache; never one among the sources: what watches them would build again."""
    folder = Path(config.cache_dir).resolve()
    is_source = folder.is_relative_to(Path(app.srcdir).resolve())
    return str(Path(app.doctreedir) / "a11ycheck_cache") if is_source else config.cache_dir


def _audit_pages(app: Sphinx, config: "a11ycheck.Config") -> None:
    """Audit the built pages, write the reports beside them, and warn."""
    report = a11ycheck.audit((str(app.outdir),), config).report
    for name, form in _REPORTS.items():
        write_file(Path(app.outdir) / name, a11ycheck.render(report, form, lang=config.lang))
    _warn_of_findings(app, report)
    for page in report.not_tested:
        _warn(f"{page.page} was not tested: {page.reason}", "not-tested")
    for error in report.rule_errors:
        _warn(f"the rule raised an error on {error.page}: {error.message}", error.rule)
    app.statuscode = report.exit_code


def _audit_source(app: Sphinx, config: "a11ycheck.Config") -> None:
    """Run the rules on the source of all documents, and warn."""
    from a11ycheck.sphinxext.project_reader import read_sources  # noqa: PLC0415 - as the API

    project = read_sources(app)
    _warn_of_findings(app, a11ycheck.audit_source(project.documents, project.sources, config))


def _warn_of_findings(app: Sphinx, report: "a11ycheck.Report") -> None:
    """Log each new failed finding as a warning, once per source line.

    A finding without a source line, such as one of a theme, is logged once, with its pages.
    """
    root = project_root(Path(app.confdir))
    for finding in report.with_outcome(a11ycheck.Outcome.FAILED):
        if finding.known:
            continue
        lines = {_position(app, root, location): location for location in finding.locations}
        lines.pop(None, None)
        for position, location in lines.items():
            text = f"{_sentence(location.message or finding.title)}{_translation(location)}"
            _warn(text, finding.rule, position)
        if not lines:
            first, *others = finding.pages or ("the site",)
            pages = f"{first} and {len(others)} more" if others else first
            _warn(f"{pages}: {_sentence(finding.message or finding.title)}", finding.rule)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _translation(location: "a11ycheck.Location") -> str:
    entry = location.source.catalogue if location.source else None
    return f" The text is translated in {entry.file}:{entry.line}." if entry else ""


def _warn(message: str, rule: str, position: tuple[str, int] | str | None = None) -> None:
    logger.warning("%s", message, type=_TYPE, subtype=rule, location=position)


def _position(
    app: Sphinx, root: Path, location: "a11ycheck.Location"
) -> tuple[str, int] | str | None:
    """Return a location for Sphinx: document and line, another file and line, or None."""
    if location.source is None:
        return None
    file = root / location.source.file
    docname = app.env.path2doc(file)
    if docname in app.env.all_docs:
        return docname, location.source.line
    return f"{file}:{location.source.line}"
