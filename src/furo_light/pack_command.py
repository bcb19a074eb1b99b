"""The command `pack`, which writes the release archive of a site that passes its audit."""

import os
from pathlib import Path
from typing import Any, Final

import click

import a11ycheck
from a11ycheck.errors import UserError
from furo_light import needs_extra

__all__ = ["pack"]

_NOT_IN_PACK: Final = frozenset(
    {"targets", "exclude", "screenshots", "fix", "diff", "print_config"}
)
_SUFFIXES: Final = (".tar.gz", ".tgz")
_COPIES: Final = {"all": (".br", ".gz"), "br": (".br",), "none": ()}


def _check_name(target: Path) -> None:
    """Raise UserError for an archive whose name is that of a folder, or no name of a `.tar.gz`."""
    if os.path.isdir(target):  # noqa: PTH112 - Path's raises where the folder may not be entered
        message = f"{target} is a folder, in which the archive has no name."
        raise UserError(message, f"Name a file in it: --output {target / 'site.tar.gz'}")
    if not target.name.lower().endswith(_SUFFIXES):
        message = f"The archive is a .tar.gz, which {target} is no name of."
        stem = target.stem.removesuffix(".tar")
        raise UserError(message, f"Write --output {target.with_name(f'{stem}.tar.gz')}.")


class PackCommand(click.Command):
    """Has the options of `a11ycheck audit`, too."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own parameters and those of the audit that concern a folder."""
        own = super().get_params(ctx)
        named = {parameter.name for parameter in own} | _NOT_IN_PACK
        audit = [item for item in _audit(ctx).params if item.name not in named]
        return [*own[:-1], *audit, own[-1]]  # the last one is --help


def _audit(context: click.Context) -> click.Command:
    """Return the command `audit` of the group that holds this command."""
    group = context.parent.command if context.parent else None
    found = group.get_command(context, "audit") if isinstance(group, click.Group) else None
    if found is None:
        message = "`pack` is a command of `a11ycheck`."
        raise UserError(message, "Run a11ycheck pack.")
    return found


@click.command(cls=PackCommand)
@click.argument("folder", metavar="DIR", type=Path)
@click.option(
    "-o",
    "--output",
    type=Path,
    metavar="FILE",
    help="Archive to write, a .tar.gz. Default: site.tar.gz beside DIR.",
)
@click.option("--all-files", is_flag=True, help="Also pack files that no page refers to.")
@click.option(
    "--compressed-copies",
    type=click.Choice([*_COPIES]),
    default="all",
    show_default=True,
    help="Compressed copies to pack: .br and .gz, only .br for hosts that make gzip themselves, or none.",
)
@click.pass_context
def pack(
    context: click.Context,
    /,
    *,
    folder: Path,
    output: Path | None,
    all_files: bool,
    compressed_copies: str,
    **options: Any,
) -> int:
    """Audit the built site in DIR, and pack it for a server if the audit passes.

    The archive holds the pages and the files that these refer to, with their compressed copies, recipes for
    nginx and Apache, and checksums. It is made of the very bytes that were audited: a file that changes
    meanwhile, or a compressed file that does not match its plain file, is refused. The same site gives the
    same archive, byte for byte.
    """
    target = output or folder.resolve().parent / "site.tar.gz"
    _check_name(target)
    with needs_extra("light"):
        import brotli  # noqa: F401, PLC0415 - without it, no copy would match its file

        from furo_light.release import (  # noqa: PLC0415 - other commands lack it
            UnpackableFileError,
            read_contents,
            write_archive,
        )

        try:
            contents = read_contents(folder, all_files=all_files, copies=_COPIES[compressed_copies])
        except UnpackableFileError as error:
            click.echo(f"a11ycheck: {error.message}\n  {error.hint}", err=True)
            return a11ycheck.ExitCode.NOT_TESTED
    code = int(context.invoke(_audit(context), targets=(str(folder),), **options))
    if code != a11ycheck.ExitCode.CLEAN:
        click.echo("a11ycheck: Nothing was packed: the audit did not pass.", err=True)
        click.echo("  Fix what it reports, then pack again.", err=True)
        return code
    archived = write_archive(contents, target, version=a11ycheck.__version__)
    if contents.left_out:
        first, rest = contents.left_out[0], len(contents.left_out) - 1
        named = f"{first} and {rest} more" if rest else first
        click.echo(f"Left out, because no page refers to them: {named}.", err=True)
    files = "1 file" if archived.files == 1 else f"{archived.files} files"
    click.echo(f"Packed {files}: {target}, {archived.size:,} bytes.", err=True)
    click.echo(f"SHA-256 {archived.sum}", err=True)
    return a11ycheck.ExitCode.CLEAN
