"""Make the copies for reading without a network, of the pages that a build has written."""

import os

from sphinx.application import Sphinx
from sphinx.util import logging

from a11ycheck.errors import UserError
from a11ycheck.light.offline import Selection, build_date, make_offline, reading_order, words_for
from a11ycheck.model import ExitCode
from a11ycheck.web.globs import compile_globs

__all__ = ["make_copies"]

logger = logging.getLogger(__name__)


def make_copies(app: Sphinx) -> None:
    """Write what `a11ycheck_offline` asks for; a user's mistake is said as Sphinx says it."""
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
    chosen = compile_globs(config.a11ycheck_offline_pages)
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
