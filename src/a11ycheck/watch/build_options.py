"""From the options of the command to what builds the site."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.watch.builds import Builds, CommandBuilds, SphinxBuilds, UnbuiltSite

__all__ = ["BuildOptions", "choose_builds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """The options that say what is built and how; `cache` is the folder of the cache."""

    cache: Path
    folder: Path | None = None
    html: Path | None = None
    command: str = ""
    conf_dir: Path | None = None
    language: str = ""
    defines: tuple[str, ...] = ()

    @property
    def output(self) -> Path:
        """Return the folder of the builds of this Sphinx project with these settings."""
        folders = (str(path and path.resolve()) for path in (self.folder, self.conf_dir))
        parts = "\0".join((*folders, self.language, *sorted(self.defines)))
        digest = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
        return self.cache.resolve() / "watch" / digest[:12]


def choose_builds(options: BuildOptions) -> Builds:
    """Return what builds the site; UserError for options that do not belong together."""
    _demand_valid(options)
    match options:
        case BuildOptions(html=Path() as html, command=""):
            return UnbuiltSite(html)
        case BuildOptions(html=Path() as html):
            watched = (options.folder or Path(),)
            return CommandBuilds(options.command, folder=html, watched=watched)
    if options.folder is None:
        message = "There is nothing to watch."
        raise UserError(
            message, "Name the folder of a Sphinx project, or a site with --html FOLDER."
        )
    return SphinxBuilds(
        options.folder,
        configuration=options.conf_dir,
        output=options.output,
        defines=options.defines,
        language=options.language,
    )


def _demand_valid(options: BuildOptions) -> None:
    sphinx = {
        "--conf-dir": options.conf_dir,
        "--language": options.language,
        "--define": options.defines,
    }
    given = next((name for name, value in sphinx.items() if value), "")
    if options.folder is not None and not options.folder.is_dir():
        message = f"There is no folder {options.folder}."
        raise UserError(message, "Name the folder of the sources.")
    if options.html is None and options.command:
        message = "--build does not say where it writes the site."
        raise UserError(message, "Add --html FOLDER.")
    if options.html is not None and given:
        raise UserError(f"{given} is for Sphinx, and --html is for sites of other programs.")
    if options.html is not None and not options.command:
        if options.folder is not None:
            message = f"With --html alone, {options.folder} is not read."
            raise UserError(message, "Add --build COMMAND, or omit the folder.")
        if not options.html.is_dir():
            message = f"There is no folder {options.html}."
            raise UserError(message, "Build the site first, or add --build COMMAND.")
    for item in options.defines:
        if "=" not in item:
            raise UserError(f"--define {item} has no value.", "Write it as NAME=VALUE.")
