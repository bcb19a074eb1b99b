"""The command line's frame: commands, exit codes, and the border where errors become sentences."""

import logging
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import cast

import click

from a11ycheck import __version__
from a11ycheck.cli.commands.audit import audit
from a11ycheck.cli.commands.baseline import baseline
from a11ycheck.cli.commands.doctor import doctor
from a11ycheck.cli.commands.rules import explain, rules
from a11ycheck.cli.commands.source import source
from a11ycheck.cli.console import say
from a11ycheck.errors import BrowserError, UserError
from a11ycheck.model import ExitCode
from a11ycheck.rules import axe_version

__all__ = ["main"]

_INTERRUPTED = "Interrupted."
_GROUP = "a11ycheck.commands"


class Commands(click.Group):
    """Also has the commands that other packages add by an entry point, loaded when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *entry_points(group=_GROUP).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name; None where there is none."""
        if found := super().get_command(ctx, cmd_name):
            return found
        added = next(iter(entry_points(group=_GROUP, name=cmd_name)), None)
        return cast("click.Command", added.load()) if added else None


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message=f"a11ycheck {__version__} (axe-core {axe_version()})")
@click.option("--debug", is_flag=True, help="Log what happens, to standard error.")
def cli(*, debug: bool) -> None:
    """Audit generated HTML before it is published: accessibility, weight and direction of every page.

    Exit codes: 0 nothing to mend, 1 findings, 2 something was not tested, 3 wrong usage or no page
    found.
    """
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.WARNING,
        format="%(name)s: %(message)s",
        stream=sys.stderr,
    )
    logging.getLogger("selenium").setLevel(logging.ERROR)
    logging.getLogger("urllib3").setLevel(logging.ERROR)


for command in (audit, source, baseline, rules, explain, doctor):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; a bug leaves its trace."""
    try:
        result = cli.main(args=arguments, prog_name="a11ycheck", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(sys.stderr)
        return ExitCode.USAGE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        say(error.format_message(), context.get_usage() if context else "")
        return ExitCode.USAGE
    except (UserError, BrowserError) as error:
        say(error.message, error.hint)
        return ExitCode.USAGE if isinstance(error, UserError) else ExitCode.NOT_TESTED
    except (click.Abort, KeyboardInterrupt):
        say(_INTERRUPTED)
        return ExitCode.NOT_TESTED
    return int(result or 0)
