"""`a11ycheck watch`: build and audit while writing, and show the findings on a preview."""

import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from a11ycheck.cli.console import to_stdout
from a11ycheck.cli.options import audit_options, load
from a11ycheck.cli.progress import show_progress
from a11ycheck.config import Config
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode

__all__ = ["watch"]

# Reports, gates and machines are no part of a preview.
_NOT_HERE = (
    *("formats", "fail_on", "screenshots", "shard", "grid", "grid_timeout", "advertise", "lang"),
)


@click.command()
@click.argument("folder", metavar="[SRCDIR]", required=False, type=Path)
@click.option(
    "-c",
    "--conf-dir",
    type=Path,
    metavar="PATH",
    help="The folder of conf.py. Default: SRCDIR, or the nearest above it.",
)
@click.option("--language", metavar="CODE", help="Build this language of a Sphinx project.")
@click.option(
    "-D",
    "--define",
    "defines",
    multiple=True,
    metavar="NAME=VALUE",
    help="Override a setting of conf.py. Repeatable.",
)
@click.option(
    "--html",
    type=Path,
    metavar="FOLDER",
    help="Watch a site that is built to FOLDER, by --build or by another program, instead of Sphinx.",
)
@click.option(
    "--build",
    "command",
    metavar="COMMAND",
    help="Run a shell command when a file in SRCDIR (default: the current folder) changes.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Serve there."
)
@click.option(
    "--editor",
    default="vscode",
    show_default=True,
    envvar="A11YCHECK_EDITOR",
    metavar="NAME|URL",
    help="The editor that links to source lines open, or a URL with {file} and {line}.",
)
@audit_options(without=_NOT_HERE, targets=False)
@click.option("-v", "--verbose", is_flag=True, help="Print every remaining finding.")
def watch(
    *,
    folder: Path | None,
    conf_dir: Path | None,
    language: str | None,
    defines: tuple[str, ...],
    html: Path | None,
    command: str | None,
    port: int,
    editor: str,
    config_file: Path | None,
    verbose: bool,
    **flags: Any,
) -> int:
    """Build SRCDIR with Sphinx on each change, audit what changed, and serve a preview with the findings."""
    try:
        from a11ycheck import watch as package  # noqa: PLC0415 - needs an extra
    except ModuleNotFoundError as error:
        if (error.name or "") != "watchfiles":
            raise
        raise UserError("watchfiles is not installed.", "Install a11ycheck[watch].") from None
    from a11ycheck.watch.board import Board  # noqa: PLC0415
    from a11ycheck.watch.editors import editor_template  # noqa: PLC0415
    from a11ycheck.watch.preview_server import PreviewServer  # noqa: PLC0415

    config = replace(load(flags, config_file).config, screenshots=False, shard="", grid="")
    sphinx = {"--conf-dir": conf_dir, "--language": language, "--define": defines}
    builds: package.SphinxBuilds | package.CommandBuilds | package.UnbuiltSite
    if html is not None:
        if given := [name for name, value in sphinx.items() if value]:
            raise click.UsageError(f"{given[0]} is for Sphinx, and cannot be combined with --html.")
        if command is not None:
            watched = (folder or Path(),)
            builds = package.CommandBuilds(command, folder=html, watched=watched)
        elif folder is not None:
            raise click.UsageError("With --html, SRCDIR is what --build reads: add --build.")
        elif not html.is_dir():
            raise UserError(f"There is no folder {html}.", "Build the site first, or add --build.")
        else:
            builds = package.UnbuiltSite(html)
    elif command is not None:
        raise click.UsageError("--build needs --html FOLDER, the folder that the command writes.")
    elif folder is None:
        raise click.UsageError("Name the folder of a Sphinx project, or a built site with --html.")
    elif not folder.is_dir():
        raise UserError(f"There is no folder {folder}.", "Name the folder of the sources.")
    else:
        if wrong := [item for item in defines if "=" not in item]:
            raise click.UsageError(f'--define {wrong[0]}: write it as "NAME=VALUE".')
        builds = package.SphinxBuilds(
            folder,
            configuration=conf_dir,
            output=_output(config, folder, conf_dir, language or "", defines),
            defines=defines,
            language=language or "",
        )
    board = Board(editor_template(editor))

    def put(line: str) -> None:
        to_stdout(f"{line}\n")

    with PreviewServer(builds.folder, board, base=config.base, port=port) as server:
        options = package.WatchOptions(
            config=config, builds=builds, verbose=verbose, progress=show_progress
        )
        put(f"Preview: {server.url}  (Ctrl-C ends)")
        try:
            with package.Watcher(options, board, put) as watcher:
                watcher.run()
        except KeyboardInterrupt:
            sys.stdout.flush()
    return ExitCode.CLEAN


def _output(
    config: Config, folder: Path, conf_dir: Path | None, language: str, defines: tuple[str, ...]
) -> Path:
    """Return the folder of the build of this project with these settings."""
    parts = (
        str(folder.resolve()),
        str(conf_dir and conf_dir.resolve()),
        language,
        *sorted(defines),
    )
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Path(config.cache_dir).resolve() / "watch" / digest
