"""`a11ycheck watch`: build and audit while writing, and show the findings on a preview."""

from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from a11ycheck.cli.console import print_note, to_stdout
from a11ycheck.cli.options import audit_options, load
from a11ycheck.cli.progress import show_progress
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode
from a11ycheck.signals import begin_signals
from a11ycheck.web.atomic_files import make_ignored_folder

__all__ = ["watch"]

# Reports, gates, machines and states of pages are no part of a preview.
_NOT_HERE = (
    *("formats", "fail_on", "screenshots", "shard", "grid", "grid_timeout", "advertise"),
    *("all_pages", "profile", "source_url", "editor"),
    *("crawl", "crawl_limit"),
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
@click.option(
    "--language", default="", metavar="CODE", help="Build this language of a Sphinx project."
)
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
    default="",
    metavar="COMMAND",
    help="Run a shell command when a file in SRCDIR (default: the current folder) changes.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Serve there."
)
@click.option(
    "--editor",
    default="",
    metavar="NAME|URL",
    help="The editor that links to source lines open, or a URL with {file} and {line}. "
    "Default: that of the configuration.",
)
@audit_options(without=_NOT_HERE, targets=False)
@click.option("-v", "--verbose", is_flag=True, help="Print every remaining finding.")
def watch(
    *,
    folder: Path | None,
    conf_dir: Path | None,
    language: str,
    defines: tuple[str, ...],
    html: Path | None,
    command: str,
    port: int,
    editor: str,
    config_file: Path | None,
    verbose: bool,
    **flags: Any,
) -> int:
    """Build SRCDIR with Sphinx on each change, audit what changed, and serve a preview of the site."""
    from a11ycheck.collect import find_source_folder

    begin_signals()
    package = _import_package()
    loaded = load(flags, config_file)
    configured = loaded.config
    if configured.states:
        print_note("watch audits no states of pages ([[states]]): `a11ycheck audit` does.")
    config = replace(configured, screenshots=False, shard="", grid="", states=())
    make_ignored_folder(Path(config.cache_dir))
    if not (folder or conf_dir or html or command):
        folder = find_source_folder(Path())
    builds = package.choose_builds(
        package.BuildOptions(
            cache=Path(config.cache_dir),
            folder=folder,
            html=html,
            command=command,
            conf_dir=conf_dir,
            language=language,
            defines=defines,
        )
    )
    where = "--editor" if editor else loaded.origins.get("editor", "")
    board = package.Board(package.editor_template(editor or config.editor or "none", where))
    with (
        suppress(KeyboardInterrupt),
        package.PreviewServer(
            builds.folder, board, base=config.base, port=port, lang=config.lang
        ) as server,
    ):
        options = package.WatchOptions(
            config=config, builds=builds, verbose=verbose, progress=show_progress
        )
        _put(f"Preview: {server.url} (Ctrl-C ends it)")
        with package.Watcher(options, board, _put) as watcher:
            watcher.run()
    return ExitCode.CLEAN


def _import_package() -> ModuleType:
    try:
        return import_module("a11ycheck.watch")
    except ModuleNotFoundError as error:
        if error.name != "watchfiles":
            raise
        message = "watchfiles is not installed, and only it notices changed files."
        raise UserError(message, "Install a11ycheck[watch].") from None


def _put(line: str) -> None:
    to_stdout(f"{line}\n")
