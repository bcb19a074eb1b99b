"""The reference of the command line, from click's metadata."""

import inspect
from collections.abc import Iterator

import click

from a11ycheck.cli.app import cli
from docgen.markup import code, literal, page, table

__all__ = ["command_line_page"]

_NAME = "a11ycheck"


def command_line_page() -> str:
    """Return the page with every command, its usage and its options."""
    top = click.Context(cli, info_name=_NAME, **cli.context_settings)
    commands = [_describe(command, context) for command, context in _commands(cli, top)]
    return page("command-line.md.j2", group=_describe(cli, top), commands=commands)


def _commands(
    group: click.Group, parent: click.Context
) -> Iterator[tuple[click.Command, click.Context]]:
    """Yield each command of a group, and after a group its own commands."""
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is None:
            continue
        context = click.Context(command, info_name=name, parent=parent)
        yield command, context
        if isinstance(command, click.Group):
            yield from _commands(command, context)


def _describe(command: click.Command, context: click.Context) -> dict[str, str]:
    pieces = command.collect_usage_pieces(context)
    options = [item for item in command.get_params(context) if isinstance(item, click.Option)]
    records = filter(None, (option.get_help_record(context) for option in options))
    rows = [(code(name), literal(" ".join(text.split()))) for name, text in records]
    return {
        "name": context.command_path,
        "usage": " ".join((context.command_path, *pieces)),
        "help": _paragraphs(command.help or ""),
        "options": table(("Option", "What it does"), rows),
    }


def _paragraphs(text: str) -> str:
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(literal(" ".join(part.split())) for part in paragraphs)
