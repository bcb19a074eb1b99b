"""`a11ycheck new-rule`: create the files of a rule of your own."""

from pathlib import Path

import click

from a11ycheck.cli.console import to_stdout
from a11ycheck.model import ExitCode
from a11ycheck.signals import begin_signals

__all__ = ["new_rule"]


@click.command("new-rule")
@click.argument("rule", metavar="RULE-ID")
@click.option("--criterion", metavar="NUMBER", help="A success criterion of WCAG, such as 1.4.10.")
@click.option(
    "--folder",
    type=Path,
    default=Path("a11y_rules"),
    show_default=True,
    help="The folder of the project's rules.",
)
def new_rule(*, rule: str, criterion: str | None, folder: Path) -> int:
    """Create a rule of your own, such as image-text-size: a working example to replace."""
    from a11ycheck.cli.rule_files import make_rule

    begin_signals()
    to_stdout(make_rule(rule, criterion, Path.cwd(), folder))
    return ExitCode.CLEAN
