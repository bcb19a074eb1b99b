"""The builder `a11y`: build the pages, audit them, and say what is wrong as Sphinx says it."""

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import __
from sphinx.util import logging

from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode

__all__ = ["AuditBuilder", "setup"]

logger = logging.getLogger(__name__)

_AFTER_THE_MAP = 960


class AuditBuilder(StandaloneHTMLBuilder):
    """Builds HTML as the builder `html` does, and audits it when all is written."""

    name = "a11y"
    epilog = __("The audited pages and the reports output.txt and output.json are in %(outdir)s.")


def setup(app: Sphinx) -> None:
    """Register the builder, and the setting that judges the source in every build."""
    app.add_builder(AuditBuilder)
    app.add_config_value("a11ycheck_warn", default=False, rebuild="", types=frozenset({bool}))
    app.connect("build-finished", _audit, priority=_AFTER_THE_MAP)


def _audit(app: Sphinx, error: Exception | None) -> None:
    if error is not None:
        return
    is_audit = app.builder.name == AuditBuilder.name
    if not is_audit and not app.config.a11ycheck_warn:
        return
    # It brings the whole checker, which a build that asks for nothing need not load.
    from a11ycheck.sphinxext import auditing  # noqa: PLC0415

    try:
        if is_audit:
            auditing.audit_pages(app)
        else:
            auditing.warn_of_source(app)
    except UserError as mistake:
        logger.error("%s", mistake, type="a11ycheck", subtype="usage")  # noqa: TRY400 - a user's mistake
        app.statuscode = ExitCode.USAGE
