"""`a11ycheck read`: what a screen reader announces of pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from a11ycheck.cli.console import print_note, to_stdout
from a11ycheck.cli.options import audit_options, load, require_targets
from a11ycheck.cli.progress import show_progress
from a11ycheck.config import settings
from a11ycheck.model import ExitCode
from a11ycheck.signals import begin_signals
from a11ycheck.speech import VIEWS, View, announce_view, listening_cost

if TYPE_CHECKING:
    from a11ycheck.reporters.transcripts import PageTranscript
    from a11ycheck.run.read_pages import PageReading

__all__ = ["read"]

_SETTINGS = frozenset(
    """
    advertise allow_hosts base browser cache cache_dir driver exclude grid grid_timeout jobs
    lang sandbox timeout variants wait_for
    """.split()  # noqa: SIM905 - shorter
)
_OTHERS = tuple(setting.name for setting in settings() if setting.name not in _SETTINGS)


@click.command()
@audit_options(without=_OTHERS)
@click.option(
    "--page",
    "pages",
    multiple=True,
    metavar="PATTERN",
    help="Read only pages whose path matches. Repeatable.",
)
@click.option(
    "--as",
    "view",
    type=click.Choice(VIEWS),
    default=str(View.TRANSCRIPT),
    help="Show all that is announced, or one of the lists by which people navigate [default: transcript].",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Print lines of text, or JSON [default: text].",
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Show the source line of each item.")
def read(
    *,
    targets: tuple[str, ...],
    config_file: Path | None,
    pages: tuple[str, ...],
    view: str,
    output: str,
    quiet: bool,
    verbose: bool,
    **flags: Any,
) -> int:
    """Print what a screen reader would announce of the pages of each TARGET, one item per line.

    It is made from the browser's accessibility tree in the first variant. A real screen reader has
    words and habits of its own.
    """
    from a11ycheck.reporters.i18n import format_message, use_locale
    from a11ycheck.reporters.transcripts import transcripts_as_json, transcripts_as_text
    from a11ycheck.run.read_pages import read_pages

    begin_signals()
    loaded = load(flags, config_file)
    require_targets(targets)
    with show_progress(quiet=quiet) as on_progress:
        found = read_pages(targets, loaded.config, pages=pages, on_progress=on_progress)
    chosen = View(view)
    transcripts = [_transcript(page, chosen) for page in found.pages]
    with use_locale(loaded.config.lang):
        if output == "json":
            to_stdout(transcripts_as_json(transcripts, chosen))
        else:
            to_stdout(transcripts_as_text(transcripts, chosen, verbose=verbose))
        for item in found.not_tested:
            print_note(f"{item.page}: {format_message(item.reason)}")
    is_complete = bool(found.pages) and not (found.not_tested or found.interrupted)
    return ExitCode.CLEAN if is_complete else ExitCode.NOT_TESTED


def _transcript(page: "PageReading", view: View) -> "PageTranscript":
    from a11ycheck.reporters.transcripts import PageTranscript

    first, *others = page.trees
    announcements = announce_view(first.nodes, view)
    return PageTranscript(
        page=page.page,
        variants=first.variants,
        others=tuple(name for tree in others for name in tree.variants),
        announcements=announcements,
        sources=tuple(page.source(item.element) for item in announcements),
        cost=listening_cost(first.nodes),
        omitted=first.omitted,
    )
