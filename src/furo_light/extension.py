"""What a Sphinx build gets of this package: its settings, the directive for offline copies, the last steps.

The steps load what they need when they run: most builds do without.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import a11ycheck
from a11ycheck.errors import UserError
from furo_light import needs_extra, page_sizes, theme
from furo_light.languages import (
    interface_texts,
    original_only,
    review,
    right_to_left,
    site_languages,
)
from furo_light.languages.review_records import is_withheld
from furo_light.settings import Settings, read_settings, settings

if TYPE_CHECKING:
    from furo_light.offline import Selection
    from furo_light.optimise import Result

__all__ = ["OfflineCopies", "setup_all"]

logger = logging.getLogger(__name__)

_AFTER_THEMES: Final = 900
_OPTIMISE: Final = 955
"""Event priority: the source map is written at 950, and changes with the pages; audits come later."""
_COPY: Final = 957
_SIZES: Final = 958
_OPTIMISED_BUILDERS: Final = frozenset({"html", "dirhtml", "singlehtml", "a11y"})
_COPIED_BUILDERS: Final = frozenset({"html", "dirhtml", "a11y"})
_TYPE: Final = "a11ycheck"


def setup_all(app: Sphinx) -> ExtensionMetadata:
    """Register what this package adds to a build, and that it is safe in parallel."""
    app.setup_extension("a11ycheck.sphinxext")
    for item in settings():
        app.add_config_value(
            item.conf_name, item.conf_default, item.rebuild, item.conf_types, item.help
        )
    site_languages.setup(app)
    interface_texts.setup(app)
    original_only.setup(app)
    review.setup(app)
    theme.setup(app)
    page_sizes.setup(app)
    right_to_left.setup(app)
    app.add_directive("offline-copies", OfflineCopies)
    app.connect("html-page-context", _link_manifest, priority=_AFTER_THEMES)
    app.connect("build-finished", _copy, priority=_COPY)
    app.connect("build-finished", _fill_sizes, priority=_SIZES)
    app.connect("build-finished", _optimise, priority=_OPTIMISE)
    return {
        "version": a11ycheck.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


# --- offline copies ---------------------------------------------------------------------------------


class OfflineCopies(SphinxDirective):
    """`{offline-copies}`: where readers save all pages, and find the copies to download."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Return the marker of the block, which is filled in when all pages are built and weighed."""
        from furo_light.offline import MARKER  # noqa: PLC0415 - see above

        return [nodes.raw("", MARKER, format="html")]


def _is_copied(app: Sphinx) -> bool:
    return bool(app.config.a11ycheck_offline) and app.builder.name in _COPIED_BUILDERS


def _link_manifest(
    app: Sphinx,
    _pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Name the manifest on the page with the block."""
    if not _is_copied(app):
        return
    from furo_light.offline import MANIFEST, MARKER  # noqa: PLC0415 - see above

    root = context["content_root"].removeprefix("./")
    if MARKER in context.get("body", ""):
        link = f'<link rel="manifest" href="{root}{MANIFEST}">\n'
        context["metatags"] = context.get("metatags", "") + link


def _copy(app: Sphinx, error: Exception | None) -> None:
    """Make the copies that `a11ycheck_offline` asks for."""
    if error is not None or not _is_copied(app):
        return
    try:
        with needs_extra("light"):
            from furo_light.offline import make_offline  # noqa: PLC0415 - see above
        made = make_offline(
            _selection(app),
            copies=app.config.a11ycheck_offline_copies,
            icon_file=app.config.a11ycheck_offline_icon,
            holders=_paths(app).values(),
        )
    except UserError as mistake:
        logger.error("%s", mistake, type=_TYPE, subtype="offline")  # noqa: TRY400 - a user's mistake
        app.statuscode = a11ycheck.ExitCode.USAGE
        return
    logger.info("offline: %d pages, %d kB in one request", made.sizes.pages, made.sizes.pack)


def _fill_sizes(app: Sphinx, error: Exception | None) -> None:
    """Write the sizes of pages where `{page-sizes}` asks for them."""
    if error is None and app.builder.name in _COPIED_BUILDERS:
        with needs_extra("light"):
            page_sizes.fill_page_sizes(Path(app.outdir), _other_builds(app))


def _selection(app: Sphinx) -> "Selection":
    from a11ycheck.web.globs import compile_globs  # noqa: PLC0415 - see above
    from furo_light.offline import (  # noqa: PLC0415 - see above
        Selection,
        build_date,
        select_pages,
        texts_for,
    )

    config = app.config
    language = app.config.language
    documents = [item for item in _paths(app).items() if not is_withheld(app, item[0], language)]
    chosen = compile_globs(config.a11ycheck_offline_pages)
    private = compile_globs(config.a11ycheck_offline_private)
    paths = [path for name, path in documents if chosen(name) or chosen(path)]
    here = site_languages.current(config)
    pages = select_pages(Path(app.outdir), paths)
    language = pages[0].language or config.language
    return Selection(
        root=Path(app.outdir),
        pages=pages,
        title=config.html_title or config.project,
        language=language,
        direction=pages[0].direction,
        texts=texts_for(language, config.a11ycheck_offline_words),
        day=build_date(os.environ.get("SOURCE_DATE_EPOCH")),
        private=frozenset(path for name, path in documents if private(name) or private(path)),
        site="../" if here and here.folder else "",
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


# --- optimised pages --------------------------------------------------------------------------------


def _is_optimised(app: Sphinx) -> bool:
    """Return whether this build is optimised: as `conf.py` says, else where the theme is ours."""
    if app.builder.name not in _OPTIMISED_BUILDERS:
        return False
    wanted: bool | None = app.config.a11ycheck_lighten
    return theme.in_use(app) if wanted is None else wanted


def _optimise(app: Sphinx, error: Exception | None) -> None:
    """Optimise what was built; a mistake stops only a build that asks for this step by name."""
    if error is not None or not _is_optimised(app):
        return
    try:
        with needs_extra("light"):
            from furo_light.optimise import optimise_site  # noqa: PLC0415 - see above
        shared = a11ycheck.load_config({}, start=Path(app.confdir))
        # A build leaves nothing in folders that nobody named to it.
        named = "cache_dir" in shared.origins
        folder = Path(shared.config.cache_dir) if named else Path(app.doctreedir) / _TYPE
        done = optimise_site(
            Path(app.outdir),
            _settings(app),
            # The page of sphinx-notfound-page has URLs from the root, with the prefix of the host.
            base=shared.config.base or getattr(app.config, "notfound_urls_prefix", None) or "",
            cache=folder / "lighten" if shared.config.cache else None,
            without=_other_builds(app),
        )
    except UserError as mistake:
        if app.config.a11ycheck_lighten is None:
            hint = "The pages are whole; a11ycheck_lighten = False leaves out this step."
            logger.warning("%s %s", mistake, hint, type=_TYPE, subtype="lighten")
            return
        logger.error("%s", mistake, type=_TYPE, subtype="lighten")  # noqa: TRY400 - a user's mistake
        app.statuscode = a11ycheck.ExitCode.USAGE
    else:
        _report(done)


def _settings(app: Sphinx) -> Settings:
    """Return the settings of conf.py over those of the project's table; UserError for a wrong value."""
    values = {item.name: app.config[item.conf_name] for item in settings()}
    return read_settings(
        {name: value for name, value in values.items() if value is not None},
        label=lambda item: f"conf.py: {item.conf_name}",
        start=Path(app.confdir),
    )


def _other_builds(app: Sphinx) -> tuple[str, ...]:
    """Return patterns of the folders in which the other languages of the site are built."""
    found = site_languages.languages_of(app.config)
    here = site_languages.current(app.config)
    inside = here is not None and bool(here.folder) and here.folder == f"{app.outdir.name}/"
    return () if inside else tuple(language.folder for language in found if language.folder)


def _report(done: "Result") -> None:
    """Warn of what was left, once for each reason."""
    reasons: dict[str, list[str]] = {}
    for item in done.skipped:
        reasons.setdefault(item.reason, []).append(item.file)
    for reason, files in reasons.items():
        first, *others = files
        named = f"{first} and {len(others)} more" if others else first
        logger.warning("%s was not optimised: %s.", named, reason, type=_TYPE, subtype="lighten")
    for note in done.notes:
        logger.info("%s", note)
    logger.info("optimised %d files", len(done.changed))
