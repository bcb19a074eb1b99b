"""`a11ycheck audit`: its arguments."""

from pathlib import Path
from typing import Any

import click

from a11ycheck.cli.options import audit_options, fix_options, load, verbosity_options
from a11ycheck.run.revision import LAST_COMMIT
from a11ycheck.signals import begin_signals

__all__ = ["audit"]


@click.command()
@audit_options()
@fix_options
@click.option(
    "--changed",
    is_flag=False,
    flag_value=LAST_COMMIT,
    metavar="[REVISION]",
    help="Audit only pages whose sources or assets differ from a Git revision. [default: HEAD]",
)
@click.option("--print-config", is_flag=True, help="Print the configuration, and audit nothing.")
@verbosity_options
def audit(
    *,
    targets: tuple[str, ...],
    config_file: Path | None,
    changed: str | None,
    print_config: bool,
    quiet: bool,
    statistics: bool,
    verbose: bool,
    fix: bool,
    diff: bool,
    **flags: Any,
) -> int:
    """Audit each TARGET: a folder of built HTML, a file, a URL, or a sitemap (file or URL)."""
    from a11ycheck.cli.site_audit import AuditFlags, audit_sites

    begin_signals()
    asked = AuditFlags(
        changed=changed,
        print_config=print_config,
        quiet=quiet,
        statistics=statistics,
        verbose=verbose,
        fix=fix,
        diff=diff,
    )
    return audit_sites(targets, load(flags, config_file), asked)
