"""Write a report where it was asked for, and never lose it."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from a11ycheck.cli.console import has_colour, say, width
from a11ycheck.cli.output import Destination, to_stdout
from a11ycheck.model import Report
from a11ycheck.reporters import Style, render
from a11ycheck.web.atomic_files import write_file

__all__ = ["deliver_all"]


def deliver_all(
    report: Report,
    destinations: Iterable[Destination],
    *,
    verbose: bool,
    lang: str,
    pictures: Mapping[str, bytes] | None = None,
) -> bool:
    """Write a report to each place that was asked for, and return whether each could be written.

    `pictures` are WebP pictures by fingerprint, for the format that shows them.
    """
    written = [
        _deliver(report, place, **_context(place, pictures or {}, verbose=verbose, lang=lang))
        for place in destinations
    ]
    return all(written)


def _deliver(report: Report, destination: Destination, **context: Any) -> bool:
    """Write one report; where its file cannot be written, print it instead and return False."""
    text = render(report, destination.format, **context)
    if destination.path is None:
        return _print(text, destination.format)
    try:
        write_file(destination.path, text)
    except OSError as error:
        what = f"The {destination.format} report could not be written to {destination.path}"
        say(f"{what}: {error.strerror or error}.", "It follows on standard output.")
        _print(text, destination.format)
        return False
    sys.stderr.write(f"Wrote {destination.path}\n")
    return True


def _print(text: str, name: str) -> bool:
    try:
        to_stdout(text)
    except OSError as error:
        say(f"The {name} report could not be printed: {error.strerror or error}.")
        return False
    return True


def _context(
    destination: Destination, pictures: Mapping[str, bytes], *, verbose: bool, lang: str
) -> dict[str, Any]:
    """Return what one format alone understands, and the language of those that people read."""
    if destination.format == "html":
        return {"screenshots": pictures, "lang": lang}
    if destination.format == "sarif":
        on_github = os.environ.get("GITHUB_ACTIONS") == "true"
        return {"root": str(Path.cwd()), "absent": not on_github}
    if destination.format != "terminal":
        return {}
    to_file = destination.path is not None
    style = Style(
        colour=not to_file and has_colour(sys.stdout),
        width=width(sys.stdout),
        verbose=verbose,
    )
    return {"style": style, "lang": lang}
