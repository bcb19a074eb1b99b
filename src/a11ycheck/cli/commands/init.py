"""`a11ycheck init`: set a11ycheck up for a project, without changing any of its files."""

from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import click

from a11ycheck.cli.console import to_stdout
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode
from a11ycheck.signals import begin_signals

if TYPE_CHECKING:
    from a11ycheck.cli.project_kind import ProjectKind
    from a11ycheck.cli.set_up import Planned

__all__ = ["init"]

_NAMES = {"sphinx": "Sphinx", "mkdocs": "MkDocs"}


@click.command()
@click.argument("folder", metavar="[FOLDER]", default=".", type=Path)
@click.option(
    "--site", metavar="PATH", help="The folder of the built site, if it is not found by itself."
)
@click.option(
    "--ci",
    type=click.Choice(("auto", "github", "gitlab", "none")),
    default="auto",
    show_default=True,
    help="The CI service to write a job for.",
)
def init(*, folder: Path, site: str | None, ci: str) -> int:
    """Set up a11ycheck for the project in FOLDER: configuration, CI and pre-commit hook."""
    from a11ycheck.cli.project_kind import find_kind
    from a11ycheck.cli.set_up import plan_files, write_planned

    begin_signals()
    root = folder.resolve()
    if not root.is_dir():
        raise UserError(f"There is no folder {folder}.", "Name the folder of the project.")
    kind = _with_site(find_kind(root), site)
    lines = [_found(kind)]
    for planned in plan_files(root, kind, ci):
        shown = planned.path.relative_to(root).as_posix()
        if write_planned(planned):
            lines.append(f"Created {shown}")
        else:
            lines += _kept(planned, shown)
    lines += ["", "Next steps:", *(f"  {line}" for line in _next_steps(kind, ci))]
    to_stdout("\n".join(lines) + "\n")
    return ExitCode.CLEAN


def _with_site(kind: "ProjectKind | None", site: str | None) -> "ProjectKind":
    from a11ycheck.cli.project_kind import ProjectKind

    if site is not None and (kind is None or kind.site != site):
        return ProjectKind(generator="folder", site=site, install="a11ycheck")
    if kind is None:
        message = "There is no Sphinx project, no mkdocs.yml and no built site (index.html) here."
        raise UserError(message, "Name the folder of the built site: a11ycheck init --site FOLDER")
    return kind


def _found(kind: "ProjectKind") -> str:
    if kind.generator == "folder":
        return f"Found a site in {kind.site}"
    return f"Found {_NAMES[kind.generator]}: {kind.source} is built to {kind.site}"


def _kept(planned: "Planned", shown: str) -> Iterator[str]:
    kept = shown if planned.path.name == planned.instead else planned.instead
    if not planned.is_shown:
        yield f"Left {kept} unchanged"
        return
    yield f"Left {kept} unchanged. Add to it:"
    yield ""
    lines = planned.content.splitlines()
    if shown == ".pre-commit-config.yaml":
        lines = lines[1:]  # the list of repositories exists
    yield from (f"    {line}" for line in lines)
    yield ""


def _next_steps(kind: "ProjectKind", ci: str) -> Iterator[str]:
    if kind.generator == "sphinx" and not kind.has_source_lines:
        yield f'Get source lines: add "a11ycheck.sphinxext" to `extensions` in {kind.settings}.'
    if kind.build:
        yield f"Build the site:   {kind.build}"
    yield f"Audit it:         a11ycheck audit {kind.target}"
    yield "Accept for now what cannot be fixed at once:"
    yield f'                  a11ycheck baseline create {kind.target} --reason "TEXT"'
    stage = "" if kind.generator == "sphinx" else " --hook-type pre-push"
    yield f"Run the hook:     pre-commit install{stage}"
    if ci != "none" and not _is_from_an_index():
        yield 'In CI: let "pip install" name your copy of a11ycheck, which is not from an index.'
    if ci != "none" and kind.is_guess:
        yield f'In CI: add what {kind.settings} needs, such as the theme, to "pip install".'


def _is_from_an_index() -> bool:
    """Return whether pip installed a11ycheck by name: else it records where from (PEP 610)."""
    return distribution("a11ycheck").read_text("direct_url.json") is None
