"""The command line: its commands, its exit codes, and the messages of its errors."""

import logging
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final, cast

import click

from a11ycheck import __version__
from a11ycheck.cli.console import prepare_streams, print_error, print_note
from a11ycheck.errors import BrowserError, UserError
from a11ycheck.model import ExitCode
from a11ycheck.rules import axe_version
from a11ycheck.signals import Interrupted, Signals, hold_signals

__all__ = ["cli", "run"]

# Imported when needed, so that `--version` does not wait for the packages that an audit uses.
_MODULES: Final = ("audit", "baseline", "doctor", "merge", "rules", "source")
_COMMANDS: Final = {"explain": "rules"} | {name: name for name in _MODULES}
_ENTRY_POINTS = "a11ycheck.commands"


class Commands(click.Group):
    """The commands of this package, and those that other packages add by an entry point."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands, sorted."""
        return sorted({*_COMMANDS, *entry_points(group=_ENTRY_POINTS).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by name, None if there is none."""
        if module := _COMMANDS.get(cmd_name):
            found = getattr(import_module(f"a11ycheck.cli.commands.{module}"), cmd_name)
            return cast("click.Command", found)
        added = next(iter(entry_points(group=_ENTRY_POINTS, name=cmd_name)), None)
        return cast("click.Command", added.load()) if added else None

    def invoke(self, ctx: click.Context) -> int:
        """Return the exit code of the command; the code of shells if a signal ended it without a result."""
        try:
            code = int(super().invoke(ctx) or 0)
            hold_signals()
        except Interrupted as interrupted:
            print_error(f"Ended by {interrupted}.")
            return 128 + interrupted.number
        return code


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message=f"a11ycheck {__version__} (axe-core {axe_version()})")
@click.option("--debug", is_flag=True, help="Log to standard error.")
@click.pass_context
def cli(context: click.Context, /, *, debug: bool) -> None:
    """Audit generated HTML before it is published: accessibility, page weight and text direction.

    Exit codes: 0 no findings, 1 findings, 2 something was not tested, 3 wrong usage or no page found.
    """
    # The module of the command has been imported.
    if signals := context.find_object(Signals):
        signals.begin()
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.WARNING,
        format="%(name)s: %(message)s",
        stream=sys.stderr,
    )
    logging.getLogger("selenium").setLevel(logging.ERROR)
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def run(arguments: Sequence[str] | None, signals: Signals) -> int:
    """Run the command line and return its exit code; that of a bug is "not tested", with its traceback."""
    prepare_streams()
    try:
        result = cli.main(args=arguments, prog_name="a11ycheck", standalone_mode=False, obj=signals)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(sys.stderr)
        return ExitCode.USAGE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        print_error(error.format_message(), context.get_usage() if context else "")
        return ExitCode.USAGE
    except (UserError, BrowserError) as error:
        print_error(error.message, error.hint)
        return ExitCode.USAGE if isinstance(error, UserError) else ExitCode.NOT_TESTED
    except SystemExit:  # click's reaction if the reader of its own output has gone away
        return ExitCode.CLEAN
    except Exception:  # noqa: BLE001 - a bug; Python's own exit code, 1, would mean "findings"
        print_note(traceback.format_exc().rstrip())
        print_error("This is a bug in a11ycheck.", "Report it with the lines above.")
        return ExitCode.NOT_TESTED
    return int(result or 0)
