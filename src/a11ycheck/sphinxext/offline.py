"""Offer a project's pages for reading without a network: settings, directive, and the step after the build.

    a11ycheck_offline = True
    a11ycheck_offline_pages = ["/index", "guide/**"]

Everything is optional, and does nothing unless `a11ycheck_offline` is true.
"""

import os
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from a11ycheck.collect.globs import matcher
from a11ycheck.errors import UserError
from a11ycheck.light.offline import (
    MANIFEST,
    MARKER,
    Selection,
    build_date,
    make_offline,
    reading_order,
    register_script,
    words_for,
)
from a11ycheck.model import ExitCode

__all__ = ["OfflineCopies", "setup"]

logger = logging.getLogger(__name__)

_BUILDERS = frozenset({"html", "dirhtml", "a11y"})
_LAST = 900
_AFTER_PAGES_ARE_FINAL = 957


class OfflineCopies(SphinxDirective):
    """`{offline-copies}`: where readers save all pages, and find the copies to download."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Return the place of the block; it is filled in when all pages are built and weighed."""
        return [nodes.raw("", MARKER, format="html")]


def setup(app: Sphinx) -> None:
    """Register the settings, the directive and the hooks."""
    for name, default, kind in (
        ("a11ycheck_offline", False, bool),
        ("a11ycheck_offline_copies", True, bool),
        ("a11ycheck_offline_pages", ["**"], list),
        ("a11ycheck_offline_words", {}, dict),
        ("a11ycheck_offline_icon", "", str),
    ):
        app.add_config_value(name, default=default, rebuild="html", types=frozenset({kind}))
    app.add_directive("offline-copies", OfflineCopies)
    app.connect("html-page-context", _ask_for_worker, priority=_LAST)
    app.connect("build-finished", _make, priority=_AFTER_PAGES_ARE_FINAL)


def _wanted(app: Sphinx) -> bool:
    return bool(app.config.a11ycheck_offline) and app.builder.name in _BUILDERS


def _ask_for_worker(
    app: Sphinx,
    _pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Add the page's line of script; the page with the block names the manifest as well."""
    if not _wanted(app):
        return
    root = context["content_root"].removeprefix("./")
    app.add_js_file(None, body=register_script(root))
    if MARKER in context.get("body", ""):
        link = f'<link rel="manifest" href="{root}{MANIFEST}">\n'
        context["metatags"] = context.get("metatags", "") + link


def _make(app: Sphinx, error: Exception | None) -> None:
    if error is not None or not _wanted(app):
        return
    try:
        made = make_offline(
            _selection(app),
            copies=app.config.a11ycheck_offline_copies,
            icon_file=app.config.a11ycheck_offline_icon,
            holders=_paths(app).values(),
        )
    except UserError as mistake:
        logger.error("%s", mistake, type="a11ycheck", subtype="offline")  # noqa: TRY400 - a user's mistake
        app.statuscode = ExitCode.USAGE
        return
    logger.info("offline: %d pages, %d kB in one request", made.sizes.pages, made.sizes.pack)


def _selection(app: Sphinx) -> Selection:
    config = app.config
    chosen = matcher(config.a11ycheck_offline_pages)
    paths = [path for name, path in _paths(app).items() if chosen(name) or chosen(path)]
    pages = reading_order(app.outdir, paths)
    language = pages[0].language or config.language
    return Selection(
        root=app.outdir,
        pages=pages,
        title=config.html_title or config.project,
        language=language,
        direction=pages[0].direction,
        words=words_for(language, config.a11ycheck_offline_words),
        day=build_date(os.environ.get("SOURCE_DATE_EPOCH")),
        base_url=config.html_baseurl and config.html_baseurl.rstrip("/") + "/",
        author=config.author if config.author != "unknown" else "",
    )


def _paths(app: Sphinx) -> dict[str, str]:
    """Return the path of each document's page in the output folder, by the document's name."""
    output_path = app.builder.get_output_path  # type: ignore[attr-defined]
    return {
        name: output_path(name).relative_to(app.outdir).as_posix()
        for name in sorted(app.env.found_docs)
    }
