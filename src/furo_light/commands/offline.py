"""`a11ycheck offline`: make a built site readable without a network."""

import os
from pathlib import Path

import click

from a11ycheck.model import ExitCode
from a11ycheck.web.globs import compile_globs

__all__ = ["offline"]


@click.command()
@click.argument("folder", metavar="DIR", type=Path)
@click.option(
    "--page",
    "patterns",
    multiple=True,
    metavar="GLOB",
    help='Which pages "all pages" means, by path: "guide/**". Can be repeated. Default: all.',
)
@click.option("--title", default="", help="The title of the copies. Default: that of index.html.")
@click.option(
    "--base-url", default="", metavar="URL", help="Where DIR is published; copies link to it."
)
@click.option("--copies/--no-copies", default=True, help="Make the HTML file and the EPUB too.")
def offline(
    *, folder: Path, patterns: tuple[str, ...], title: str, base_url: str, copies: bool
) -> int:
    """Make the pages of DIR (one language, with its index.html) readable without a network.

    Adds a service worker that keeps visited pages, a button that saves all pages in one request, all pages
    as one HTML file and as EPUB, and a web manifest. Pages get one line of script; the block stands where a
    page has <div id="offline-copies"></div>, else in offline-save.html. A second run changes nothing.
    """
    from furo_light.offline import build_date, offer_folder  # noqa: PLC0415 - they take a while to load

    made = offer_folder(
        folder,
        compile_globs(patterns or ("**",)),
        day=build_date(os.environ.get("SOURCE_DATE_EPOCH")),
        title=title,
        base_url=base_url,
        copies=copies,
    )
    sizes = made.sizes
    click.echo(f"{sizes.pages} pages in one request of up to {sizes.pack} kB (gzip).")
    for copy in sizes.copies:
        click.echo(f"{copy.file}: {copy.size} kB")
    return ExitCode.CLEAN
