"""The Sphinx extension of a11ycheck: source map, facts for the rules, builder `a11y`, warnings."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from a11ycheck import __version__
from a11ycheck.sphinxext import builder, map_writer, source_facts, translations

__all__ = ["setup"]

_FIRST, _AFTER_OTHERS, _MAP, _AUDIT = 0, 900, 950, 960
"""Priorities: Sphinx calls the handlers of an event in ascending order; 500 is the default."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings, the builder, and the handlers in the order of a build's events."""
    app.add_config_value("a11ycheck_languages", {}, "html", frozenset({dict, list, tuple}))
    app.add_config_value("a11ycheck_warn", default=False, rebuild="", types=frozenset({bool}))
    app.add_builder(builder.AuditBuilder)
    app.add_transform(translations.KeepMessages)
    app.connect("config-inited", translations.compare_messages, _AFTER_OTHERS)
    app.connect("builder-inited", map_writer.track_translator, _MAP)
    app.connect("env-get-outdated", source_facts.start_reading, _FIRST)
    app.connect("env-get-outdated", source_facts.unrecorded_documents)
    app.connect("env-before-read-docs", translations.compare_catalogues)
    app.connect("env-purge-doc", source_facts.forget_document)
    app.connect("doctree-read", source_facts.record_facts, _AFTER_OTHERS)
    app.connect("html-page-context", map_writer.record_page, _FIRST)
    app.connect("build-finished", map_writer.write_map, _MAP)
    app.connect("build-finished", builder.audit_build, _AUDIT)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
