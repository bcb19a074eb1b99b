"""`a11ycheck audit`: look at the pages, print what to mend, write the reports."""

from pathlib import Path
from typing import Any

import click

from a11ycheck import api
from a11ycheck.cli.console import progress_bar
from a11ycheck.cli.deliver import deliver_all
from a11ycheck.cli.mend import Mended, beside_patch, hint_at_mends, mend, mend_options
from a11ycheck.cli.options import audit_options, demand_targets, load
from a11ycheck.cli.output import Destination, chosen_formats, read_destinations, to_stdout
from a11ycheck.config import as_toml
from a11ycheck.fix import Sources
from a11ycheck.model import ExitCode

__all__ = ["audit"]


@click.command()
@audit_options()
@mend_options
@click.option("--print-config", is_flag=True, help="Print the configuration, and audit nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Show every place of every finding.")
def audit(
    *,
    targets: tuple[str, ...],
    config_file: Path | None,
    print_config: bool,
    verbose: bool,
    fix: bool,
    diff: bool,
    **flags: Any,
) -> int:
    """Audit each TARGET: a folder of built HTML, a file, an address, or a sitemap (file or address)."""
    loaded = load(flags, config_file)
    destinations = read_destinations(chosen_formats(loaded))
    destinations = beside_patch(destinations, loaded) if diff else destinations
    if print_config:
        to_stdout(as_toml(loaded.config, loaded.origins))
        return ExitCode.CLEAN
    demand_targets(targets)
    pictures: dict[str, bytes] = {}
    sources: list[Sources] = []
    with progress_bar() as on_progress:
        report = api.audit(
            targets,
            loaded.config,
            narrowed=bool(loaded.narrowed),
            on_progress=on_progress,
            on_screenshot=pictures.__setitem__ if _shows_pictures(destinations) else None,
            on_sources=sources.append if fix or diff else None,
        )
    lang = loaded.config.lang
    whole = deliver_all(report, destinations, verbose=verbose, lang=lang, pictures=pictures)
    if fix or diff:
        whole &= mend(report, sources, write=fix, show=diff) is not Mended.PARTLY
    else:
        hint_at_mends(report, destinations)
    return report.exit_code if whole else ExitCode.NOT_TESTED


def _shows_pictures(destinations: tuple[Destination, ...]) -> bool:
    return any(destination.format == "html" for destination in destinations)
