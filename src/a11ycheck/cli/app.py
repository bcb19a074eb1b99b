"""The command line: its commands, its exit codes, and the messages of its errors."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import click

from a11ycheck import __version__
from a11ycheck.cli.console import prepare_streams, print_error
from a11ycheck.cli.failures import print_failure
from a11ycheck.errors import BrowserError, UserError, suggestion
from a11ycheck.signals import Interrupted, Signals, hold_signals

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints
    from logging import LogRecord

    from click.shell_completion import CompletionItem

__all__ = ["cli", "run"]


class _Command(NamedTuple):
    """A command of this package: the module that defines it, and its line in the list of commands."""

    module: str
    summary: str


# Imported when needed, so that `--version` and `--help` do not wait for the packages that an audit uses.
_COMMANDS: Final = {
    "audit": _Command(
        "audit",
        "Audit each TARGET: a folder of built HTML, a file, a URL, or a sitemap (file or URL).",
    ),
    "baseline": _Command(
        "baseline", "Record known findings in a file, so that only new ones fail the audit."
    ),
    "cache": _Command("cache", "Show or clear the cache of results."),
    "compare": _Command(
        "compare",
        "Compare two states of a site: what is announced, bytes, first paint, findings.",
    ),
    "conformance": _Command(
        "conformance",
        "List the criteria of WCAG 2.2, level A and AA, and the rules that test them.",
    ),
    "doctor": _Command(
        "doctor",
        "Show what an audit would use: browser, driver, sandbox, axe-core, fonts for Arabic script.",
    ),
    "explain": _Command(
        "rules",
        "Explain what a rule checks, why it matters, how to fix its findings, and its limits.",
    ),
    "init": _Command(
        "init", "Set up a11ycheck for the project in FOLDER: configuration, CI and pre-commit hook."
    ),
    "merge": _Command(
        "merge", "Join the JSON REPORTs of all shards to the report of the whole run."
    ),
    "new-rule": _Command(
        "new_rule",
        "Create a rule of your own, such as image-text-size: a working example to replace.",
    ),
    "read": _Command(
        "read", "Print what a screen reader would announce of the pages of each TARGET, in order."
    ),
    "rules": _Command("rules", "List the rules: id, impact, success criteria, title."),
    "schema": _Command(
        "schema", "Print the JSON Schema of the configuration, for editors and validators."
    ),
    "source": _Command(
        "source",
        "Judge the sources of a Sphinx project in SRCDIR, without a browser.",
    ),
    "statement": _Command(
        "conformance",
        "Draft an accessibility statement from the JSON REPORT of an audit, in Markdown.",
    ),
    "watch": _Command(
        "watch",
        "Build SRCDIR with Sphinx on each change, audit what changed, and serve a preview of the site.",
    ),
}
_ENTRY_POINTS = "a11ycheck.commands"
# A summary goes on in the next line, where click would cut it.
_LONGEST_SUMMARY = 200
# Those of `ExitCode`, whose package an error in the options does not need.
_CLEAN, _NOT_TESTED, _USAGE = 0, 2, 3


def _entry_points() -> "EntryPoints":
    from importlib.metadata import entry_points  # noqa: PLC0415 - takes longer than the rest

    return entry_points(group=_ENTRY_POINTS)


class Commands(click.Group):
    """The commands of this package, and those that other packages add by an entry point."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands, sorted."""
        return sorted({*_COMMANDS, *_entry_points().names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by name, None if there is none."""
        if known := _COMMANDS.get(cmd_name):
            found = getattr(
                import_module(f"a11ycheck.cli.commands.{known.module}"), cmd_name.replace("-", "_")
            )
            return cast("click.Command", found)
        added = next(iter(_entry_points().select(name=cmd_name)), None)
        return cast("click.Command", added.load()) if added else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments begin with; UserError, with what was meant, without one."""
        name = args[0]
        if self.get_command(ctx, name) or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if "://" in name or os.path.exists(name):  # noqa: PTH110 - Path's raises without permission
            import shlex  # noqa: PLC0415 - of no use otherwise

            hint = f"To audit it, write a11ycheck audit {shlex.quote(name)}."
        else:
            hint = suggestion(name, self.list_commands(ctx), "See `a11ycheck --help`.")
        raise UserError(f'There is no command "{name}".', hint)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands; those of this package are not imported for that."""
        names = self.list_commands(ctx)
        rows = []
        for name in names:
            known = _COMMANDS.get(name)
            command = (
                click.Command(name, help=known.summary) if known else self.get_command(ctx, name)
            )
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(_LONGEST_SUMMARY)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
        """Return the commands and options that begin like this; no command is imported for that."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only shells need it

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        summaries = {name: known.summary for name, known in _COMMANDS.items()}
        items = [CompletionItem(name, help=summaries.get(name)) for name in names]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> int:
        """Return the exit code of the command; the code of shells if a signal ended it without a result."""
        try:
            code = int(super().invoke(ctx) or 0)
            hold_signals()
        except Interrupted as interrupted:
            print_error(f"Ended by {interrupted}.")
            return 128 + interrupted.number
        return code


def _print_version(context: click.Context, _option: click.Parameter, is_asked: Any) -> None:
    if is_asked and not context.resilient_parsing:
        from a11ycheck.rules import axe_version  # noqa: PLC0415 - see `_COMMANDS`

        click.echo(f"a11ycheck {__version__} (axe-core {axe_version()})")
        context.exit()


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
@click.option("--debug", is_flag=True, help="Log to standard error.")
@click.pass_context
def cli(context: click.Context, /, *, debug: bool) -> None:
    """Audit generated HTML before it is published: accessibility, page weight and text direction.

    Exit codes: 0 no findings, 1 findings, 2 something was not tested, 3 wrong usage or no page found.
    """
    import logging  # noqa: PLC0415 - `--help` does without

    # Those of this package import what they need when they run, and call `begin_signals` then.
    signals = context.find_object(Signals)
    if signals and context.invoked_subcommand not in _COMMANDS:
        signals.begin()
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_name_package)
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.WARNING,
        format="%(name)s: %(message)s" if debug else "%(package)s: %(message)s",
        handlers=[handler],
    )
    logging.getLogger("selenium").setLevel(logging.ERROR)
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def _name_package(record: "LogRecord") -> bool:
    """Note the package that a message is of: which of its modules wrote it is no use to people."""
    record.package = record.name.partition(".")[0]
    return True


def run(arguments: Sequence[str] | None, signals: Signals) -> int:
    """Run the command line and return its exit code; that of a bug is "not tested", with its traceback."""
    prepare_streams()
    try:
        result = cli.main(args=arguments, prog_name="a11ycheck", standalone_mode=False, obj=signals)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(sys.stderr)
        return _USAGE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        print_error(error.format_message(), context.get_usage() if context else "")
        return _USAGE
    except (UserError, BrowserError) as error:
        print_error(error.message, error.hint)
        return _USAGE if isinstance(error, UserError) else _NOT_TESTED
    except SystemExit:  # click's reaction if the reader of its own output has gone away
        return _CLEAN
    except Exception as error:  # noqa: BLE001 - Python's own exit code, 1, would mean "findings"
        print_failure(error)
        return _NOT_TESTED
    return int(result or 0)
