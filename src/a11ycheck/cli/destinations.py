"""Where reports go: `--format NAME[=PATH]`, to a file or to standard output, without losing one."""

import os
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from a11ycheck.cli.console import print_error, print_note, to_stdout
from a11ycheck.cli.presentation import Presentation, check_links
from a11ycheck.config import LoadedConfig
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode, Report
from a11ycheck.reporters import Reporter, find_reporter, render
from a11ycheck.run.interrupted import without_verdicts
from a11ycheck.run.shard import parse_shard
from a11ycheck.signals import Interrupted, interruptible, signals_received
from a11ycheck.web.atomic_files import write_file

__all__ = [
    "AT_TERMINALS",
    "Destination",
    "demand_mergeable",
    "destinations_of",
    "exit_code_of",
    "write_reports",
]

_STDOUT = "-"
# GitHub's limit for the summary of a step is 1 MiB.
_MOST_SUMMARY = 1 << 20


# Programs choose a parser by the name of a file. Any format can be plain text, which promises nothing.
_PROMISED = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), frozenset({"html"})),
    ".json": frozenset({"json", "sarif", "earl"}),
    ".jsonld": frozenset({"earl"}),
    ".sarif": frozenset({"sarif"}),
    ".xml": frozenset({"junit"}),
}

# Formats for people, in the encoding of their terminal.
AT_TERMINALS = frozenset({"terminal", "concise", "full"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A format, and the file to write it to, or to extend; None is standard output."""

    reporter: Reporter
    path: Path | None = None
    is_extended: bool = False

    @property
    def name(self) -> str:
        """Return the name of the format."""
        return self.reporter.name


def destinations_of(loaded: LoadedConfig) -> tuple[Destination, ...]:
    """Return where reports go; UserError for an unknown format, an unusable file or link, and two for one.

    GitHub Actions gets annotations, unless formats are configured.
    """
    is_default = "formats" not in loaded.origins
    on_github = is_default and os.environ.get("GITHUB_ACTIONS") == "true"
    destinations = []
    for text in ("github",) if on_github else loaded.config.formats:
        name, mark, path = text.partition("=")
        reporter = find_reporter(name)
        if mark and not path:  # such as `html=$REPORT` without the variable
            message = f"{loaded.origins.get('formats', '--format')}: {text} names no file."
            raise UserError(message, f"Write {name}=FILE, or {name} for standard output.")
        is_file = path not in {"", _STDOUT}
        if is_file:
            _check_name(path, reporter, loaded.origins.get("formats", "--format"))
        destinations.append(Destination(reporter=reporter, path=Path(path) if is_file else None))
    printed = [item.name for item in destinations if item.path is None]
    if len(printed) > 1:
        message = f"Only one format can go to standard output, not {' and '.join(printed)}."
        raise UserError(message, "Give the others a file: --format json=report.json")
    paths = [item.path for item in destinations if item.path is not None]
    if len(set(paths)) < len(paths):
        message = "Two formats would be written to the same file."
        raise UserError(message, "Give each --format a file of its own.")
    found = (*destinations, *_job_summary(paths))
    # Written at the end: an error in them would cost the report of the whole audit then.
    for name in {item.name for item in found}:
        check_links(name, loaded)
    return found


def _check_name(path: str, reporter: Reporter, origin: str) -> None:
    """Raise UserError for a folder, and for a file whose name is that of another format."""
    # `Path.is_dir` raises where the folder may not be entered.
    if path.endswith(("/", os.sep)) or os.path.isdir(path):  # noqa: PTH112
        example = Path(path, f"report{reporter.extension}").as_posix()
        message = f"{origin}: {path} is a folder, in which the report has no name."
        raise UserError(message, f"Name a file: {reporter.name}={example}")
    if reporter.name not in _PROMISED.get(Path(path).suffix.lower(), {reporter.name}):
        example = Path(path).with_suffix(reporter.extension).as_posix()
        message = (
            f"{origin}: the format {reporter.name} would be written to {path}, the name of another."
        )
        raise UserError(message, f"Write {reporter.name}={example}")


def _job_summary(paths: Sequence[Path]) -> Iterable[Destination]:
    """Yield the summary of a job of GitHub Actions, unless a format is written to it anyway."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if summary and Path(summary) not in paths:
        yield Destination(reporter=find_reporter("markdown"), path=Path(summary), is_extended=True)


def demand_mergeable(loaded: LoadedConfig, destinations: Iterable[Destination]) -> None:
    """Raise UserError for a text that is no shard, and for a shard whose report could not be merged."""
    shard = parse_shard(loaded.config.shard, loaded.origins.get("shard", "--shard"))
    if shard and not any(item.name == "json" for item in destinations):
        message = f"No report of shard {loaded.config.shard} could be merged: none is JSON."
        raise UserError(message, "Add --format json=FILE.")


def write_reports(
    report: Report, destinations: Iterable[Destination], presentation: Presentation
) -> bool:
    """Write a report to each destination, and return whether all could be written.

    Files come first, so that an error of standard output does not concern them. A report whose file cannot
    be written is printed instead. A bug in one format, whose traceback is printed, costs no other report.
    """
    in_order: Sequence[Destination] = sorted(destinations, key=lambda item: item.path is None)
    written = []
    for item in in_order:
        context = presentation.context(report, item.name, item.path)
        lang = presentation.lang
        try:
            with interruptible(after=1):
                text = render(report, item.name, lang=lang, context=context)
        except Interrupted:
            report = without_verdicts(report)
            text = render(report, item.name, lang=lang, context=context)
        except Exception:  # noqa: BLE001 - a bug, whatever it is
            print_note(traceback.format_exc().rstrip())
            print_error(f"The {item.name} report could not be made: this is a bug in a11ycheck.")
            written.append(False)
            continue
        written.append(_print(text, item) if item.path is None else _write(text, item, item.path))
    return all(written)


def exit_code_of(
    report: Report, destinations: Iterable[Destination], presentation: Presentation
) -> ExitCode:
    """Return the exit code after a report was written.

    If a signal has arrived meanwhile, the files are written again, marked as interrupted.
    """
    if signals_received() and not report.interrupted:
        report = replace(report, interrupted=True)
        files = [item for item in destinations if item.path is not None and not item.is_extended]
        write_reports(report, files, presentation)
    return report.exit_code


def _write(text: str, item: Destination, path: Path) -> bool:
    if item.is_extended:
        return _extend(text, path)
    try:
        # A page's script can make text that is no Unicode: half of a surrogate pair.
        _save(path, text.encode("utf-8", "backslashreplace"))
    except Interrupted:
        return False
    except OSError as error:
        message = f"The {item.name} report could not be written to {path}"
        print_error(f"{message}: {error.strerror or error}.", "It follows on standard output.")
        _print(text, item)
        return False
    print_note(f"Wrote {path}")
    return True


def _extend(text: str, path: Path) -> bool:
    """Add a text to the summary of a job if there is room; without it, the audit is complete."""
    content = text.encode("utf-8", "backslashreplace")
    try:
        size = path.stat().st_size if path.exists() else 0
        if size + len(content) < _MOST_SUMMARY:
            with path.open("ab") as file:
                file.write(content + b"\n")
    except OSError as error:
        print_note(f"The summary of the job could not be written: {error.strerror or error}.")
    return True


def _save(path: Path, content: bytes) -> None:
    """Replace a file atomically; write into anything else, such as a device, a pipe or a link."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        with interruptible(after=signals_received()):  # a pipe may have no reader
            path.write_bytes(content)
    else:
        write_file(path, content)


def _print(text: str, item: Destination) -> bool:
    try:
        with interruptible(after=signals_received()):  # the reader may never read
            to_stdout(text, as_utf8=item.name not in AT_TERMINALS)
    except Interrupted:
        return False
    except UserError as error:
        print_error(f"The {item.name} report could not be printed.", error.message)
        return False
    return True
