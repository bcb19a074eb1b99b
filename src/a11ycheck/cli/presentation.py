"""How a command shows its report: what a format can use beside the report itself."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from a11ycheck.cli.console import has_colour, has_width, width
from a11ycheck.cli.previous_report import previous_report
from a11ycheck.cli.source_urls import repository_root, repository_template
from a11ycheck.config import Config, LoadedConfig
from a11ycheck.errors import UserError
from a11ycheck.model import Report
from a11ycheck.reporters import Context, Style
from a11ycheck.reporters.editors import editor_template
from a11ycheck.reporters.text import link

__all__ = ["Presentation", "check_links"]

_WITH_LINKS: Final = frozenset({"html", "markdown"})


def check_links(name: str, loaded: LoadedConfig) -> None:
    """Raise UserError if the format `name` has links to source lines, and a template of them is invalid."""
    config, origins = loaded.config, loaded.origins
    if name == "html" and config.editor:
        editor_template(config.editor, origins.get("editor", "--editor"))
    template = config.source_url
    if name in _WITH_LINKS and template not in {"", "none"} and not _is_template(template):
        where = origins.get("source_url", "--source-url")
        message = f'{where}: "{template}" is not an https URL with {{file}}.'
        raise UserError(
            message, "Write one such as https://git.example.org/site/{file}?line={line}"
        )


def _is_template(text: str) -> bool:
    return "{file}" in text and bool(link(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """What flags and the configuration say about reports; `screenshots` are images by fingerprint."""

    verbose: bool = False
    quiet: bool = False
    statistics: bool = False
    lang: str = "en"
    all_pages: bool = False
    source_url: str = ""
    editor: str = ""
    screenshots: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        config: Config,
        *,
        verbose: bool = False,
        quiet: bool = False,
        statistics: bool = False,
        screenshots: Mapping[str, bytes] | None = None,
    ) -> "Presentation":
        """Return the presentation that a configuration and the flags of a command ask for."""
        return cls(
            verbose=verbose,
            quiet=quiet,
            statistics=statistics,
            lang=config.lang,
            all_pages=config.all_pages,
            source_url=config.source_url,
            editor=config.editor,
            screenshots=screenshots or {},
        )

    def context(self, report: Report, name: str, path: Path | None) -> Context:
        """Return what the format `name` can use for a report that is written to `path`, or printed."""
        has_links = name in _WITH_LINKS
        folder = Path.cwd()
        root = repository_root(folder)
        return Context(
            style=Style(
                colour=path is None and has_colour(sys.stdout),
                width=width(sys.stdout),
                verbose=self.verbose,
                clips=path is None and has_width(sys.stdout),
                quiet=self.quiet,
                statistics=self.statistics,
            ),
            screenshots=self.screenshots,
            root=str(root),
            folder=folder.relative_to(root).as_posix(),
            has_absent=os.environ.get("GITHUB_ACTIONS") != "true",
            all_pages=self.all_pages,
            source_url=self._source_url() if has_links else "",
            editor_url=self._editor_url() if name == "html" else "",
            page_url=_page_url(report.targets, path) if name == "html" else "",
            previous=previous_report(path) if name == "html" and path else None,
        )

    def _source_url(self) -> str:
        if self.source_url:
            return "" if self.source_url == "none" else self.source_url
        return repository_template(Path.cwd())

    def _editor_url(self) -> str:
        """Return the template of the editor on this machine; a report of CI is read on another one."""
        if not self.editor or os.environ.get("CI"):
            return ""
        return editor_template(self.editor)


def _page_url(targets: Sequence[str], path: Path | None) -> str:
    """Return the URL of the one audited folder, relative to the report; "" if there is none."""
    if path is None or len(targets) != 1 or not os.path.isdir(targets[0]):  # noqa: PTH112
        return ""
    try:
        relative = os.path.relpath(targets[0], path.parent)
    except ValueError:  # another drive of Windows
        return ""
    return f"{quote(os.fsencode(Path(relative).as_posix()))}/"
