"""Offer a project's pages for reading without a network: settings, directive, and the step after the build.

    a11ycheck_offline = True
    a11ycheck_offline_pages = ["/index", "guide/**"]

Everything is optional, and does nothing unless `a11ycheck_offline` is true: what it takes is loaded then.
"""

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

__all__ = ["OfflineCopies", "setup"]

_BUILDERS = frozenset({"html", "dirhtml", "a11y"})
_LAST = 900
_AFTER_PAGES_ARE_FINAL = 957


class OfflineCopies(SphinxDirective):
    """`{offline-copies}`: where readers save all pages, and find the copies to download."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Return the place of the block; it is filled in when all pages are built and weighed."""
        from a11ycheck.light.offline import MARKER  # noqa: PLC0415 - see above

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
    from a11ycheck.light.offline import MANIFEST, MARKER, register_script  # noqa: PLC0415 - see above

    root = context["content_root"].removeprefix("./")
    app.add_js_file(None, body=register_script(root))
    if MARKER in context.get("body", ""):
        link = f'<link rel="manifest" href="{root}{MANIFEST}">\n'
        context["metatags"] = context.get("metatags", "") + link


def _make(app: Sphinx, error: Exception | None) -> None:
    if error is None and _wanted(app):
        from a11ycheck.sphinxext.copying import make_copies  # noqa: PLC0415 - see above

        make_copies(app)
