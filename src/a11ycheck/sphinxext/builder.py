"""The builder `a11y`: build the pages, audit them, and say what is wrong as Sphinx says it."""

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import __

__all__ = ["AuditBuilder", "setup"]

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
    from a11ycheck.sphinxext.auditing import audit  # noqa: PLC0415

    audit(app, pages=is_audit)
